package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens in another process and can only be looked at. */
final class Waiting {
    /** Long enough for a busy machine: a test that needs it has failed already, or nearly. */
    static final Duration LIMIT = Duration.ofSeconds(25);

    private static final long BETWEEN_LOOKS_NANOS = 20_000_000;

    private Waiting() {}

    static void until(String what, BooleanSupplier seen) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!seen.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("Not within " + LIMIT + ": " + what);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }
}
