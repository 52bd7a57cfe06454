package org.stillcall.duty;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said last.
 *
 * @param since when they said it
 * @param extra until when they are on without a shift; null where they did not say so
 */
public record Switch(
        Position position, Instant since, @Nullable Extra extra) {
    /** The three positions of the one switch. */
    public enum Position {
        ON,
        BREAK,
        OFF
    }

    /** Being on without a shift, until then. */
    public record Extra(Instant until) {}
}
