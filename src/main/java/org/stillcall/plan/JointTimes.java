package org.stillcall.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.stillcall.base.Limits;

/** When a call may begin by both of two sets of times. */
record JointTimes(SafeTimes rule, SafeTimes plan) implements SafeTimes {
    @Override
    public boolean contains(Instant now) {
        return rule.contains(now) && plan.contains(now);
    }

    @Override
    public Instant closes(Instant now) {
        Instant byRule = rule.closes(now);
        Instant byPlan = plan.closes(now);
        return byRule.isBefore(byPlan) ? byRule : byPlan;
    }

    /** Looks ahead {@code Limits.PLAN_DAYS_AHEAD}; where nothing fits until then, there is none. */
    @Override
    public Optional<Instant> next(Instant now) {
        Instant last = now.plus(Duration.ofDays(Limits.PLAN_DAYS_AHEAD));
        Instant from = now;
        while (!from.isAfter(last)) {
            Optional<Instant> byPlan = plan.next(from);
            if (byPlan.isEmpty()) {
                return Optional.empty();
            }
            Optional<Instant> byRule = rule.next(byPlan.get());
            if (byRule.isEmpty() || plan.contains(byRule.get())) {
                return byRule;
            }
            if (!byRule.get().isAfter(from)) {
                return Optional.empty(); // never so; a loop without end would be worse than none
            }
            from = byRule.get();
        }
        return Optional.empty();
    }
}
