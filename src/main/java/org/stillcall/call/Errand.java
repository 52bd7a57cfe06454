package org.stillcall.call;

import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.plan.Identity;
import org.stillcall.plan.ProgrammeRule;

/**
 * What a near half has to know of what it is rung for.
 *
 * @param secure whether only trunks will do that encrypt signalling and sound
 * @param mobile the number of an own mobile, whoever has it; null where the half reads it itself and erases it
 */
record Errand(ProgrammeRule rule, boolean secure, @Nullable Digits mobile) {
    /** The advocate's half of that call. */
    static Errand of(CallPlan plan) {
        Digits own = plan.people().size() < 2 ? null : plan.people().get(1);
        return new Errand(plan.rule(), plan.secure(), own);
    }

    /** Somebody's who joins that call. */
    static Errand beside(CallPlan plan) {
        return new Errand(plan.rule(), plan.secure(), null);
    }

    /** What a leg to somebody who is no survivor needs of its line: it never shows anything. */
    Lines.Needs needs() {
        return new Lines.Needs(rule.label(), secure, Identity.HIDDEN);
    }

    @Override
    public String toString() {
        return "Errand";
    }
}
