package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what happens in another process and can only be looked at. */
final class Waiting {
    /** Long enough for a busy machine: a test that needs it has failed already, or nearly. */
    static final Duration LIMIT = Duration.ofSeconds(25);

    private static final long BETWEEN_LOOKS_NANOS = 20_000_000;

    private Waiting() {}

    static void until(String what, BooleanSupplier seen) {
        until(what, seen, () -> "");
    }

    /** @param instead what is seen instead, when it does not come */
    static void until(String what, BooleanSupplier seen, Supplier<String> instead) {
        until(LIMIT, what, seen, instead);
    }

    /** For what takes its time by agreement. */
    static void atMost(Duration limit, String what, BooleanSupplier seen) {
        until(limit, what, seen, () -> "");
    }

    static void until(Duration limit, String what, BooleanSupplier seen, Supplier<String> instead) {
        long end = System.nanoTime() + limit.toNanos();
        while (!seen.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("Not within " + limit + ": " + what + " " + instead.get());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }
}
