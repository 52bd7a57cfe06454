package org.stillcall.leak;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what happens in another process and can only be looked at. */
final class Wait {
    private static final long BETWEEN_LOOKS_NANOS = 20_000_000;

    /** What is looked for. */
    interface Sight {
        boolean seen() throws IOException;
    }

    private Wait() {}

    /** Whether it was seen in time. */
    static boolean until(Duration limit, Sight sight) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        while (!sight.seen()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        return true;
    }

    /** Lets real time pass: how long a promise of so many milliseconds has to be kept. */
    static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
