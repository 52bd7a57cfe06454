package org.stillcall.call;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.plan.Identity;
import org.stillcall.plan.PlanStanding;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.Region;
import org.stillcall.plan.RingPattern;
import org.stillcall.trunk.Lease;

/**
 * What was decided about a call before anything rings.
 *
 * @param lease null for a call that somebody made to us: nothing is shown to them but what they called
 * @param number the survivor's, in E.164; null for a call that they made
 * @param people every number of a person that lives as long as the call, the survivor's first
 * @param agreed what the call was placed under; null for a phone that dialled and for a request without terms
 * @param phones names of configured phones of whoever has it: an own mobile of these rings while their page is missed
 */
record CallPlan(
        String id,
        Counters.Kind kind,
        NearPhone phone,
        Label programme,
        ProgrammeRule rule,
        Identity identity,
        @Nullable Lease lease,
        @Nullable Region destination,
        @Nullable Digits number,
        List<Digits> people,
        Duration farRingLimit,
        @Nullable Agreed agreed,
        List<Label> phones) {
    /** Of somebody who called us: no number is lent or called for it. */
    static CallPlan called(AcceptedHalf taken, ProgrammeRule rule) {
        return new CallPlan(
                taken.name(),
                Counters.Kind.INBOUND,
                taken.phone(),
                rule.label(),
                rule,
                Identity.HIDDEN,
                null,
                null,
                null,
                List.of(),
                Duration.ZERO,
                null,
                taken.phones());
    }

    /** Ends the lease, if there is one; again is harmless. */
    void endLease() {
        if (lease != null) {
            lease.close();
        }
    }

    /** How long a signal takes at most until the far phone is heard to ring; else there was no signal. */
    static final Duration SIGNAL_SETUP = Duration.ofSeconds(12);

    /** How long after its signal's INVITE a call follows at the latest. */
    static Duration untilCall(RingPattern signal) {
        return SIGNAL_SETUP.plus(signal.ring()).plus(signal.pause());
    }

    /** After which the next INVITE is cancelled; a signal ends sooner by its own clock, all by the safe time's end. */
    Duration ringLimit(boolean signals) {
        RingPattern signal = signals ? signal() : null;
        return signal == null ? farRingLimit : signal.ring().plus(SIGNAL_SETUP).plusSeconds(1);
    }

    /** Whether only trunks will do that encrypt signalling and sound: the survivor's phone may be watched (G12). */
    boolean secure() {
        return agreed != null && agreed.secure();
    }

    /** Whether it shows a number because private calls were refused before. */
    boolean showsAfterRejection() {
        return agreed != null && agreed.afterRejection();
    }

    @Nullable
    PlanStanding standing() {
        return agreed == null ? null : agreed.terms().standing();
    }

    /** The opaque name of the contact plan, or null. */
    @Nullable
    String planId() {
        Switchboard.Planned planned = agreed == null ? null : agreed.terms().planned();
        return planned == null ? null : planned.id();
    }

    /** Whether what the survivor agreed to was neither changed nor erased since the call was asked for. */
    boolean stands() {
        Switchboard.Planned planned = agreed == null ? null : agreed.terms().planned();
        return planned == null || planned.stands().getAsBoolean();
    }

    /** The signal before the call; null for none. */
    @Nullable
    RingPattern signal() {
        return agreed == null ? null : agreed.signal();
    }

    @Override
    public String toString() {
        return "CallPlan";
    }
}
