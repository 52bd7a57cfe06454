package org.stillcall.call;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Loop;
import org.stillcall.sip.Credential;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.Invitation;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.ReleaseCause;
import org.stillcall.sip.SipMessage;
import org.stillcall.sip.Slice;

/** A leg by a trunk whose length is counted from the answer to its end, whoever ends it. Loop thread only. */
final class MeteredLeg implements Leg, LegListener {
    private static final long NOT_ANSWERED = -1;

    private final Loop loop;
    private final TrunkUse use;
    private final LegListener listener;
    private @Nullable Leg leg;
    private long answeredMillis = NOT_ANSWERED;

    private MeteredLeg(Loop loop, TrunkUse use, LegListener listener) {
        this.loop = loop;
        this.use = use;
        this.listener = listener;
    }

    /** Sends an INVITE by a trunk, and counts what becomes of it. */
    static Leg invite(Exchange exchange, FarLine line, Invitation invitation, LegListener listener) {
        MeteredLeg metered = new MeteredLeg(exchange.loop(), line.use(), listener);
        metered.leg = exchange.legs().invite(invitation, metered);
        return metered;
    }

    private Leg leg() {
        return Objects.requireNonNull(leg);
    }

    private void over() {
        if (answeredMillis != NOT_ANSWERED) {
            use.ended(loop.nowMillis() - answeredMillis);
            answeredMillis = NOT_ANSWERED;
        }
    }

    // what the leg tells

    @Override
    public void progressed(Leg from, int status, Slice sdp) {
        listener.progressed(this, status, sdp);
    }

    @Override
    public void responded(Leg from, SipMessage response) {
        listener.responded(this, response);
    }

    @Override
    public void answered(Leg from, Slice sdp) {
        answeredMillis = loop.nowMillis();
        listener.answered(this, sdp);
    }

    @Override
    public void failed(Leg from, LegFailure failure) {
        over();
        listener.failed(this, failure);
    }

    @Override
    public void hungUp(Leg from, HangUp how) {
        over();
        listener.hungUp(this, how);
    }

    @Override
    public byte @Nullable [] reoffered(Leg from, Slice sdp) {
        return listener.reoffered(this, sdp);
    }

    @Override
    public byte[] currentOffer(Leg from) {
        return listener.currentOffer(this);
    }

    @Override
    public void reanswered(Leg from, Slice sdp) {
        listener.reanswered(this, sdp);
    }

    @Override
    public void reofferRefused(Leg from, int status) {
        listener.reofferRefused(this, status);
    }

    @Override
    public void acknowledged(Leg from) {
        listener.acknowledged(this);
    }

    // what is asked of it

    @Override
    public State state() {
        return leg().state();
    }

    @Override
    public void ring() {
        leg().ring();
    }

    @Override
    public void progress(byte[] sdp) {
        leg().progress(sdp);
    }

    @Override
    public void answer(byte[] sdp) {
        leg().answer(sdp);
    }

    @Override
    public void refuse(int status) {
        leg().refuse(status);
    }

    @Override
    public void refuse(int status, ReleaseCause cause) {
        leg().refuse(status, cause);
    }

    @Override
    public void answersWith(Credential own) {
        leg().answersWith(own);
    }

    @Override
    public void reoffer(byte[] sdp) {
        leg().reoffer(sdp);
    }

    @Override
    public void hangUp() {
        over();
        leg().hangUp();
    }

    @Override
    public void hangUp(ReleaseCause cause) {
        over();
        leg().hangUp(cause);
    }

    @Override
    public void forget(Digits digits) {
        leg().forget(digits);
    }

    @Override
    public String toString() {
        return "MeteredLeg";
    }
}
