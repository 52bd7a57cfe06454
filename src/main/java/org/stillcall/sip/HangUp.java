package org.stillcall.sip;

/**
 * How a leg ended that we did not end: what the peer or the network says of it, read from a BYE's Reason header (RFC
 * 3326).
 *
 * @param cause the Q.850 cause, or 0
 * @param status the SIP status that a proxy names as the reason, or 0
 */
public record HangUp(Kind kind, int cause, int status) {
    public enum Kind {
        /** The peer's BYE. */
        BYE,
        /** The peer's CANCEL, before the answer. */
        CANCEL,
        /** Nobody said so: the session timer ran out, no ACK came, or the peer does not know the call any more. */
        LOST
    }

    static final HangUp CANCELLED = new HangUp(Kind.CANCEL, 0, 0);
    static final HangUp GONE = new HangUp(Kind.LOST, 0, 0);

    /** What a BYE says. */
    static HangUp bye(SipMessage bye) {
        return new HangUp(Kind.BYE, Reasons.cause(bye), Reasons.status(bye));
    }
}
