package org.stillcall.call;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.call.Switchboard.Blocking;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.LegListener;
import org.stillcall.trunk.PilotNumber;

/** Lets callers in who call a published number. Loop thread only. */
public final class Doorway {
    private final Exchange exchange;
    private final Calls calls;
    private Inbound inbound = Inbound.NONE;

    Doorway(Exchange exchange, Calls calls) {
        this.exchange = exchange;
        this.calls = calls;
    }

    /** Calls to published numbers are theirs from now on: once, before anything comes in. */
    public void takes(Inbound taker) {
        inbound = taker;
    }

    /**
     * Connects a caller with the half that accepted them.
     *
     * @return false when there is no room for it, or no such programme: nothing was taken then
     */
    public boolean connect(CallerLine line, Ringer.Accepted accepted, CalledIn facts) {
        AcceptedHalf taken = (AcceptedHalf) accepted;
        ProgrammeRule rule = exchange.programmes().get(facts.programme());
        if (rule == null || calls.full() || line.over()) {
            return false;
        }
        Call.Arrived arrived = new Call.Arrived(facts, taken.half());
        Call call = new Call(exchange, calls, CallPlan.called(taken, rule), Phase.TAKEN, arrived);
        calls.begins(call);
        call.begin(line);
        return true;
    }

    /** Which published number is called; null for none. */
    @Nullable
    PilotNumber called(IncomingInvite invite, FarLine line) {
        for (PilotNumber number : inbound.numbers()) {
            if (Returns.isCalled(number, invite, line)) {
                return number;
            }
        }
        return null;
    }

    /** Null when they were refused at once. */
    @Nullable
    LegListener enter(IncomingInvite invite, FarLine by, PilotNumber number) {
        CallerLine line = new CallerLine(exchange, by, invite, VisibleCaller.of(invite.request(), exchange.digits()));
        CallerLine.Ear ear = line.open(invite.offer()) ? inbound.called(number, line) : null;
        if (ear == null) {
            line.forget(); // a refusal may have to be repeated for half a minute
            return null;
        }
        line.hears(ear);
        return line;
    }

    static Blocking block(@Nullable Call call) {
        CalledIn caller = call == null ? null : call.calledIn();
        if (call == null || caller == null) {
            return Blocking.NO_SUCH_CALL;
        }
        boolean known = caller.talk().block();
        call.endAsked();
        return known ? Blocking.DONE : Blocking.ENDED_ONLY;
    }

    List<Switchboard.LineView> views() {
        return inbound.views();
    }

    void endAll() {
        inbound.endAll();
    }

    @Override
    public String toString() {
        return "Doorway";
    }
}
