package org.stillcall.practice;

import org.jspecify.annotations.Nullable;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Slice;

/** A call that the carrier lost: nobody does anything about it. */
final class Unanswered implements LegListener {
    @Override
    public void progressed(Leg leg, int status, Slice sdp) {
        // nobody listens
    }

    @Override
    public void answered(Leg leg, Slice sdp) {
        // nobody listens
    }

    @Override
    public void failed(Leg leg, LegFailure failure) {
        // nobody listens
    }

    @Override
    public void hungUp(Leg leg, HangUp how) {
        // nobody listens
    }

    @Override
    public byte @Nullable [] reoffered(Leg leg, Slice sdp) {
        return null;
    }

    @Override
    public byte[] currentOffer(Leg leg) {
        return new byte[0];
    }

    @Override
    public void reanswered(Leg leg, Slice sdp) {
        // nobody listens
    }

    @Override
    public void acknowledged(Leg leg) {
        // nobody listens
    }
}
