package org.stillcall.sip;

import org.jspecify.annotations.Nullable;

/**
 * What a leg tells its owner, on the loop. Slices are valid during the call only. After {@link #failed} or {@link
 * #hungUp} nothing more comes.
 */
public interface LegListener {
    /**
     * A provisional response but 100: {@code status} is 180 to 199; {@code sdp} is empty when it has no session
     * description.
     */
    void progressed(Leg leg, int status, Slice sdp);

    /**
     * A response to our INVITE, as it came and before what it means is told: valid during the call only. Whoever tests
     * a line looks at it; nobody else has to.
     */
    default void responded(Leg leg, SipMessage response) {}

    /**
     * The peer answered our INVITE; {@code sdp} is its answer, empty when that came with an earlier
     * {@link #progressed}. The ACK is sent by the stack.
     */
    void answered(Leg leg, Slice sdp);

    /** Our INVITE came to nothing. */
    void failed(Leg leg, LegFailure failure);

    /** The peer ended the leg by BYE or, before the answer, by CANCEL; or the session timer ran out (RFC 4028). */
    void hungUp(Leg leg, HangUp how);

    /**
     * The peer offers a changed session by re-INVITE or UPDATE.
     *
     * @return our answer, or null to refuse it with 488; glare (491) is the stack's matter
     */
    byte @Nullable [] reoffered(Leg leg, Slice sdp);

    /** The peer's session description for a re-INVITE without an offer: ours, as the offer. */
    byte[] currentOffer(Leg leg);

    /**
     * The peer's answer to an offer of ours within the dialog: to {@link #currentOffer}, to {@link Leg#reoffer}, or,
     * when an INVITE came without an offer, to the one in {@link Leg#answer}.
     */
    void reanswered(Leg leg, Slice sdp);

    /** The peer refused {@link Leg#reoffer}: the session goes on as it was. */
    default void reofferRefused(Leg leg, int status) {}

    /** The ACK of our 2xx arrived: called side only. */
    void acknowledged(Leg leg);
}
