package org.stillcall.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.plan.Decision;
import org.stillcall.plan.Destination;
import org.stillcall.plan.Identity;
import org.stillcall.plan.Line;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.Reason;
import org.stillcall.plan.Request;
import org.stillcall.plan.Verdict;
import org.stillcall.trunk.Lease;

/** Decides whether a call may be and takes what it needs: its number in E.164, its lease. Loop thread only. */
final class Reception {
    private final Exchange exchange;
    private final Decision decision;

    Reception(Exchange exchange) {
        this.exchange = exchange;
        this.decision = new Decision(exchange.dialPlan());
    }

    /** Who asks for what, beside the number. */
    record Asking(NearPhone phone, Counters.Kind kind, Label programme, Identity identity, boolean confirmed) {}

    /** What came of a decision and its resources. */
    sealed interface Ruling {
        record Go(CallPlan plan) implements Ruling {}

        record Ask(String sentence) implements Ruling {}

        record Refused(Reason reason, Optional<Instant> nextSafeTime) implements Ruling {}
    }

    /** Takes the dialled number over: it is closed here, and the plan holds the number in E.164. */
    Ruling decide(Asking asking, Digits dialled) {
        try (dialled) {
            ProgrammeRule rule = exchange.programmes().get(asking.programme());
            EnumSet<Line> lines = EnumSet.noneOf(Line.class);
            if (exchange.numbers().available() > 0) {
                lines.add(Line.LEASED_NUMBER);
            }
            if (Lines.first(exchange) != null) {
                lines.add(Line.FIT_TRUNK);
            }
            Request request = new Request(dialled, asking.identity(), asking.confirmed(), lines);
            return switch (decision.decide(request, rule, exchange.clock().instant())) {
                case Verdict.Refuse refuse -> new Ruling.Refused(refuse.reason(), refuse.nextSafeTime());
                case Verdict.Confirm confirm ->
                    new Ruling.Ask(confirm.question().sentence());
                case Verdict.Permit permit -> lend(permit.identity(), asking, rule, dialled);
            };
        }
    }

    private Ruling lend(Identity identity, Asking asking, @Nullable ProgrammeRule rule, Digits dialled) {
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
        return new Ruling.Go(new CallPlan(
                exchange.randomness().token(128),
                asking.kind(),
                asking.phone(),
                asking.programme(),
                rule,
                identity,
                lease.get(),
                destination.region(),
                number,
                people,
                exchange.settings()
                        .farRingLimit()
                        .getOrDefault(asking.programme(), exchange.settings().usualFarRingLimit())));
    }

    private static Ruling refused(Reason reason) {
        return new Ruling.Refused(reason, Optional.empty());
    }
}
