package org.stillcall.call;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Loop;
import org.stillcall.media.MediaListener;
import org.stillcall.media.RtpLeg;
import org.stillcall.plan.Identity;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.Region;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Slice;
import org.stillcall.trunk.Expected;
import org.stillcall.trunk.FarIdentity;
import org.stillcall.trunk.Finding;
import org.stillcall.trunk.Lease;
import org.stillcall.trunk.ProbeJudge;

/**
 * One test call: out by the trunk that is tested, in by another. Nothing on the wire tells it from a survivor's call;
 * it is known by the number that was called and the moment. Its INVITE is judged where it arrives and then told that
 * the line is busy, so that no carrier counts a minute. Loop thread only.
 */
final class ProbeCall implements LegListener, MediaListener {
    /** How long one is waited for. */
    static final long ARRIVES_MILLIS = 20_000;

    private static final int BUSY = 486;

    private final Exchange exchange;
    private final ProbedWay way;
    private final Consumer<ProbeEnd> over;
    private @Nullable Digits number;
    private @Nullable Lease lease;
    private @Nullable RtpLeg media;
    private @Nullable Leg leg;
    private Loop.@Nullable Timer limit;
    private boolean ended;

    ProbeCall(Exchange exchange, ProbedWay way, Consumer<ProbeEnd> over) {
        this.exchange = exchange;
        this.way = way;
        this.over = over;
    }

    ProbedWay way() {
        return way;
    }

    /** Sends it; {@code over} hears of its end, perhaps at once. */
    void begin() {
        ProbeEnd.Nothing no = send();
        if (no != null) {
            end(no);
        } else if (!ended) {
            limit = exchange.loop().after(ARRIVES_MILLIS, () -> end(ProbeEnd.Nothing.NOT_ARRIVED));
        }
    }

    /** Null when it is on its way. */
    private ProbeEnd.@Nullable Nothing send() {
        FarLine line = exchange.lines().get(way.way().trunk());
        if (line == null || !line.up().getAsBoolean()) {
            return ProbeEnd.Nothing.NO_LINE;
        }
        Digits called = way.route().number().get();
        number = called;
        if (called == null || !called.international()) {
            return ProbeEnd.Nothing.NO_NUMBER;
        }
        Optional<Lease> borrowed = exchange.numbers().lease();
        RtpLeg opened = exchange.media().open(this);
        lease = borrowed.orElse(null);
        media = opened;
        if (borrowed.isEmpty() || opened == null) {
            return ProbeEnd.Nothing.NO_ROOM;
        }
        Optional<FarIdentity> identity = identity(line, called, borrowed.get());
        if (identity.isEmpty()) {
            return ProbeEnd.Nothing.NO_IDENTITY;
        }
        FarInvite.Ends ends = new FarInvite.Ends(opened, this, Duration.ofMillis(ARRIVES_MILLIS));
        leg = FarInvite.send(exchange, line, identity.get(), called, ends);
        return leg == null ? ProbeEnd.Nothing.NO_ROOM : null;
    }

    private Optional<FarIdentity> identity(FarLine line, Digits called, Lease borrowed) {
        Identity mode = way.way().mode();
        ProgrammeRule rule = exchange.programmes().values().stream()
                .filter(each -> each.home() != null && each.shows(mode) == mode)
                .findFirst()
                .orElse(null);
        if (rule == null) {
            return Optional.empty();
        }
        Region home = Objects.requireNonNull(rule.home());
        Region there = exchange.dialPlan().destination(called, home).region();
        return FarIdentity.compose(line.trunk(), rule, mode, borrowed, there)
                .filter(identity -> identity.shows() == (mode != Identity.HIDDEN));
    }

    /** Whether that is this call, come back to us. */
    boolean is(IncomingInvite invite, FarLine by) {
        Digits called = number;
        return !ended
                && leg != null
                && called != null
                && by.trunk().name().equals(way.route().comesBy())
                && Returns.isCalled(called, invite, by);
    }

    /** It arrived. */
    void arrives(IncomingInvite invite) {
        Lease borrowed = Objects.requireNonNull(lease);
        Expected expected = new Expected(
                way.way().mode(),
                borrowed.number(),
                borrowed.callerName(),
                exchange.probing().ours());
        List<Finding> findings = ProbeJudge.judge(expected, invite.request());
        invite.leg().refuse(BUSY);
        try (VisibleCaller caller = VisibleCaller.of(invite.request(), exchange.digits())) {
            caller.traces().forEach(invite.leg()::forget); // it may be a stranger, who called at this moment
        }
        invite.leg().forget(Objects.requireNonNull(number));
        if (findings.stream().anyMatch(finding -> finding.fault() == Finding.Fault.NUMBER)) {
            borrowed.withdraw();
        }
        borrowed.closeUnseen();
        end(new ProbeEnd.Arrived(findings));
    }

    /** Whatever it still has goes back; nobody hears of it. */
    void giveUp() {
        if (!ended) {
            ended = true;
            release();
        }
    }

    private void end(ProbeEnd how) {
        if (!ended) {
            ended = true;
            release();
            over.accept(how);
        }
    }

    private void release() {
        if (limit != null) {
            limit.cancel();
        }
        if (leg != null) {
            leg.hangUp();
        }
        if (media != null) {
            media.close();
        }
        if (lease != null) {
            lease.close();
        }
        if (leg == null) {
            erase();
        } else {
            exchange.loop().after(Call.ERASE_AFTER_MILLIS, this::erase);
        }
    }

    private void erase() {
        Digits called = number;
        if (called != null && !called.erased()) {
            if (leg != null) {
                leg.forget(called);
            }
            called.close();
        }
    }

    @Override
    public void progressed(Leg self, int status, Slice sdp) {
        // it rings somewhere; what arrives here is what counts
    }

    @Override
    public void answered(Leg self, Slice sdp) {
        end(ProbeEnd.Nothing.ANSWERED_ELSEWHERE);
    }

    @Override
    public void failed(Leg self, LegFailure failure) {
        end(ProbeEnd.Nothing.REFUSED);
    }

    @Override
    public void hungUp(Leg self, HangUp how) {
        end(ProbeEnd.Nothing.REFUSED);
    }

    @Override
    public byte @Nullable [] reoffered(Leg self, Slice sdp) {
        return null;
    }

    @Override
    public byte[] currentOffer(Leg self) {
        return new byte[0];
    }

    @Override
    public void reanswered(Leg self, Slice sdp) {
        // nothing was offered
    }

    @Override
    public void acknowledged(Leg self) {
        // we are the calling side
    }

    @Override
    public String toString() {
        return "ProbeCall";
    }
}
