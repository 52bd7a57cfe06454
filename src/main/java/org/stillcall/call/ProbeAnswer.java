package org.stillcall.call;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.media.ControlEar;
import org.stillcall.media.MediaListener;
import org.stillcall.media.RtpLeg;
import org.stillcall.media.SdpBody;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Slice;

/**
 * The arriving half of a test call: answered, so that what comes with its sound can be looked at; it says silence.
 * After
 * its end it listens a moment longer, for what is said at a farewell. Loop thread only, but for its ear.
 */
final class ProbeAnswer implements LegListener, MediaListener {
    /** What is said at a farewell is on its way together with the farewell. */
    static final long LINGER_MILLIS = 300;

    private final Exchange exchange;
    private final Leg leg;
    private final RtpLeg media;
    private final Runnable over;
    private boolean hungUp;
    private boolean closed;

    private ProbeAnswer(Exchange exchange, Leg leg, RtpLeg media, Runnable over) {
        this.exchange = exchange;
        this.leg = leg;
        this.media = media;
        this.over = over;
    }

    /**
     * Answers it; null when it cannot be, and then it was not refused yet.
     *
     * @param ear hears the reports beside its sound, on the media thread
     * @param over runs once, when nothing more is heard of it
     */
    static @Nullable ProbeAnswer answer(
            Exchange exchange, IncomingInvite invite, FarLine by, ControlEar ear, Runnable over) {
        RtpLeg opened = exchange.media().open(new MediaListener() {});
        SdpBody ours = opened == null ? null : FarHalf.answerTo(invite.offer(), opened, FarHalf.security(by.trunk()));
        if (ours == null) {
            if (opened != null) {
                opened.close();
            }
            return null;
        }
        ProbeAnswer answer = new ProbeAnswer(exchange, invite.leg(), Objects.requireNonNull(opened), over);
        if (by.credential() != null) {
            invite.leg().answersWith(by.credential());
        }
        opened.overhear(ear);
        opened.play(exchange.prompts().silence(), true);
        exchange.loop().execute(() -> invite.leg().answer(ours.bytes()));
        return answer;
    }

    /** Whether any sound came. */
    boolean heard() {
        return media.packetsHeard() > 0;
    }

    void forget(Digits digits) {
        leg.forget(digits);
    }

    /** Ends it, unless the other side did; {@code over} follows. */
    void end() {
        leg.hangUp();
        linger();
    }

    /** Ends it at once; nobody hears of it. */
    void giveUp() {
        leg.hangUp();
        closed = true;
        media.close();
    }

    private void linger() {
        if (!hungUp) {
            hungUp = true;
            exchange.loop().after(LINGER_MILLIS, this::close);
        }
    }

    private void close() {
        if (!closed) {
            closed = true;
            over.run();
            media.close();
        }
    }

    @Override
    public void failed(Leg self, LegFailure failure) {
        linger();
    }

    @Override
    public void hungUp(Leg self, HangUp how) {
        linger();
    }

    @Override
    public void reanswered(Leg self, Slice sdp) {
        media.answered(sdp.memory(), sdp.start(), sdp.length());
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
    public void progressed(Leg self, int status, Slice sdp) {
        // we are the called side
    }

    @Override
    public void answered(Leg self, Slice sdp) {
        // we are the called side
    }

    @Override
    public void acknowledged(Leg self) {
        // it is heard already
    }

    @Override
    public String toString() {
        return "ProbeAnswer";
    }
}
