package org.stillcall.store;

import java.util.Optional;

/** Names a release of information: 16 random bytes as 22 characters of base64url. */
public record ReleaseId(String text) {
    public ReleaseId {
        IdText.require(text);
    }

    /** The id that {@code text} spells, if it spells one. */
    public static Optional<ReleaseId> parse(String text) {
        return IdText.spells(text) ? Optional.of(new ReleaseId(text)) : Optional.empty();
    }
}
