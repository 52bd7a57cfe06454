package org.stillcall.call;

import org.jspecify.annotations.Nullable;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.MediaListener;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Slice;

/** Hears the survivor's side and tells its call. */
record FarSide(Call call) implements LegListener, MediaListener {
    @Override
    public void progressed(Leg leg, int status, Slice sdp) {
        call.farProgressed(leg, sdp);
    }

    @Override
    public void answered(Leg leg, Slice sdp) {
        call.farAnswered(leg, sdp);
    }

    @Override
    public void failed(Leg leg, LegFailure failure) {
        call.farFailed(leg, failure);
    }

    @Override
    public void hungUp(Leg leg) {
        call.farLost(leg, Outcome.TALKED);
    }

    @Override
    public byte @Nullable [] reoffered(Leg leg, Slice sdp) {
        return call.farReoffered(sdp);
    }

    @Override
    public byte[] currentOffer(Leg leg) {
        return call.farOffer();
    }

    @Override
    public void reanswered(Leg leg, Slice sdp) {
        call.farReanswered(leg, sdp);
    }

    @Override
    public void acknowledged(Leg leg) {
        // the far side never calls us here
    }

    @Override
    public void silent(MediaLeg leg) {
        call.farSilent();
    }
}
