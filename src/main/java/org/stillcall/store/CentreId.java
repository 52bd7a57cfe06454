package org.stillcall.store;

import java.util.Optional;

/** Names a centre: 16 random bytes as 22 characters of base64url. */
public record CentreId(String text) {
    public CentreId {
        IdText.require(text);
    }

    /** The id that {@code text} spells, if it spells one. */
    public static Optional<CentreId> parse(String text) {
        return IdText.spells(text) ? Optional.of(new CentreId(text)) : Optional.empty();
    }
}
