package org.stillcall.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;

/**
 * A message to be kept, whose sound follows second by second.
 *
 * @param envelope the message's key, sealed (kind 5) to that generation of the centre's key
 * @param topic what is known of it
 */
public record NewMessage(MessageId id, Topic topic, int generation, byte[] envelope, Instant end) {
    /** For which programme, and in which language if the caller chose one. */
    public record Topic(Label programme, @Nullable Label language) {
        @Override
        public String toString() {
            return "Topic";
        }
    }

    @Override
    public String toString() {
        return "NewMessage";
    }
}
