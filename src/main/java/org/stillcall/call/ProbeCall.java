package org.stillcall.call;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Loop;
import org.stillcall.media.MediaListener;
import org.stillcall.media.RtpLeg;
import org.stillcall.plan.Identity;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.SipMessage;
import org.stillcall.sip.Slice;
import org.stillcall.trunk.Expected;
import org.stillcall.trunk.FarIdentity;
import org.stillcall.trunk.Finding;
import org.stillcall.trunk.Lease;
import org.stillcall.trunk.ProbeJudge;
import org.stillcall.trunk.SoundJudge;

/**
 * One test call: out by the trunk that is tested, in by another. Nothing on the wire tells it from a survivor's call;
 * it is known by the number that was called and the moment. Its INVITE is judged where it arrives. If that was right it
 * is answered for some seconds, and whatever comes back and comes with the sound is judged; else, or where that was not
 * wanted, it is told that the line is busy. Loop thread only, but for {@link #reported}.
 */
final class ProbeCall implements ExpectedCall, CallingSide, MediaListener {
    /** How long one is waited for. */
    static final long ARRIVES_MILLIS = 20_000;

    /** How much longer than it is answered for it may take. */
    static final long FAREWELL_MILLIS = 2_000;

    /** How long it may take until our end hears that the other was busy. */
    static final long REFUSAL_MILLIS = 10_000;

    /** How long another installation may take to say something. */
    static final long PARTNER_MILLIS = GuestCall.PATIENCE_MILLIS + 5_000;

    private static final int BUSY = 486;
    private static final int RINGING = 180;
    private static final int REFUSED = 300;

    private final Exchange exchange;
    private final ProbedWay way;
    private final Consumer<ProbeEnd> over;
    private final @Nullable ProbePartner partner;
    private @Nullable Digits number;
    private @Nullable Lease lease;
    private @Nullable RtpLeg media;
    private @Nullable Leg leg;
    private Loop.@Nullable Timer limit;
    private @Nullable Expected expected;
    private @Nullable ProbeAnswer arrived;
    private @Nullable VisibleCaller caller;
    private final EnumSet<Finding> findings = EnumSet.noneOf(Finding.class);
    private final AtomicBoolean told = new AtomicBoolean(); // of many packets one is enough
    private boolean through;
    private ProbeEnd.@Nullable Sound refusedAs;
    private boolean came;
    private boolean asked;
    private boolean ended;

    ProbeCall(Exchange exchange, ProbedWay way, Consumer<ProbeEnd> over) {
        this.exchange = exchange;
        this.way = way;
        this.over = over;
        this.partner = way.route().back() instanceof Probing.Back.ByPartner(ProbePartner other) ? other : null;
    }

    ProbedWay way() {
        return way;
    }

    /** Sends it; {@code over} hears of its end, perhaps at once. */
    void begin() {
        if (partner == null) {
            go();
        } else {
            limit(PARTNER_MILLIS, () -> end(ProbeEnd.Nothing.PARTNER_AWAY));
            partner.open(expected -> exchange.loop().execute(() -> opened(expected)));
        }
    }

    private void opened(boolean isExpected) {
        if (!isExpected) {
            end(ProbeEnd.Nothing.PARTNER_AWAY);
        } else if (!ended) {
            go();
        }
    }

    private void go() {
        ProbeEnd.Nothing no = send();
        if (no != null) {
            end(no);
        } else if (!ended) {
            limit(ARRIVES_MILLIS, () -> over(ProbeEnd.Nothing.NOT_ARRIVED));
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
        expected = new Expected(
                way.way().mode(),
                borrowed.get().number(),
                borrowed.get().callerName(),
                exchange.probing().ours());
        Optional<FarIdentity> identity = way.identity(exchange, line, called, borrowed.get());
        if (identity.isEmpty()) {
            return ProbeEnd.Nothing.NO_IDENTITY;
        }
        FarInvite.Ends ends = new FarInvite.Ends(opened, this, Duration.ofMillis(ARRIVES_MILLIS));
        leg = FarInvite.send(exchange, line, identity.get(), called, ends);
        return leg == null ? ProbeEnd.Nothing.NO_ROOM : null;
    }

    /** Whether that is this call, come back to us. */
    boolean is(IncomingInvite invite, FarLine by) {
        Digits called = number;
        return !ended
                && leg != null
                && called != null
                && new Probing.Back.ByTrunk(by.trunk().name())
                        .equals(way.route().back())
                && Returns.isCalled(called, invite, by);
    }

    @Override
    public @Nullable LegListener arrives(IncomingInvite invite, FarLine by) {
        if (came) {
            Returns.refuseUnheard(exchange, invite, BUSY);
            end(ProbeEnd.Nothing.DOUBTFUL); // one of the two is a stranger's
            return null;
        }
        came = true;
        findings.addAll(ProbeJudge.judge(Objects.requireNonNull(expected), invite.request()));
        caller = VisibleCaller.of(invite.request(), exchange.digits()); // it may be a stranger, at this moment
        boolean answers = findings.isEmpty() && !answered().isZero();
        ProbeAnswer answer = answers ? ProbeAnswer.answer(exchange, invite, by, this::reported, this::settle) : null;
        if (answer != null) {
            arrived = answer;
            limit(answered().toMillis() + FAREWELL_MILLIS, this::settle);
            return answer;
        }
        invite.leg().refuse(BUSY);
        caller.traces().forEach(invite.leg()::forget);
        invite.leg().forget(Objects.requireNonNull(number));
        refusedAs = answers ? ProbeEnd.Sound.NOT_POSSIBLE : ProbeEnd.Sound.NOT_WANTED;
        if (findings.isEmpty()) {
            limit(REFUSAL_MILLIS, () -> end(ProbeEnd.Nothing.DOUBTFUL)); // ours hears of the refusal
        } else {
            arrived(refusedAs);
        }
        return null;
    }

    private Duration answered() {
        return way.route().times().answered();
    }

    /** A report beside the sound, on the media thread. */
    private void reported(byte[] packet, int length) {
        if (SoundJudge.reportTells(Objects.requireNonNull(expected), packet, length)
                && told.compareAndSet(false, true)) {
            exchange.loop().execute(() -> found(List.of(Finding.REPORTS_TELL)));
        }
    }

    /** What is found later ends it: the way is closed in the same turn. */
    private void found(List<Finding> more) {
        findings.addAll(more);
        if (!more.isEmpty()) {
            arrived(ProbeEnd.Sound.LOOKED_AT);
        }
    }

    /** It was heard long enough: both sides hang up, and what is said at that is heard, too. */
    private void farewell() {
        if (leg != null) {
            leg.hangUp();
        }
        if (media != null) {
            media.close();
        }
        if (partner == null) {
            limit(FAREWELL_MILLIS, this::settle);
        } else {
            ask(partner);
        }
    }

    /** Has the other installation say what it saw, once. */
    private void ask(ProbePartner other) {
        if (!asked && !ended) {
            asked = true;
            limit(PARTNER_MILLIS, () -> end(ProbeEnd.Nothing.PARTNER_AWAY));
            other.seen(told -> exchange.loop().execute(() -> told(told)));
        }
    }

    private void told(Optional<byte[]> told) {
        if (ended) {
            return;
        }
        ProbeEnd seen =
                PartnerView.judge(Objects.requireNonNull(expected), Objects.requireNonNull(number), through, told);
        if (seen instanceof ProbeEnd.Arrived there) {
            findings.addAll(there.findings());
            arrived(there.sound());
        } else {
            end(seen);
        }
    }

    /** Nothing more is heard of it. */
    private void settle() {
        if (!through) {
            end(ProbeEnd.Nothing.NOT_THROUGH); // a stranger's call was answered, or the carrier lost our answer
        } else {
            arrived(arrived != null && arrived.heard() ? ProbeEnd.Sound.LOOKED_AT : ProbeEnd.Sound.NONE);
        }
    }

    private void arrived(ProbeEnd.Sound sound) {
        Lease borrowed = lease;
        if (!ended && borrowed != null) {
            boolean shown = way.way().mode() != Identity.HIDDEN && !ProbeJudge.leaks(List.copyOf(findings));
            if (shown && findings.stream().anyMatch(finding -> finding.fault() == Finding.Fault.NUMBER)) {
                exchange.probing().book().withdraw(borrowed.number());
                borrowed.withdraw();
            }
            borrowed.closeUnseen();
            end(new ProbeEnd.Arrived(List.copyOf(findings), sound));
        }
    }

    private void limit(long millis, Runnable then) {
        if (limit != null) {
            limit.cancel();
        }
        limit = exchange.loop().after(millis, then);
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
        if (arrived != null) {
            arrived.giveUp();
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
            if (arrived != null) {
                arrived.forget(called);
            }
            called.close();
        }
        if (caller != null) {
            if (arrived != null) {
                caller.traces().forEach(arrived::forget);
            }
            caller.close();
            caller = null;
        }
    }

    /** What a refusal says is the carrier's own affair. */
    @Override
    public void responded(Leg self, SipMessage response) {
        boolean tells = response.status() >= RINGING && response.status() < REFUSED;
        if (tells && (arrived != null || partner != null) && !ended) {
            found(ProbeJudge.judgeAnswer(Objects.requireNonNull(expected), response));
        }
    }

    @Override
    public void progressed(Leg self, int status, Slice sdp) {
        // it rings somewhere; what arrives here is what counts
    }

    @Override
    public void answered(Leg self, Slice sdp) {
        RtpLeg sound = media;
        if (arrived == null && partner == null || sound == null) {
            end(ProbeEnd.Nothing.ANSWERED_ELSEWHERE);
            return;
        }
        through = true;
        if (!sdp.isEmpty()) {
            sound.answered(sdp.memory(), sdp.start(), sdp.length());
        }
        sound.overhear(this::reported);
        sound.play(exchange.prompts().silence(), true);
        limit(answered().toMillis(), this::farewell);
    }

    @Override
    public void failed(Leg self, LegFailure failure) {
        over(ProbeEnd.Nothing.REFUSED);
    }

    @Override
    public void hungUp(Leg self, HangUp how) {
        over(ProbeEnd.Nothing.REFUSED);
    }

    private void over(ProbeEnd.Nothing why) {
        if (partner != null) {
            farewell();
        } else if (refusedAs != null) {
            arrived(refusedAs);
        } else if (arrived == null) {
            end(why);
        } else {
            arrived.end();
        }
    }

    @Override
    public String toString() {
        return "ProbeCall";
    }
}
