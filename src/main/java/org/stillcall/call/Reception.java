package org.stillcall.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.plan.ContactPlan;
import org.stillcall.plan.Decision;
import org.stillcall.plan.Destination;
import org.stillcall.plan.DroppedRule;
import org.stillcall.plan.Footprint;
import org.stillcall.plan.Identity;
import org.stillcall.plan.Line;
import org.stillcall.plan.Moment;
import org.stillcall.plan.PlanStanding;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.Question;
import org.stillcall.plan.Reason;
import org.stillcall.plan.RejectionConsent;
import org.stillcall.plan.Request;
import org.stillcall.plan.RingPattern;
import org.stillcall.plan.Verdict;
import org.stillcall.trunk.Lease;
import org.stillcall.trunk.Ways.Way;

/** Decides whether a call may be and takes what it needs: its number in E.164, its lease. Loop thread only. */
final class Reception {
    private final Exchange exchange;
    private final Decision decision;
    private final PrivateRefusals refusals;
    private final Sights seen;

    /** What test calls saw. */
    @FunctionalInterface
    interface Sights {
        Footprint.Seen of(Way way);
    }

    Reception(Exchange exchange, Sights seen) {
        this.exchange = exchange;
        this.seen = seen;
        this.decision = new Decision(exchange.dialPlan());
        this.refusals = new PrivateRefusals(exchange.loop()::nowMillis);
    }

    /** Who asks for what, beside the number. */
    record Asking(
            NearPhone phone,
            Counters.Kind kind,
            Label programme,
            Identity identity,
            boolean confirmed,
            Switchboard.@Nullable Terms terms) {
        static Asking of(Switchboard.Wish wish, NearPhone phone, Counters.Kind kind) {
            return new Asking(phone, kind, wish.programme(), wish.asked(), wish.confirmed(), wish.terms());
        }

        /** Whoever dials cannot ask for more than to stay hidden. */
        static Asking dialled(NearPhone.Desk desk, Label programme) {
            return new Asking(desk, Counters.Kind.DIALLED, programme, Identity.HIDDEN, false, null);
        }

        Switchboard.@Nullable Planned planned() {
            return terms == null ? null : terms.planned();
        }

        @Nullable
        PlanStanding standing() {
            return terms == null ? null : terms.standing();
        }
    }

    /** What came of a decision and its resources. */
    sealed interface Ruling {
        record Go(CallPlan plan, Verdict.Permit permit) implements Ruling {}

        record Ask(Question question) implements Ruling {}

        record Refused(Reason reason, Optional<Instant> nextSafeTime) implements Ruling {}
    }

    /** Takes the dialled number over: it is closed here, and the plan holds the number in E.164. */
    Ruling decide(Asking asking, Digits dialled) {
        try (dialled) {
            Moment now = exchange.clock().get();
            ProgrammeRule rule = rule(asking.programme(), now);
            boolean again = followsRefusal(asking.planned(), asking.identity(), now.later());
            Ruling no = again ? mayShow(asking.planned(), asking.confirmed(), rule, now.later()) : null;
            if (no != null) {
                return no;
            }
            Identity asked = again ? Identity.HIDDEN : asking.identity(); // what shows then is not the decision's
            Identity shows = again ? Identity.NUMBER : asked;
            EnumSet<Line> lines = lines(
                    asking.programme(), asking.terms() != null, rule == null ? Identity.HIDDEN : rule.shows(shows));
            Request request = new Request(dialled, asked, asking.confirmed(), lines, asking.standing());
            Verdict verdict =
                    atOnceAndAfterSignal(asking.standing(), then -> decision.decide(request, rule, then), now);
            return switch (verdict) {
                case Verdict.Refuse refuse ->
                    new Ruling.Refused(why(asking.programme(), refuse.reason()), refuse.nextSafeTime());
                case Verdict.Confirm confirm -> new Ruling.Ask(confirm.question());
                case Verdict.Permit permit ->
                    again ? lendToShow(permit, asking, rule, dialled) : lend(permit, asking, rule, dialled, false);
            };
        }
    }

    /** What the programme allows now; null when there is none. */
    private @Nullable ProgrammeRule rule(Label programme, Moment now) {
        ProgrammeRule written = exchange.programmes().get(programme);
        return written == null ? null : written.at(now.later());
    }

    /** Where a line works that no test call allows, that is the reason. */
    private Reason why(Label programme, Reason decided) {
        boolean secure = decided == Reason.NO_SECURE_TRUNK;
        boolean noLine = secure || decided == Reason.NO_FIT_TRUNK;
        return noLine && Lines.first(exchange, programme, secure) != null ? Reason.LINE_NOT_TESTED : decided;
    }

    private EnumSet<Line> lines(Label programme, boolean underTerms, Identity shows) {
        EnumSet<Line> lines = EnumSet.noneOf(Line.class);
        if (exchange.numbers().available() > 0) {
            lines.add(Line.LEASED_NUMBER);
        }
        if (Lines.first(exchange, new Lines.Needs(programme, false, shows)) != null) {
            lines.add(Line.FIT_TRUNK);
        }
        if (underTerms && Lines.first(exchange, new Lines.Needs(programme, true, shows)) != null) {
            lines.add(Line.SECURE_TRUNK);
        }
        return lines;
    }

    /** A signal is given only if the call that follows it will be inside the plan as well. */
    private static Verdict atOnceAndAfterSignal(
            @Nullable PlanStanding under, Function<Moment, Verdict> judge, Moment now) {
        Verdict verdict = judge.apply(now);
        RingPattern ring = under == null ? null : under.plan().ring();
        if (ring == null || !(verdict instanceof Verdict.Permit)) {
            return verdict;
        }
        Moment call = now.plus(CallPlan.untilCall(ring));
        return judge.apply(call) instanceof Verdict.Refuse refuse ? refuse : verdict;
    }

    /** What came of looking ahead. */
    sealed interface Outlook {
        record Open(Footprint footprint) implements Outlook {}

        record Refused(Ruling.Refused ruling) implements Outlook {}
    }

    /** What such a call would leave behind, or why it would be refused; nothing is taken for it. */
    Outlook foresee(Prospect prospect) {
        Moment now = exchange.clock().get();
        ProgrammeRule rule = rule(prospect.programme(), now);
        Switchboard.Planned planned = prospect.planned();
        PlanStanding under = planned == null ? null : planned.standing();
        boolean again = followsRefusal(planned, prospect.asked(), now.later());
        if (again && mayShow(planned, true, rule, now.later()) instanceof Ruling.Refused refused) {
            return new Outlook.Refused(refused);
        }
        Identity asked = again ? Identity.HIDDEN : prospect.asked();
        Identity wanted = again ? Identity.NUMBER : asked;
        EnumSet<Line> lines =
                lines(prospect.programme(), planned != null, rule == null ? Identity.HIDDEN : rule.shows(wanted));
        Request.Apart apart = new Request.Apart(asked, true, lines, under);
        Verdict verdict = atOnceAndAfterSignal(under, then -> decision.foresee(apart, rule, then), now);
        if (verdict instanceof Verdict.Refuse refuse) {
            return new Outlook.Refused(
                    new Ruling.Refused(why(prospect.programme(), refuse.reason()), refuse.nextSafeTime()));
        }
        if (rule == null || exchange.numbers().available() == 0) {
            return new Outlook.Refused(refused(Reason.NO_NUMBER_FREE));
        }
        Identity permitted = verdict instanceof Verdict.Permit permit ? permit.identity() : Identity.HIDDEN;
        Identity shows = again ? Identity.NUMBER : permitted;
        boolean secure = under != null && under.plan().monitored();
        FarLine line = Lines.first(exchange, new Lines.Needs(rule.label(), secure, shows));
        if (line == null) {
            return new Outlook.Refused(
                    refused(why(rule.label(), secure ? Reason.NO_SECURE_TRUNK : Reason.NO_FIT_TRUNK)));
        }
        DroppedRule usual = rule.dropped() == null ? new DroppedRule.Never() : rule.dropped();
        return new Outlook.Open(Footprint.of(new Footprint.Facts(
                Lines.hidesAlways(Lines.of(exchange, rule.label()), secure) ? Identity.HIDDEN : shows,
                Lines.withholding(line.trunk()),
                under == null ? usual : under.plan().dropped(),
                under == null ? null : Footprint.Agreed.of(under, now.later()),
                seen.of(new Way(line.trunk().name(), Lines.seen(line, shows))))));
    }

    /**
     * Whether a call may begin, now or so much later, as it was permitted: the near phone rang meanwhile, or the call
     * waits after its signal or after a drop. Its number and lines were seen to before.
     *
     * @param under the plan that it is made under; null where there is none
     */
    boolean mayStill(CallPlan plan, @Nullable PlanStanding under, Duration later) {
        Moment then = exchange.clock().get().plus(later);
        Request request = new Request(
                Objects.requireNonNull(plan.number()), Identity.HIDDEN, true, EnumSet.allOf(Line.class), under);
        if (!(decision.decide(request, plan.rule(), then) instanceof Verdict.Permit)) {
            return false;
        }
        if (under == null) {
            return true; // what the programme lets show does not change with time
        }
        return plan.showsAfterRejection()
                ? under.plan().mayShowAfterRejection(plan.rule(), then.later())
                : plan.identity().compareTo(under.plan().shows(then.later())) <= 0;
    }

    /** Whether a call shows a number by a consent that serves one call. */
    boolean showsOnce(CallPlan plan) {
        PlanStanding under = plan.standing();
        return under != null && plan.showsAfterRejection() && oneCall(under.plan());
    }

    /**
     * How long the survivor's phone may ring if it is called now, for the call or for the signal before it: never
     * beyond the time that is safe, and not at all (nought) when it may not be called any more. A signal is given only
     * if the call that follows may be made as well.
     */
    Duration mayRing(CallPlan plan, Phase phase) {
        PlanStanding under = plan.standing();
        boolean signals = phase == Phase.SIGNALLING;
        boolean later = under != null || phase == Phase.REDIALLING; // else it was decided about just now
        RingPattern signal = signals ? plan.signal() : null;
        if (later && !mayStill(plan, under, Duration.ZERO)
                || signal != null && !mayStill(plan, under, CallPlan.untilCall(signal))) {
            return Duration.ZERO;
        }
        Moment now = exchange.clock().get();
        Instant until = Decision.ringsUntil(under, plan.rule(), now);
        Duration most = plan.ringLimit(signals);
        return until.isBefore(now.wall().plus(most)) ? Duration.between(now.wall(), until) : most;
    }

    // a number that shows because private calls were rejected (G10, RFC 5079 section 7)

    private boolean followsRefusal(Switchboard.@Nullable Planned planned, Identity asked, Instant now) {
        return planned != null
                && asked != Identity.HIDDEN
                && planned.standing().plan().shows(now) == Identity.HIDDEN
                && refusals.holds(planned.id());
    }

    /** Null when it may; the refusal or the question otherwise. */
    private @Nullable Ruling mayShow(
            Switchboard.@Nullable Planned under, boolean confirmed, @Nullable ProgrammeRule rule, Instant now) {
        Switchboard.Planned planned = Objects.requireNonNull(under);
        ContactPlan plan = planned.standing().plan();
        if (rule == null || !plan.mayShowAfterRejection(rule, now)) {
            return refused(Reason.SHOWING_NOT_AGREED);
        }
        if (oneCall(plan) && refusals.usedUp(planned.id())) {
            return refused(Reason.SHOWING_NOT_AGREED);
        }
        return confirmed ? null : new Ruling.Ask(Question.SHOW_CENTRE_NUMBER);
    }

    private static boolean oneCall(ContactPlan plan) {
        return plan.ifRejected() != null && plan.ifRejected().scope() == RejectionConsent.Scope.ONE_CALL;
    }

    /** A private call under a plan was refused as such; or one that may show a number for that came to nothing. */
    void refusedAsPrivate(Switchboard.@Nullable Planned planned) {
        if (planned != null) {
            refusals.refused(planned.id());
        }
    }

    /** A call that may show a number after a refusal has sent it out. */
    void showedAfterRefusal(Switchboard.@Nullable Planned planned) {
        if (planned != null && oneCall(planned.standing().plan())) {
            refusals.used(planned.id());
        }
    }

    private Ruling lendToShow(Verdict.Permit permit, Asking asking, @Nullable ProgrammeRule rule, Digits dialled) {
        Ruling ruling = lend(permit, asking, rule, dialled, true);
        if (ruling instanceof Ruling.Go) {
            refusals.take(Objects.requireNonNull(asking.planned()).id());
        }
        return ruling;
    }

    private Ruling lend(
            Verdict.Permit permit,
            Asking asking,
            @Nullable ProgrammeRule rule,
            Digits dialled,
            boolean afterRejection) {
        if (rule == null || rule.home() == null) {
            return refused(Reason.SETTING_MISSING);
        }
        Digits number = exchange.dialPlan().toE164(dialled, rule.home(), exchange.digits());
        if (number == null) {
            return refused(Reason.INVALID_NUMBER);
        }
        List<Digits> people = new ArrayList<>(1);
        people.add(number);
        if (asking.phone() instanceof NearPhone.Mobile mobile) {
            Digits own = mobile.number().get();
            if (own == null) {
                number.close();
                return refused(Reason.SETTING_MISSING);
            }
            people.add(own);
        }
        Optional<Lease> lease = exchange.numbers().lease();
        if (lease.isEmpty()) {
            people.forEach(Digits::close);
            return refused(Reason.NO_NUMBER_FREE);
        }
        Destination destination = exchange.dialPlan().destination(dialled, rule.home());
        CallPlan plan = new CallPlan(
                exchange.randomness().token(128),
                asking.kind(),
                asking.phone(),
                asking.programme(),
                rule,
                afterRejection ? Identity.NUMBER : permit.identity(),
                lease.get(),
                destination.region(),
                number,
                people,
                exchange.settings()
                        .farRingLimit()
                        .getOrDefault(asking.programme(), exchange.settings().usualFarRingLimit()),
                asking.terms() == null ? null : new Agreed(asking.terms(), afterRejection),
                asking.terms() == null ? List.of() : asking.terms().phones());
        return new Ruling.Go(plan, permit);
    }

    private static Ruling.Refused refused(Reason reason) {
        return new Ruling.Refused(reason, Optional.empty());
    }
}
