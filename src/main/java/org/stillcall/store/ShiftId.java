package org.stillcall.store;

import java.util.Optional;

/** Names a shift: 16 random bytes as 22 characters of base64url. */
public record ShiftId(String text) {
    public ShiftId {
        IdText.require(text);
    }

    /** The id that {@code text} spells, if it spells one. */
    public static Optional<ShiftId> parse(String text) {
        return IdText.spells(text) ? Optional.of(new ShiftId(text)) : Optional.empty();
    }
}
