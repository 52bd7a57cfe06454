package org.stillcall.call;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
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
        return let(invite, by, line -> inbound.called(number, line));
    }

    private @Nullable LegListener let(
            IncomingInvite invite, FarLine by, Function<CallerLine, CallerLine.@Nullable Ear> to) {
        CallerLine line = new CallerLine(exchange, by, invite, VisibleCaller.of(invite.request(), exchange.digits()));
        CallerLine.Ear ear = line.open(invite.offer()) ? to.apply(line) : null;
        if (ear == null) {
            line.forget(); // a refusal may have to be repeated for half a minute
            return null;
        }
        line.hears(ear);
        return line;
    }

    /** Whether a call that comes back to that one is for the published line of its programme. */
    boolean goesOn(Call call) {
        return call.aftermath().goesOn() && inbound.isPublished(call.plan().programme());
    }

    /** Null when they were refused at once. */
    @Nullable
    LegListener comesBack(Call call, FarLine by, IncomingInvite invite) {
        LegListener taken = let(invite, by, line -> inbound.comesBack(back(call), line));
        if (taken != null) {
            call.aftermath().wentOn();
        }
        return taken;
    }

    private Inbound.Back back(Call call) {
        Label programme = call.plan().programme();
        return switch (call.phone()) {
            case NearPhone.Browser page ->
                new Inbound.Back(programme, calls.pages().owner(page.device()), null);
            case NearPhone.Sip phone -> new Inbound.Back(programme, null, phone.name());
        };
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

    List<Switchboard.DirectView> directs() {
        return inbound.directs();
    }

    void endAll() {
        inbound.endAll();
    }

    @Override
    public String toString() {
        return "Doorway";
    }
}
