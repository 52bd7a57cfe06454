package org.stillcall.call;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.plan.Identity;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.Region;
import org.stillcall.trunk.Lease;

/**
 * What was decided about a call before anything rings.
 *
 * @param number the survivor's, in E.164
 * @param people every number of a person that lives as long as the call, the survivor's first
 */
record CallPlan(
        String id,
        Counters.Kind kind,
        NearPhone phone,
        Label programme,
        ProgrammeRule rule,
        Identity identity,
        Lease lease,
        @Nullable Region destination,
        Digits number,
        List<Digits> people,
        Duration farRingLimit) {
    @Override
    public String toString() {
        return "CallPlan";
    }
}
