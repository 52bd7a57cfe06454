package org.stillcall.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Limits;

/**
 * Decides whether a call may be placed. Pure: the same request, rule and time give the same verdict.
 *
 * <p>Where the call is made under a survivor's plan, rule and plan must both allow it: times are those that both have,
 * and what shows is the least of what was asked for, what the rule allows and what the plan holds a consent for. An
 * override for danger to life lifts the times, the attempts and who calls, and nothing else. Times are judged by the
 * wall clock, ends and consents by the later of both clocks.
 */
public final class Decision {
    /**
     * With less left of a safe time nobody is called: a phone that barely rings helps nobody and shows all the same.
     */
    private static final Duration LEAST_RING = Duration.ofSeconds(Limits.LEAST_RING_SECONDS);

    private final DialPlan dialPlan;

    public Decision(DialPlan dialPlan) {
        this.dialPlan = dialPlan;
    }

    /**
     * The verdict, always; what the advocate can change about the number is said before what they can only wait for.
     *
     * @param written the programme's rule; null when there is none
     */
    public Verdict decide(Request request, @Nullable ProgrammeRule written, Moment now) {
        ProgrammeRule rule = written == null ? null : written.at(now.later());
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
        return apartFromNumber(request.apart(), rule, rule.safeTimes(), now);
    }

    /**
     * What {@link #decide} will say once a number speaks for the call.
     *
     * @param written the programme's rule; null when there is none
     */
    public Verdict foresee(Request.Apart apart, @Nullable ProgrammeRule written, Moment now) {
        ProgrammeRule rule = written == null ? null : written.at(now.later());
        Region home = rule == null ? null : rule.home();
        if (rule == null || home == null || !dialPlan.knows(home) || rule.safeTimes() == null) {
            return refuse(Reason.SETTING_MISSING);
        }
        return apartFromNumber(apart, rule, rule.safeTimes(), now);
    }

    private static Verdict apartFromNumber(Request.Apart apart, ProgrammeRule rule, SafeTimes hours, Moment now) {
        Verdict.Refuse refused = agreed(apart.under(), rule, now);
        if (refused == null) {
            refused = times(apart.under(), hours, now);
        }
        if (refused != null) {
            return refused;
        }
        Reason unfit = lines(apart);
        if (unfit != null) {
            return refuse(unfit);
        }
        Instant later = now.later();
        Identity identity = identity(apart, rule, later);
        if (identity != Identity.HIDDEN && !apart.confirmed()) {
            return new Verdict.Confirm(Question.SHOW_CENTRE_NUMBER);
        }
        return new Verdict.Permit(identity, notes(apart, identity, later), conduct(apart.under(), later));
    }

    /**
     * What {@link #decide} will say of a plan if number and lines speak for the call and nothing is to show.
     *
     * @param written the programme's rule; null when there is none
     */
    public static Verdict foresee(PlanStanding under, @Nullable ProgrammeRule written, Moment now) {
        ProgrammeRule rule = written == null ? null : written.at(now.later());
        if (rule == null || rule.safeTimes() == null) {
            return refuse(Reason.SETTING_MISSING);
        }
        Verdict.Refuse refused = agreed(under, rule, now);
        if (refused == null) {
            refused = times(under, rule.safeTimes(), now);
        }
        return refused == null
                ? new Verdict.Permit(Identity.HIDDEN, notes(under, now.later()), conduct(under, now.later()))
                : refused;
    }

    private static @Nullable Conduct conduct(@Nullable PlanStanding under, Instant now) {
        return under == null ? null : under.plan().conduct(now);
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

    /** What the plan forbids whatever the time is. */
    private static Verdict.@Nullable Refuse agreed(@Nullable PlanStanding under, ProgrammeRule rule, Moment now) {
        if (under == null) {
            return rule.planned() ? refuse(Reason.PLAN_NEEDED) : null;
        }
        ContactPlan plan = under.plan();
        if (!plan.programme().equals(rule.label())) {
            return refuse(Reason.OTHER_PROGRAMME);
        }
        if (plan.ended(now.later())) {
            return refuse(Reason.PLAN_ENDED);
        }
        if (overridden(under, now.later())) {
            return null;
        }
        if (now.apart()) {
            return refuse(Reason.CLOCK_SET_BACK);
        }
        if (plan.caller() == Caller.THEY_CALL) {
            return refuse(Reason.SURVIVOR_CALLS);
        }
        return under.attempts() < plan.attempts() ? null : refuse(Reason.ATTEMPTS_USED);
    }

    /**
     * Until when a phone may ring for a call that begins now: a window's end is that of its ringing too. What is talked
     * by then goes on.
     *
     * @return the wall clock's {@code now} where none may begin
     */
    public static Instant ringsUntil(@Nullable PlanStanding under, ProgrammeRule rule, Moment now) {
        if (under != null && overridden(under, now.later())) {
            return Instant.MAX;
        }
        SafeTimes hours = rule.safeTimes();
        SafeTimes times = hours == null ? null : both(under, hours);
        return times != null && leavesTime(times, now.wall()) ? times.closes(now.wall()) : now.wall();
    }

    private static boolean leavesTime(SafeTimes times, Instant now) {
        return times.contains(now) && !times.closes(now).isBefore(now.plus(LEAST_RING));
    }

    private static SafeTimes both(@Nullable PlanStanding under, SafeTimes rule) {
        return under == null ? rule : new JointTimes(rule, under.plan().times());
    }

    private static Verdict.@Nullable Refuse times(@Nullable PlanStanding under, SafeTimes rule, Moment now) {
        if (under != null && overridden(under, now.later())) {
            return null;
        }
        SafeTimes times = both(under, rule);
        Instant wall = now.wall();
        if (leavesTime(times, wall)) {
            return null;
        }
        Optional<Instant> next = times.next(times.contains(wall) ? times.closes(wall) : wall);
        Reason none = under == null ? Reason.NO_SAFE_TIME : Reason.NO_TIME_LEFT;
        return new Verdict.Refuse(next.isPresent() ? Reason.OUTSIDE_SAFE_TIME : none, next);
    }

    private static @Nullable Reason lines(Request.Apart request) {
        if (!request.lines().contains(Line.FIT_TRUNK)) {
            return Reason.NO_FIT_TRUNK;
        }
        boolean secure = request.under() != null && request.under().plan().monitored();
        return secure && !request.lines().contains(Line.SECURE_TRUNK) ? Reason.NO_SECURE_TRUNK : null;
    }

    private static Identity identity(Request.Apart request, ProgrammeRule rule, Instant now) {
        if (!request.lines().contains(Line.LEASED_NUMBER)) {
            return Identity.HIDDEN;
        }
        Identity allowed = rule.shows(request.asked());
        return request.under() == null
                ? allowed
                : allowed.atMost(request.under().plan().shows(now));
    }

    private static Set<Note> notes(Request.Apart request, Identity identity, Instant now) {
        if (request.under() == null) {
            return Set.of();
        }
        EnumSet<Note> notes = notes(request.under(), now);
        if (identity == Identity.HIDDEN && request.asked() != Identity.HIDDEN) {
            notes.add(Note.STAYS_HIDDEN);
        }
        return notes;
    }

    private static EnumSet<Note> notes(PlanStanding under, Instant now) {
        ContactPlan plan = under.plan();
        EnumSet<Note> notes = EnumSet.noneOf(Note.class);
        if (plan.askAgainDue(now)) {
            notes.add(Note.ASK_AGAIN);
        }
        if (plan.consentEnded(now)) {
            notes.add(Note.CONSENT_ENDED);
        }
        if (plan.monitored()) {
            notes.add(Note.MONITORED_PHONE);
        }
        if (overridden(under, now)) {
            notes.add(Note.OVERRIDDEN);
        }
        return notes;
    }

    private static boolean overridden(PlanStanding under, Instant now) {
        return under.override() != null && under.override().holds(now);
    }

    private static Verdict.Refuse refuse(Reason reason) {
        return new Verdict.Refuse(reason, Optional.empty());
    }
}
