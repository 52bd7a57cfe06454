package org.stillcall.store;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A message as it is kept, without its sound.
 *
 * @param seconds how many seconds of it are kept
 */
public record StoredMessage(
        MessageId id,
        NewMessage.Topic topic,
        int version,
        int generation,
        byte[] envelope,
        int seconds,
        boolean heard,
        Instant end,
        LocalDate addedDay) {
    @Override
    public String toString() {
        return "StoredMessage";
    }
}
