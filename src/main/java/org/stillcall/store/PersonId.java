package org.stillcall.store;

import java.util.Optional;

/** Names a member of staff: 16 random bytes as 22 characters of base64url. */
public record PersonId(String text) {
    public PersonId {
        IdText.require(text);
    }

    /** The id that {@code text} spells, if it spells one. */
    public static Optional<PersonId> parse(String text) {
        return IdText.spells(text) ? Optional.of(new PersonId(text)) : Optional.empty();
    }
}
