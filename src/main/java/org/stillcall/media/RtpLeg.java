package org.stillcall.media;

import java.lang.foreign.MemorySegment;

/** A leg with a port pair of its own, whose RTP is set up by SIP: in clear, or with keys in the description (SDES). */
public interface RtpLeg extends MediaLeg {
    /**
     * Our offer, also for re-offers: the same body each time, its {@code o=} version one higher when something changed.
     * Clear: {@code RTP/AVP 0 8 101}; with {@link SecureMedia#DEMANDED} {@code RTP/SAVP} with two {@code a=crypto}
     * lines.
     */
    SdpBody offer(SecureMedia policy);

    /**
     * Applies the peer's answer to our last offer, from a 18x (early media) or 2xx; the same again changes nothing.
     *
     * @return {@link Negotiation.Agreed} or {@link Negotiation.Refused}
     */
    Negotiation answered(MemorySegment sdp, long offset, long length);

    /**
     * Applies the peer's offer (first or later) and composes our answer.
     *
     * @return {@link Negotiation.Answer} or {@link Negotiation.Refused}
     */
    Negotiation answerTo(SecureMedia policy, MemorySegment sdp, long offset, long length);

    /** The port that the peer sends to. */
    int port();
}
