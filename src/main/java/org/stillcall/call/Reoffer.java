package org.stillcall.call;

import org.jspecify.annotations.Nullable;
import org.stillcall.media.Negotiation;
import org.stillcall.media.RtpLeg;
import org.stillcall.media.SecureMedia;
import org.stillcall.sip.Slice;

/** Answers a peer's re-offer here, so that it never reaches the other leg: a hold shows nothing of itself there. */
final class Reoffer {
    private Reoffer() {}

    /** Our answer, or null to refuse it. */
    static Negotiation.@Nullable Answer answer(@Nullable RtpLeg media, SecureMedia security, Slice sdp) {
        if (media == null) {
            return null;
        }
        return switch (media.answerTo(security, sdp.memory(), sdp.start(), sdp.length())) {
            case Negotiation.Answer answer -> answer;
            case Negotiation.Agreed agreed -> null;
            case Negotiation.Refused refused -> null;
        };
    }
}
