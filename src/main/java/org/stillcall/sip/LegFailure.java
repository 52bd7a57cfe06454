package org.stillcall.sip;

/**
 * Why our INVITE came to nothing.
 *
 * @param kind what happened
 * @param status the final status when {@code kind} is {@code REJECTED}, else 0
 * @param cause the Q.850 cause of the response's Reason header (RFC 3326), or 0
 * @param rang whether a 180 to 199 had come before
 * @param millis from the INVITE to the failure
 */
public record LegFailure(Kind kind, int status, int cause, boolean rang, long millis) {
    public enum Kind {
        /** A final status of 300 to 699. */
        REJECTED,
        /** No response at all (timer B), from any address of the target. */
        NO_RESPONSE,
        /** It could not be sent: no route, refused connection, certificate, name not found. */
        UNREACHABLE,
        /** The far side rang longer than the invitation's limit; it was cancelled. */
        RING_LIMIT,
        /** We cancelled it. */
        CANCELLED,
        /** The answer could not be used. */
        BAD_ANSWER
    }
}
