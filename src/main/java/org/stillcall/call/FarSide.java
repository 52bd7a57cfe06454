package org.stillcall.call;

import org.jspecify.annotations.Nullable;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.MediaListener;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Slice;

/** Hears one attempt on the survivor's side and tells its call. */
record FarSide(Call call, int attempt) implements LegListener, MediaListener {
    @Override
    public void progressed(Leg leg, int status, Slice sdp) {
        call.farProgressed(attempt, sdp);
    }

    @Override
    public void answered(Leg leg, Slice sdp) {
        call.farAnswered(attempt, sdp);
    }

    @Override
    public void failed(Leg leg, LegFailure failure) {
        call.farFailed(attempt, failure);
    }

    @Override
    public void hungUp(Leg leg) {
        call.farHungUp(attempt);
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
        call.farReanswered(attempt, sdp);
    }

    @Override
    public void acknowledged(Leg leg) {
        // the far side never calls us here
    }

    @Override
    public void silent(MediaLeg leg) {
        call.farLost(attempt, Outcome.SILENT);
    }
}
