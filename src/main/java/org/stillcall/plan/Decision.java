package org.stillcall.plan;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides whether a call may be placed. Pure: the same request, rule and time give the same verdict. */
public final class Decision {
    private final DialPlan dialPlan;

    public Decision(DialPlan dialPlan) {
        this.dialPlan = dialPlan;
    }

    /**
     * The verdict, always; what the advocate can change about the number is said before what they can only wait for.
     *
     * @param rule the programme's rule; null when there is none
     */
    public Verdict decide(Request request, @Nullable ProgrammeRule rule, Instant now) {
        Region home = rule == null ? null : rule.home();
        Destination destination = dialPlan.destination(request.dialled(), home);
        if (destination.kind() == NumberKind.EMERGENCY) {
            return refuse(Reason.EMERGENCY_NUMBER);
        }
        if (rule == null || home == null || !dialPlan.knows(home) || rule.safeTimes() == null) {
            return refuse(Reason.SETTING_MISSING);
        }
        Reason reason = number(destination, rule, request);
        if (reason != null) {
            return refuse(reason);
        }
        if (!rule.safeTimes().contains(now)) {
            Optional<Instant> next = rule.safeTimes().next(now);
            return new Verdict.Refuse(next.isPresent() ? Reason.OUTSIDE_SAFE_TIME : Reason.NO_SAFE_TIME, next);
        }
        if (!request.lines().contains(Line.FIT_TRUNK)) {
            return refuse(Reason.NO_FIT_TRUNK);
        }
        boolean leased = request.lines().contains(Line.LEASED_NUMBER);
        Identity identity = leased ? rule.shows(request.asked()) : Identity.HIDDEN;
        if (identity == Identity.SHOWN && !request.confirmed()) {
            return new Verdict.Confirm(Question.SHOW_CENTRE_NUMBER);
        }
        return new Verdict.Permit(identity);
    }

    private static @Nullable Reason number(Destination destination, ProgrammeRule rule, Request request) {
        return switch (destination.kind()) {
            case EMERGENCY -> Reason.EMERGENCY_NUMBER;
            case DIALLING_CODE -> Reason.DIALLING_CODE;
            case INVALID -> Reason.INVALID_NUMBER;
            case PREMIUM -> rule.allows(Surcharge.PREMIUM) ? abroad(destination, rule) : Reason.PREMIUM_NUMBER;
            case SHARED_COST ->
                rule.allows(Surcharge.SHARED_COST) ? abroad(destination, rule) : Reason.SHARED_COST_NUMBER;
            case TOLL_FREE ->
                request.lines().contains(Line.LEASED_NUMBER) ? abroad(destination, rule) : Reason.TOLL_FREE_SEES_NUMBER;
            case ORDINARY -> abroad(destination, rule);
        };
    }

    private static @Nullable Reason abroad(Destination destination, ProgrammeRule rule) {
        Region region = destination.region();
        return region != null && rule.allows(region) ? null : Reason.INTERNATIONAL_NUMBER;
    }

    private static Verdict refuse(Reason reason) {
        return new Verdict.Refuse(reason, Optional.empty());
    }
}
