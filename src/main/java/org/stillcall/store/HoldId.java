package org.stillcall.store;

import java.util.Optional;
import org.stillcall.base.Randomness;

/** Names a legal hold: 16 random bytes as 22 characters of base64url. */
public record HoldId(String text) {
    public HoldId {
        IdText.require(text);
    }

    /** A new one. */
    public static HoldId random(Randomness randomness) {
        return new HoldId(IdText.random(randomness));
    }

    /** The id that {@code text} spells, if it spells one. */
    public static Optional<HoldId> parse(String text) {
        return IdText.spells(text) ? Optional.of(new HoldId(text)) : Optional.empty();
    }
}
