package org.stillcall.media;

/**
 * A leg towards a browser (WebRTC): ICE, DTLS and secure RTP on the one port of all browsers. The browser offers, first
 * and again; we answer. Sound goes once {@link MediaListener#connected} was told; until then digits and prompts for the
 * browser are dropped.
 */
public interface BrowserLeg extends MediaLeg {
    /**
     * Applies the browser's offer, first or later, and composes our answer, which is complete: no candidate follows it
     * and none of the browser's is wanted. A later offer with other ICE credentials is an ICE restart (RFC 8445 section
     * 9): the call, its keys and its DTLS association go on, and the old path serves until the new one is nominated. A
     * later offer with another certificate is refused, it needs a leg of its own.
     *
     * @param offer the {@code sdp} of the browser's description as bytes, ASCII
     * @return {@link Negotiation.Answer} or {@link Negotiation.Refused}
     */
    Negotiation answerTo(byte[] offer);
}
