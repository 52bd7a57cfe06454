package org.stillcall.call;

import org.jspecify.annotations.Nullable;
import org.stillcall.plan.PlanStanding;
import org.stillcall.plan.RingPattern;

/**
 * The terms that a call was placed under.
 *
 * @param afterRejection whether it shows a number because private calls were rejected and the survivor agreed to that
 */
record Agreed(Switchboard.Terms terms, boolean afterRejection) {
    boolean secure() {
        PlanStanding standing = terms.standing();
        return standing != null && standing.plan().monitored();
    }

    @Nullable
    RingPattern signal() {
        PlanStanding standing = terms.standing();
        return standing == null ? null : standing.plan().ring();
    }

    @Override
    public String toString() {
        return "Agreed";
    }
}
