package org.stillcall.store;

import java.util.Optional;
import org.stillcall.base.Randomness;

/** Names a caller's message: 16 random bytes as 22 characters of base64url. */
public record MessageId(String text) {
    public MessageId {
        IdText.require(text);
    }

    /** A new one. */
    public static MessageId random(Randomness randomness) {
        return new MessageId(IdText.random(randomness));
    }

    /** The id that {@code text} spells, if it spells one. */
    public static Optional<MessageId> parse(String text) {
        return IdText.spells(text) ? Optional.of(new MessageId(text)) : Optional.empty();
    }
}
