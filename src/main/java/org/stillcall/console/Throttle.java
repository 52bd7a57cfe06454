package org.stillcall.console;

import java.util.ArrayDeque;
import java.util.function.LongSupplier;

/**
 * Lets so many wrong tries through within a while, from everyone together. A try is counted before it is looked at and
 * forgiven when it was right, so that tries at the same moment are no way around it. Threads may share it.
 */
final class Throttle {
    private final int most;
    private final long windowMillis;
    private final LongSupplier nowMillis;
    private final Refusal refusal;
    private final ArrayDeque<Long> tries = new ArrayDeque<>();

    Throttle(int most, long windowMillis, LongSupplier nowMillis) {
        this(most, windowMillis, nowMillis, Refusal.TOO_MANY_TRIES);
    }

    Throttle(int most, long windowMillis, LongSupplier nowMillis, Refusal refusal) {
        this.refusal = refusal;
        this.most = most;
        this.windowMillis = windowMillis;
        this.nowMillis = nowMillis;
    }

    /** Counts a try, or refuses it unread. */
    synchronized void enter() {
        long now = nowMillis.getAsLong();
        while (!tries.isEmpty() && now - tries.getFirst() >= windowMillis) {
            tries.removeFirst();
        }
        if (tries.size() >= most) {
            throw new RefusedException(refusal);
        }
        tries.addLast(now);
    }

    /** The last try was right. */
    synchronized void forgive() {
        tries.pollLast();
    }
}
