package org.stillcall.call;

import org.jspecify.annotations.Nullable;
import org.stillcall.media.Answerer;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.MediaListener;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Slice;
import org.stillcall.trunk.FarOutcome;

/** Hears one attempt on the survivor's side and tells its call; an attempt that was given up is not heard any more. */
record FarSide(Call call, int attempt) implements LegListener, MediaListener {
    private boolean unheard() {
        return !call.far().hears(attempt);
    }

    @Override
    public void progressed(Leg leg, int status, Slice sdp) {
        if (unheard()) {
            return;
        }
        boolean sounds = !sdp.isEmpty() && call.far().accepts(sdp);
        call.happen(sounds ? Happening.FAR_HEARD : Happening.FAR_RANG);
    }

    @Override
    public void answered(Leg leg, Slice sdp) {
        if (unheard()) {
            return;
        }
        if (call.far().accepts(sdp)) {
            call.happen(Happening.FAR_ANSWERED);
        } else {
            call.happen(Happening.FAR_LOST, Outcome.UNREACHABLE);
        }
    }

    @Override
    public void failed(Leg leg, LegFailure failure) {
        if (unheard()) {
            return;
        }
        call.report().failed(failure);
        FarOutcome outcome = FarOutcome.of(FarFailure.end(failure));
        boolean rang = call.phase() == Phase.SIGNAL_RINGING; // what rang is not rung again
        if (!rang && call.far().moveOn(outcome)) {
            call.happen(Happening.FAR_RETRY);
        } else {
            call.happen(Happening.FAR_LOST, Outcome.of(outcome));
        }
    }

    @Override
    public void hungUp(Leg leg, HangUp how) {
        ended(LineEnd.of(how));
    }

    @Override
    public void silent(MediaLeg leg) {
        ended(LineEnd.LOST);
    }

    @Override
    public void answeredBy(MediaLeg leg, Answerer answerer) {
        if (!unheard()) {
            call.answering().heard(answerer);
        }
    }

    private void ended(LineEnd how) {
        if (unheard()) {
            return;
        }
        boolean talks = call.phase().talks();
        CalledIn caller = call.calledIn();
        if (caller != null && how == LineEnd.HUNG_UP) {
            caller.talk().callerGone(); // many networks say so of a drop too
        }
        if (talks && how != LineEnd.HUNG_UP) {
            call.farDropped(how);
        } else {
            call.happen(Happening.FAR_LOST, talks ? Outcome.TALKED : Outcome.UNREACHABLE);
        }
    }

    @Override
    public byte @Nullable [] reoffered(Leg leg, Slice sdp) {
        return call.far().reanswer(sdp);
    }

    @Override
    public byte[] currentOffer(Leg leg) {
        return call.far().offer();
    }

    @Override
    public void reanswered(Leg leg, Slice sdp) {
        if (!call.far().accepts(sdp)) {
            ended(LineEnd.LOST);
        }
    }

    @Override
    public void acknowledged(Leg leg) {
        // who called back is connected since our answer
    }
}
