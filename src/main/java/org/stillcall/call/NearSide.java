package org.stillcall.call;

import org.jspecify.annotations.Nullable;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.MediaListener;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Slice;

/** Hears the advocate's side and tells its call. */
record NearSide(Call call) implements LegListener, MediaListener {
    @Override
    public void progressed(Leg leg, int status, Slice sdp) {
        call.nearProgressed(sdp);
    }

    @Override
    public void answered(Leg leg, Slice sdp) {
        call.nearAnswered(sdp);
    }

    @Override
    public void failed(Leg leg, LegFailure failure) {
        call.nearLost(NearLeg.outcome(failure));
    }

    @Override
    public void hungUp(Leg leg) {
        call.nearHungUp();
    }

    @Override
    public byte @Nullable [] reoffered(Leg leg, Slice sdp) {
        return call.nearReoffered(sdp);
    }

    @Override
    public byte[] currentOffer(Leg leg) {
        return call.nearOffer();
    }

    @Override
    public void reanswered(Leg leg, Slice sdp) {
        call.nearReanswered(sdp);
    }

    @Override
    public void acknowledged(Leg leg) {
        // audio flows since the answer
    }

    @Override
    public void digit(MediaLeg leg, char digit) {
        call.nearKeyed(digit);
    }

    @Override
    public void silent(MediaLeg leg) {
        call.nearLost(Outcome.SILENT);
    }

    @Override
    public void promptEnded(MediaLeg leg) {
        call.nearToldAll();
    }
}
