package org.stillcall.call;

import org.jspecify.annotations.Nullable;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Slice;

/** A leg that we called and whose sound stays as it was agreed: whatever the peer offers later is refused. */
interface CallingSide extends LegListener {
    @Override
    default byte @Nullable [] reoffered(Leg self, Slice sdp) {
        return null;
    }

    @Override
    default byte[] currentOffer(Leg self) {
        return new byte[0];
    }

    @Override
    default void reanswered(Leg self, Slice sdp) {
        // nothing was offered
    }

    @Override
    default void acknowledged(Leg self) {
        // we are the calling side
    }
}
