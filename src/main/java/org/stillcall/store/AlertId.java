package org.stillcall.store;

import java.util.Optional;

/** Names an alert: 16 random bytes as 22 characters of base64url. */
public record AlertId(String text) {
    public AlertId {
        IdText.require(text);
    }

    /** The id that {@code text} spells, if it spells one. */
    public static Optional<AlertId> parse(String text) {
        return IdText.spells(text) ? Optional.of(new AlertId(text)) : Optional.empty();
    }
}
