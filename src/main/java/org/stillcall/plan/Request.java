package org.stillcall.plan;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;

/**
 * A call that somebody asks for. Borrows the digits as they were dialled; whoever made them overwrites them.
 *
 * @param asked what the advocate wants shown; {@link Identity#HIDDEN} unless they chose otherwise for this call
 * @param confirmed whether they have said yes to the question of an earlier {@link Verdict.Confirm}
 * @param lines what can be used now
 * @param under the survivor's plan that the call is made under; null where there is none
 */
public record Request(
        Digits dialled,
        Identity asked,
        boolean confirmed,
        Set<Line> lines,
        @Nullable PlanStanding under) {
    /** A call without a plan, which the programme's rule alone decides. */
    public Request(Digits dialled, Identity asked, boolean confirmed, Set<Line> lines) {
        this(dialled, asked, confirmed, lines, null);
    }

    /** The same without the number. */
    Apart apart() {
        return new Apart(asked, confirmed, lines, under);
    }

    /** A call that somebody asks for as far as it can be judged without its number. */
    public record Apart(
            Identity asked,
            boolean confirmed,
            Set<Line> lines,
            @Nullable PlanStanding under) {}
}
