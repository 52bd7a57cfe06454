package org.stillcall.plan;

import static org.stillcall.base.Contract.require;

import java.time.Duration;
import org.stillcall.base.Limits;

/**
 * The sign before a call that the system gives by itself: ring, hang up, wait, then call.
 *
 * @param ring how long the phone rings first
 * @param pause how long nothing happens between the sign and the call
 */
public record RingPattern(Duration ring, Duration pause) {
    public RingPattern {
        require(isRing(ring.toSeconds()) && ring.toNanosPart() == 0, "A sign rings for 3 to 30 whole seconds.");
        require(isPause(pause.toSeconds()) && pause.toNanosPart() == 0, "A sign waits 10 to 900 whole seconds.");
    }

    static boolean isRing(long seconds) {
        return seconds >= 3 && seconds <= Limits.PLAN_RING_SECONDS;
    }

    static boolean isPause(long seconds) {
        return seconds >= 10 && seconds <= Limits.PLAN_PAUSE_SECONDS;
    }
}
