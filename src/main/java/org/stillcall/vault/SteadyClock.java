package org.stillcall.vault;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A clock that never goes back: the highest of the wall clock, a time known from before, and that time plus what the
 * monotonic clock has counted since. Threads may share it.
 */
final class SteadyClock {
    private static final long NANOS = 1_000_000;

    private final InstantSource wall;
    private final LongSupplier nanos;
    private final long startNanos;
    private final long startMillis;
    private final AtomicLong highest;

    SteadyClock(InstantSource wall, LongSupplier nanos, long knownMillis) {
        this.wall = wall;
        this.nanos = nanos;
        startNanos = nanos.getAsLong();
        startMillis = Math.max(wall.millis(), knownMillis);
        highest = new AtomicLong(startMillis);
    }

    /** By how much it is ahead of the wall clock, because that was set back: milliseconds, 0 as a rule. */
    long aheadMillis() {
        long now = wall.millis();
        return millis() - now;
    }

    /** Milliseconds since the epoch. */
    long millis() {
        long counted = startMillis + (nanos.getAsLong() - startNanos) / NANOS;
        return highest.accumulateAndGet(Math.max(wall.millis(), counted), Math::max);
    }
}
