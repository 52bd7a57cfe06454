package org.stillcall.call;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.call.Switchboard.Blocking;
import org.stillcall.duty.Roster;
import org.stillcall.duty.Tier;
import org.stillcall.duty.Worker;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.LegListener;
import org.stillcall.trunk.PilotNumber;

/** Lets callers in who call a published number. Loop thread only. */
public final class Doorway {
    private final Exchange exchange;
    private final Calls calls;
    private final Set<PassedOn> leaving = new LinkedHashSet<>(); // until their numbers are overwritten
    private Inbound inbound = Inbound.NONE;
    private @Nullable Roster roster;
    private int passedOn;

    Doorway(Exchange exchange, Calls calls) {
        this.exchange = exchange;
        this.calls = calls;
    }

    /** Calls to published numbers are theirs from now on: once, before anything comes in. */
    public void takes(Inbound taker) {
        inbound = taker;
    }

    /** Who is on duty is theirs to say from now on. */
    public void asks(Roster whom) {
        roster = whom;
    }

    /** Those who are on duty for a programme in one group. */
    List<Worker> onDuty(Label programme, Tier tier) {
        return roster == null ? List.of() : roster.onDuty(programme, tier);
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

    /**
     * Calls somebody outside for a caller, who hears them once they answer.
     *
     * @return null when they cannot be called now; nothing is told then
     */
    public @Nullable PassedOn passOn(CallerLine line, Elsewhere whom, PassedOn.Told told) {
        ProgrammeRule rule = exchange.programmes().get(whom.programme());
        if (rule == null || line.over() || passedOn >= Limits.PASSED_ON) {
            return null;
        }
        passedOn++;
        PassedOn passed = new PassedOn(exchange, this, line, told);
        return passed.begin(whom.phone(), new Errand(rule, false, null), whom.rings()) ? passed : null;
    }

    /** Their leg is over: its number is overwritten a little later. */
    void leaves(PassedOn passed) {
        passedOn--;
        leaving.add(passed);
        exchange.loop().after(Call.ERASE_AFTER_MILLIS, () -> {
            if (leaving.remove(passed)) {
                passed.erase();
            }
        });
    }

    /**
     * Somebody outside for whom a programme's callers are.
     *
     * @param rings how long they are called
     */
    public record Elsewhere(Label programme, NearPhone.Outside phone, Duration rings) {
        @Override
        public String toString() {
            return "Elsewhere";
        }
    }

    /** How many callers somebody outside is called for, or talks with, now. */
    public int passedOn() {
        return passedOn;
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

    /** The number that the staff call; null for none. */
    @Nullable
    PilotNumber forStaff() {
        return inbound.forStaff();
    }

    /** A phone of ours calls that number. Null when it was refused at once. */
    @Nullable
    LegListener enter(IncomingInvite invite, NearPhone.Desk phone, PilotNumber number) {
        VisibleCaller nobody = VisibleCaller.of(invite.request(), exchange.digits());
        return let(new CallerLine(exchange, phone, invite, nobody), invite, line -> inbound.called(number, line));
    }

    private @Nullable LegListener let(
            IncomingInvite invite, FarLine by, Function<CallerLine, CallerLine.@Nullable Ear> to) {
        VisibleCaller caller = VisibleCaller.of(invite.request(), exchange.digits());
        return let(new CallerLine(exchange, by, invite, caller), invite, to);
    }

    private static @Nullable LegListener let(
            CallerLine line, IncomingInvite invite, Function<CallerLine, CallerLine.@Nullable Ear> to) {
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

    List<LineView> views() {
        return inbound.views();
    }

    List<Switchboard.DirectView> directs() {
        return inbound.directs();
    }

    void endAll() {
        inbound.endAll();
        leaving.forEach(PassedOn::erase);
        leaving.clear();
    }

    @Override
    public String toString() {
        return "Doorway";
    }
}
