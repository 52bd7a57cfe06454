package org.stillcall.sip;

import org.stillcall.base.Digits;

/**
 * One half of a call: an INVITE dialog and everything that belongs to it (RFC 3261 sections 12 to 14), whichever side
 * began it. Loop thread only. A method that no longer fits the leg's state does nothing: peers race.
 */
public interface Leg {
    /** Where a leg stands. */
    enum State {
        /** INVITE sent or received, nothing heard yet. */
        TRYING,
        /** A provisional response was sent or received. */
        EARLY,
        /** Answered with a 2xx. */
        CONFIRMED,
        /** Over: refused, cancelled, failed or hung up; the listener hears no more. */
        ENDED
    }

    State state();

    /** Called side: 180 Ringing, without a body. */
    void ring();

    /** Called side: 183 Session Progress with a session description, reliably where the peer requires it (RFC 3262). */
    void progress(byte[] sdp);

    /** Called side: 200 with the answer. The stack repeats it until the ACK (RFC 3261 section 13.3.1.4). */
    void answer(byte[] sdp);

    /** Called side, before the answer: a final status from the table of fixed phrases; {@code status} is 400 to 699. */
    void refuse(int status);

    /** As {@link #refuse(int)}, with the cause that a telephone network would give. */
    default void refuse(int status, ReleaseCause cause) {
        refuse(status);
    }

    /** Called side: what answers a challenge to our own requests within the call, a BYE above all. */
    default void answersWith(Credential own) {}

    /**
     * Once confirmed, either side: offers a changed session by UPDATE or re-INVITE. The answer comes by {@link
     * LegListener#reanswered}; glare (491) and its waiting are the stack's matter.
     */
    default void reoffer(byte[] sdp) {}

    /**
     * Ends the leg whatever its state is: CANCEL, BYE, or 480 on the called side. The state is {@code ENDED} when it
     * returns, and the listener hears no more, but of a cancelled invitation: {@link LegListener#failed} comes once,
     * later, with {@code CANCELLED}.
     */
    void hangUp();

    /** As {@link #hangUp()}; a BYE says why. */
    default void hangUp(ReleaseCause cause) {
        hangUp();
    }

    /**
     * Overwrites the person's digits in everything that this leg keeps (dialog, retransmission buffers, targets). What
     * the timers still have to repeat is repeated with zeros in their place. Call it at the end of the call, and before
     * the digits are closed.
     */
    void forget(Digits digits);
}
