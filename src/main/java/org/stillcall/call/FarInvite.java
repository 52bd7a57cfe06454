package org.stillcall.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.media.RtpLeg;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegListener;
import org.stillcall.trunk.FarIdentity;

/**
 * The one way out: sends the INVITE of a call to a survivor's phone, and that of a test call, which is worth something
 * only because it is sent by the same lines. Loop thread only.
 */
final class FarInvite {
    private FarInvite() {}

    /** Who hears the leg, what it sounds by, and how long it rings. */
    record Ends(RtpLeg media, LegListener listener, Duration ringLimit) {
        @Override
        public String toString() {
            return "Ends";
        }
    }

    /** Null when there is no room for the number as this trunk writes it. */
    static @Nullable Leg send(Exchange exchange, FarLine line, FarIdentity identity, Digits number, Ends ends) {
        byte[] offer = ends.media.offer(FarHalf.security(line.trunk())).bytes();
        FarLeg.FarSettings settings = new FarLeg.FarSettings(exchange.randomness(), ends.ringLimit);
        try (Digits written = line.written(number, exchange.digits())) {
            return written == null
                    ? null
                    : MeteredLeg.invite(
                            exchange, line, FarLeg.compose(line, identity, written, offer, settings), ends.listener);
        }
    }
}
