package org.stillcall.call;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.media.Learning;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.Negotiation;
import org.stillcall.media.SdpBody;
import org.stillcall.media.SecureMedia;
import org.stillcall.sip.Leg;
import org.stillcall.sip.Slice;

/** The advocate's half of one call: its leg, its media, and whether it was answered yet. Loop thread only. */
final class NearHalf {
    /** What came of a phone that dialled. */
    enum Dialled {
        READY,
        NO_PORT,
        /** Its offer cannot be taken: refused with 488. */
        NOT_ACCEPTABLE
    }

    private final Exchange exchange;
    private final CallPlan plan;
    private final NearSide side;
    private @Nullable Leg leg;
    private @Nullable MediaLeg media;
    private @Nullable SdpBody answer;
    private boolean answered;
    private boolean agreed;
    private boolean held;
    private boolean talking;

    NearHalf(Exchange exchange, CallPlan plan, NearSide side) {
        this.exchange = exchange;
        this.plan = plan;
        this.side = side;
    }

    NearSide side() {
        return side;
    }

    /** Rings the phone; false when it cannot be rung at all. */
    boolean ring() {
        MediaLeg opened = openMedia();
        if (opened == null) {
            return false;
        }
        media = opened;
        leg = NearLeg.invite(exchange, plan, opened, side);
        return leg != null;
    }

    /** Takes over a leg that dialled; its answer waits for the survivor's. */
    Dialled dialled(Leg caller, Slice offer) {
        leg = caller;
        MediaLeg opened = openMedia();
        media = opened;
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

    private @Nullable MediaLeg openMedia() {
        boolean learn = plan.phone() instanceof NearPhone.Desk desk && desk.behindNat();
        return exchange.media().open(side, learn ? Learning.BEHIND_NAT : Learning.SIGNALLED);
    }

    MediaLeg media() {
        return Objects.requireNonNull(media);
    }

    int level() {
        return media == null ? 0 : media.levelHeard();
    }

    /** The phone that we rang was answered. */
    void answered() {
        answered = true;
    }

    /** Whether a spoken sentence can reach the advocate. */
    boolean hears() {
        return media != null && (answered || exchange.settings().spoken() && answer != null);
    }

    void ringBack() {
        if (answered) {
            media().play(exchange.prompts().ringing(), true);
        } else {
            Objects.requireNonNull(leg).ring();
        }
    }

    /** Early media towards a phone that dialled. */
    void progress() {
        if (!answered && answer != null && leg != null) {
            leg.progress(answer.bytes());
        }
    }

    /** Answers a phone that dialled. */
    void answer() {
        if (!answered && answer != null && leg != null) {
            answered = true;
            leg.answer(answer.bytes());
        }
    }

    /** Takes the peer's answer; an empty one in a 2xx says that it came before (RFC 6337 section 2). */
    boolean accepts(Slice sdp) {
        if (!sdp.isEmpty() && media != null) {
            agreed = media.answered(sdp.memory(), sdp.start(), sdp.length()) instanceof Negotiation.Agreed;
        }
        return media != null && agreed;
    }

    byte[] offer() {
        return media().offer(security()).bytes();
    }

    byte @Nullable [] reanswer(Slice offer) {
        Negotiation.Answer ours = Reoffer.answer(media, security(), offer);
        if (ours == null) {
            return null;
        }
        held = ours.held();
        supervise();
        return ours.body().bytes();
    }

    /** Both sides talk from now on: silence counts, but for a side that holds. */
    void talk() {
        talking = true;
        supervise();
    }

    private void supervise() {
        if (talking && media != null) {
            media.supervise(!held);
        }
    }

    private SecureMedia security() {
        if (plan.phone() instanceof NearPhone.Desk desk) {
            return desk.media();
        }
        FarLine first = Lines.first(exchange);
        return first == null ? SecureMedia.DEMANDED : FarHalf.security(first.trunk());
    }

    /** Ends the leg, with the right status where it dialled and was not answered, and gives the ports back. */
    void leave(Outcome why) {
        if (leg != null) {
            if (plan.kind() == Counters.Kind.DIALLED && !answered) {
                leg.refuse(why.status());
            }
            leg.hangUp();
        }
        closeMedia();
    }

    void closeMedia() {
        if (media != null) {
            media.close();
        }
    }

    void forget(Digits digits) {
        if (leg != null) {
            leg.forget(digits);
        }
    }
}
