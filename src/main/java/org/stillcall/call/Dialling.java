package org.stillcall.call;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.call.Reception.Ruling;
import org.stillcall.media.Prompts.Sentence;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.Region;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.LegListener;
import org.stillcall.trunk.PilotNumber;

/** What a desk phone of ours dials. Loop thread only. */
final class Dialling {
    private final Exchange exchange;
    private final Reception reception;
    private final Calls calls;

    Dialling(Exchange exchange, Reception reception, Calls calls) {
        this.exchange = exchange;
        this.reception = reception;
        this.calls = calls;
    }

    static @Nullable LegListener refuse(IncomingInvite invite, int status) {
        invite.leg().refuse(status);
        return null;
    }

    @Nullable
    LegListener invited(IncomingInvite invite, @Nullable NearPhone phone) {
        Digits whole = Digits.read(
                exchange.digits(),
                invite.user().memory(),
                invite.user().start(),
                invite.user().length());
        if (whole == null) {
            return refuse(invite, 484);
        }
        try (whole) {
            PilotNumber staff = calls.doorway().forStaff();
            if (staff != null && phone instanceof NearPhone.Desk desk && isCalled(staff, desk, whole)) {
                return calls.doorway().enter(invite, desk, staff);
            }
            if (!(phone instanceof NearPhone.Desk desk) || desk.programme() == null) {
                return forgetting(whole, invite, refuse(invite, 403));
            }
            if (calls.full()) {
                return forgetting(whole, invite, refuse(invite, 503));
            }
            return dialled(invite, desk, desk.programme(), whole);
        }
    }

    /** As people of the programme's region dial it. */
    private boolean isCalled(PilotNumber number, NearPhone.Desk desk, Digits dialled) {
        if (dialled.is(number.e164())) {
            return true;
        }
        ProgrammeRule rule =
                desk.programme() == null ? null : exchange.programmes().get(desk.programme());
        Region home = rule == null ? null : rule.home();
        if (home == null) {
            return false;
        }
        try (Digits full = exchange.dialPlan().toE164(dialled, home, exchange.digits())) {
            return full != null && full.is(number.e164());
        }
    }

    private @Nullable LegListener dialled(IncomingInvite invite, NearPhone.Desk desk, Label usual, Digits whole) {
        Label programme = usual;
        int from = 0;
        for (Map.Entry<String, Label> prefix : desk.prefixes().entrySet()) {
            if (!whole.international() && whole.startsWith(prefix.getKey())) {
                programme = prefix.getValue();
                from = prefix.getKey().length();
                break;
            }
        }
        Digits dialled = Digits.compose(exchange.digits(), whole.international(), "", whole, from);
        if (dialled == null) {
            return forgetting(whole, invite, refuse(invite, 484));
        }
        Reception.Asking asking = Reception.Asking.dialled(desk, programme);
        return switch (reception.decide(asking, dialled)) {
            case Ruling.Go go -> calls.start(go.plan(), invite);
            case Ruling.Refused no ->
                forgetting(
                        whole,
                        invite,
                        explain(invite, desk, Outcome.sentence(no.reason()), Outcome.status(no.reason())));
            case Ruling.Ask ask -> forgetting(whole, invite, refuse(invite, 403));
        };
    }

    /** A refusal may have to be repeated for half a minute: not with the number in it. */
    private static @Nullable LegListener forgetting(Digits whole, IncomingInvite invite, @Nullable LegListener then) {
        invite.leg().forget(whole);
        return then;
    }

    private @Nullable LegListener explain(IncomingInvite invite, NearPhone.Desk desk, Sentence sentence, int status) {
        if (!exchange.settings().spoken() || invite.offer().isEmpty()) {
            return refuse(invite, status);
        }
        return SpokenRefusal.of(exchange, desk, sentence, status).tell(invite.leg(), invite.offer());
    }

    @Override
    public String toString() {
        return "Dialling";
    }
}
