package org.stillcall.console;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.stillcall.plan.SafeTimes;
import org.stillcall.store.PlanId;

/**
 * Who was reached, so that nobody calls them once more in the same window. In memory only: on a disk it would be a
 * record of calls. Threads may share it.
 */
final class Reached {
    private static final Duration LONGEST = Duration.ofHours(ApiLimits.REACHED_HOURS);

    /** Until when each is not on the list; the one who was reached longest ago goes for the next. */
    private final LinkedHashMap<PlanId, Instant> all = new LinkedHashMap<>();

    /** When the window that opens after this one does; a window that goes on and on counts as a new one each day. */
    static Optional<Instant> nextOpening(SafeTimes times, Instant now) {
        Instant closes = times.contains(now) ? times.closes(now) : now;
        Instant latest = now.plus(LONGEST);
        return times.next(closes.isBefore(latest) ? closes : latest);
    }

    /** @param until when they may be called next */
    synchronized void add(PlanId plan, Instant until, Instant now) {
        all.values().removeIf(over -> !now.isBefore(over));
        all.remove(plan);
        if (all.size() >= ApiLimits.REACHED) {
            all.pollFirstEntry();
        }
        all.put(plan, until);
    }

    synchronized boolean holds(PlanId plan, Instant now) {
        Instant until = all.get(plan);
        return until != null && now.isBefore(until);
    }

    synchronized void forget(PlanId plan) {
        all.remove(plan);
    }
}
