package org.stillcall.call;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.media.Learning;
import org.stillcall.media.Negotiation;
import org.stillcall.media.RtpLeg;
import org.stillcall.media.SdpBody;
import org.stillcall.media.SecureMedia;
import org.stillcall.sip.Leg;
import org.stillcall.sip.Slice;

/** The half of an advocate whose phone speaks SIP: a desk phone, or their own mobile through a trunk. */
final class SipHalf extends NearHalf {
    /** What came of a phone that dialled. */
    enum Dialled {
        READY,
        NO_PORT,
        /** Its offer cannot be taken: refused with 488. */
        NOT_ACCEPTABLE
    }

    private final NearPhone.Sip phone;
    private final NearSide side;
    private @Nullable RtpLeg rtp;
    private @Nullable Leg leg;
    private @Nullable SdpBody answer;
    private @Nullable OutsideNumber outside;
    private @Nullable Digits own; // the number of a mobile, where nobody else has it
    private boolean dialled;
    private boolean agreed;
    private boolean held;
    private boolean talking;
    private boolean holds;

    SipHalf(Exchange exchange, Errand errand, NearPhone.Sip phone, Seat seat) {
        super(exchange, errand, seat);
        this.phone = phone;
        this.side = new NearSide(this);
    }

    NearSide side() {
        return side;
    }

    @Override
    @Nullable
    Label language() {
        return phone.language();
    }

    @Override
    boolean ring() {
        RtpLeg opened = openMedia();
        if (opened == null) {
            return false;
        }
        NearLeg.Rings rings = new NearLeg.Rings(opened, side, seat().shown());
        if (phone instanceof NearPhone.Outside away) {
            outside = OutsideNumber.take(exchange, away);
            leg = outside == null ? null : NearLeg.outside(exchange, errand, outside, rings);
        } else {
            Digits number = errand.mobile();
            if (number == null && phone instanceof NearPhone.Mobile mobile) {
                own = mobile.number().get();
                number = own;
            }
            leg = NearLeg.invite(exchange, errand, new NearLeg.Called(phone, number), rings);
        }
        return leg != null;
    }

    /** Takes over a leg that dialled; its answer waits for the survivor's. */
    Dialled dialled(Leg caller, Slice offer) {
        leg = caller;
        dialled = true;
        RtpLeg opened = openMedia();
        if (opened == null) {
            return Dialled.NO_PORT;
        }
        if (offer.isEmpty()) {
            answer = opened.offer(security());
            return Dialled.READY;
        }
        Negotiation result = opened.answerTo(security(), offer.memory(), offer.start(), offer.length());
        if (!(result instanceof Negotiation.Answer ours)) {
            caller.refuse(488);
            return Dialled.NOT_ACCEPTABLE;
        }
        answer = ours.body();
        return Dialled.READY;
    }

    private @Nullable RtpLeg openMedia() {
        boolean learn = phone instanceof NearPhone.Desk desk && desk.behindNat();
        rtp = exchange.media().open(side, learn ? Learning.BEHIND_NAT : Learning.SIGNALLED);
        media = rtp;
        return rtp;
    }

    /** The phone that we rang was answered; false when there is no audio to speak of. */
    boolean answered(Slice sdp) {
        answered = accepts(sdp);
        return answered;
    }

    @Override
    boolean hearsEarly() {
        return exchange.settings().spoken() && answer != null;
    }

    @Override
    void ringing() {
        if (leg != null) {
            leg.ring();
        }
    }

    @Override
    void progress() {
        if (!answered && answer != null && leg != null) {
            leg.progress(answer.bytes());
        }
    }

    /** What is connected anew is heard, also where it was on hold before a drop. */
    @Override
    void answer() {
        holds = false;
        if (!answered && answer != null && leg != null) {
            answered = true;
            leg.answer(answer.bytes());
        }
    }

    /** Takes the peer's answer; an empty one in a 2xx says that it came before (RFC 6337 section 2). */
    boolean accepts(Slice sdp) {
        if (!sdp.isEmpty() && rtp != null) {
            agreed = rtp.answered(sdp.memory(), sdp.start(), sdp.length()) instanceof Negotiation.Agreed;
        }
        return rtp != null && agreed;
    }

    byte[] offer() {
        return Objects.requireNonNull(rtp).offer(security()).bytes();
    }

    byte @Nullable [] reanswer(Slice offer) {
        Negotiation.Answer ours = Reoffer.answer(rtp, security(), offer);
        if (ours == null) {
            return null;
        }
        held = ours.held();
        supervise();
        return ours.body().bytes();
    }

    /** Silence counts from now on, but for a side that holds. */
    @Override
    void talk() {
        talking = true;
        supervise();
        media().keepKeys();
    }

    /** By a key of the phone: the call waits, or goes on. */
    void hold(boolean on) {
        holds = on;
    }

    @Override
    boolean present() {
        return !holds;
    }

    private void supervise() {
        if (talking && rtp != null) {
            rtp.supervise(!held);
        }
    }

    private SecureMedia security() {
        if (phone instanceof NearPhone.Desk desk) {
            return desk.media();
        }
        FarLine first = Lines.first(exchange, errand.rule().label(), errand.secure());
        return first == null ? SecureMedia.DEMANDED : FarHalf.security(first.trunk());
    }

    @Override
    void changed() {
        // a phone shows by itself where its call stands
    }

    @Override
    void leave(Outcome why) {
        if (leg != null) {
            if (dialled && !answered) {
                leg.refuse(why.status());
            }
            leg.hangUp();
        }
        giveUp();
    }

    @Override
    void giveUp() {
        closeMedia();
        if (outside != null) {
            outside.lease().close();
        }
    }

    @Override
    void erase() {
        if (outside != null && !outside.number().erased()) {
            forget(outside.number());
            outside.number().close();
        }
        if (own != null && !own.erased()) {
            forget(own);
            own.close();
        }
    }

    @Override
    void forget(Digits digits) {
        if (leg != null) {
            leg.forget(digits);
        }
    }
}
