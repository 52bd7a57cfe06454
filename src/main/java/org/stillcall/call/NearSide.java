package org.stillcall.call;

import org.jspecify.annotations.Nullable;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.MediaListener;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Slice;

/**
 * Hears a phone at our side that speaks SIP, and tells its seat in the call.
 *
 * @param half the near half that it belongs to: one that was left is not heard any more
 */
record NearSide(SipHalf half) implements LegListener, MediaListener {
    private boolean heard() {
        return half.seat().holds(half);
    }

    /** Early sound of the advocate's phone is not played to anybody; an answer in it counts. */
    @Override
    public void progressed(Leg leg, int status, Slice sdp) {
        if (heard()) {
            half.accepts(sdp); // whatever it is, the final answer decides
        }
    }

    @Override
    public void answered(Leg leg, Slice sdp) {
        if (!heard()) {
            return;
        }
        if (half.answered(sdp)) {
            half.seat().answered();
        } else {
            half.seat().lost(Outcome.ADVOCATE_UNREACHABLE);
        }
    }

    @Override
    public void failed(Leg leg, LegFailure failure) {
        if (heard()) {
            half.seat().failed(failure);
        }
    }

    @Override
    public void hungUp(Leg leg, HangUp how) {
        if (heard()) {
            half.seat().hungUp(LineEnd.of(how));
        }
    }

    @Override
    public byte @Nullable [] reoffered(Leg leg, Slice sdp) {
        return heard() ? half.reanswer(sdp) : null;
    }

    @Override
    public byte[] currentOffer(Leg leg) {
        return half.offer();
    }

    @Override
    public void reanswered(Leg leg, Slice sdp) {
        if (heard() && !half.accepts(sdp)) {
            half.seat().dropped();
        }
    }

    @Override
    public void acknowledged(Leg leg) {
        // audio flows since the answer
    }

    @Override
    public void digit(MediaLeg leg, char digit) {
        if (heard()) {
            half.seat().keyed(digit);
        }
    }

    @Override
    public void silent(MediaLeg leg) {
        if (heard()) {
            half.seat().hungUp(LineEnd.LOST);
        }
    }

    @Override
    public void promptEnded(MediaLeg leg) {
        if (heard()) {
            half.seat().toldAll();
        }
    }
}
