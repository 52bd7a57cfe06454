package org.stillcall.call;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Slice;
import org.stillcall.trunk.Lease;
import org.stillcall.trunk.PilotNumber;
import org.stillcall.trunk.UriUser;

/**
 * What becomes of calls that come in through a trunk (G6, G16): one to a number that a call showed, while that call's
 * line is held for the survivor's return, reaches it; any other number or caller hears that the number is not in
 * service.
 *
 * <p>How a return is known: by the number that was called, and, where the caller shows one, by the caller's number,
 * which is compared in off-heap memory with the survivor's. The call holds that number until the agreed time is over,
 * and nothing of it lasts longer: no hash, no token, no list. A caller who withholds theirs is known by the called
 * number alone, which serves one call at a time; where it may serve several, such a caller is not known at all. Loop
 * thread only.
 */
final class Returns {
    private static final long SECOND = 1_000;

    private final Exchange exchange;
    private final Doorway doorway;
    private final Probes probes;
    private final Set<Call> held = new LinkedHashSet<>();
    private int tones;
    private int thisSecond;
    private long second;

    Returns(Exchange exchange, Doorway doorway, Probes probes) {
        this.exchange = exchange;
        this.doorway = doorway;
        this.probes = probes;
    }

    boolean hasRoom() {
        return held.size() < Limits.HELD_LINES;
    }

    void hold(Call call) {
        held.add(call);
    }

    void letGo(Call call) {
        held.remove(call);
    }

    /** A call comes in through a trunk; null when it was refused at once. */
    @Nullable
    LegListener invited(IncomingInvite invite, Label trunk) {
        FarLine line = exchange.lines().get(trunk);
        if (line == null || tooMany()) {
            invite.leg().refuse(503);
            return null;
        }
        ExpectedCall test = probes.expects(invite, line);
        if (test != null) {
            return test.arrives(invite, line);
        }
        PilotNumber published = doorway.called(invite, line);
        if (published != null) {
            return doorway.enter(invite, line, published);
        }
        try (VisibleCaller caller = VisibleCaller.of(invite.request(), exchange.digits())) {
            Call call = find(invite, line, caller);
            if (call != null && doorway.goesOn(call)) {
                return doorway.comesBack(call, line, invite);
            }
            if (call != null) {
                return returned(call, line, invite);
            }
            LegListener heard = notInService(invite, line);
            caller.traces().forEach(invite.leg()::forget); // a refusal may have to be repeated for half a minute
            return heard;
        }
    }

    private static @Nullable LegListener returned(Call call, FarLine line, IncomingInvite invite) {
        FarSide side = call.far().takeOver(call, line, invite);
        if (side != null) {
            call.happen(Happening.RETURNED);
        }
        return side;
    }

    /** Refuses a call and forgets who made it. */
    static void refuseUnheard(Exchange exchange, IncomingInvite invite, int status) {
        invite.leg().refuse(status);
        try (VisibleCaller caller = VisibleCaller.of(invite.request(), exchange.digits())) {
            caller.traces().forEach(invite.leg()::forget);
        }
    }

    private boolean tooMany() {
        long now = exchange.loop().nowMillis() / SECOND;
        if (now != second) {
            second = now;
            thisSecond = 0;
        }
        return ++thisSecond > Limits.INCOMING_PER_SECOND;
    }

    private @Nullable Call find(IncomingInvite invite, FarLine line, VisibleCaller caller) {
        for (Call call : held) {
            if (call.phase().holds() && isFor(call.plan(), invite, line) && isFrom(call.plan(), caller)) {
                return call;
            }
        }
        return null;
    }

    /** Some trunks write the called number in To alone, and their account in the Request-URI. */
    private static boolean isFor(CallPlan plan, IncomingInvite invite, FarLine line) {
        Lease lease = plan.lease();
        return lease != null
                && isCalled(lease.number(), invite, line)
                && (!plan.secure() || Lines.isSecure(line.trunk()));
    }

    static boolean isCalled(PilotNumber number, IncomingInvite invite, FarLine line) {
        return isNumber(invite.user(), number, line)
                || isNumber(UriUser.of(invite.request().to().uri()), number, line);
    }

    /** The same of a number that stands off the heap. */
    static boolean isCalled(Digits number, IncomingInvite invite, FarLine line) {
        return isNumber(invite.user(), number, line)
                || isNumber(UriUser.of(invite.request().to().uri()), number, line);
    }

    private static boolean isNumber(Slice text, Digits number, FarLine line) {
        int end = text.indexOf(';', 0);
        Slice user = end < 0 ? text : text.part(0, end);
        Slice digits = user.beginsWith("+") ? user.from(1) : user;
        boolean shorter = !line.leftOut().isEmpty() && number.startsWith(line.leftOut());
        return isFrom(number, 0, digits)
                || shorter && isFrom(number, line.leftOut().length(), digits);
    }

    private static boolean isFrom(Digits number, int from, Slice digits) {
        if (digits.length() != number.length() - from) {
            return false;
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.at(i) != number.at(from + i)) {
                return false;
            }
        }
        return true;
    }

    /** Written in full, with or without a plus sign, or without the country code that this trunk leaves out. */
    private static boolean isNumber(Slice text, PilotNumber number, FarLine line) {
        int end = text.indexOf(';', 0);
        Slice user = end < 0 ? text : text.part(0, end);
        Slice digits = user.beginsWith("+") ? user.from(1) : user;
        boolean shorter = !line.leftOut().isEmpty() && number.e164().startsWith(line.leftOut());
        return digits.is(number.e164())
                || shorter && digits.is(number.e164().substring(line.leftOut().length()));
    }

    private boolean isFrom(CallPlan plan, VisibleCaller caller) {
        return caller.withheld()
                ? Objects.requireNonNull(plan.lease()).exclusive()
                : caller.is(
                        Objects.requireNonNull(plan.number()),
                        exchange.dialPlan(),
                        plan.rule().home(),
                        exchange.digits());
    }

    private @Nullable LegListener notInService(IncomingInvite invite, FarLine line) {
        boolean tone = line.notInService() == NotInService.TONE
                && !invite.offer().isEmpty()
                && tones < Limits.NOT_IN_SERVICE_TONES;
        if (!tone) {
            NotInService.refuse(invite.leg(), line);
            return null;
        }
        tones++;
        return SpokenRefusal.notInService(exchange, line, () -> tones--).tell(invite.leg(), invite.offer());
    }

    @Override
    public String toString() {
        return "Returns";
    }
}
