package org.stillcall.sip;

/** Why a message could not be sent, or a connection ended. */
public enum FailureKind {
    /** There is no socket for this transport or address family, or TLS is not configured. */
    NO_SOCKET,
    /** The system said that the place cannot be reached, or nobody listens there. */
    UNREACHABLE,
    /** No connection or TLS handshake in time; or the other side took nothing, or a message trickled, for too long. */
    TIMEOUT,
    /** The TLS handshake failed: wrong name, unknown authority, expired certificate, no common version. */
    TLS,
    /** The connection ended with messages of ours unsent, or the one that was asked for is gone. */
    LOST,
    /** The connection ended; everything that was handed over for it had been written. */
    CLOSED,
    /** The other side sent what is not SIP framing, or more than the limits allow; we closed the connection. */
    MALFORMED,
    /** An outgoing queue or the connection table is full. */
    OVERLOADED,
    /** The message is longer than {@link org.stillcall.base.Limits#SIP_MESSAGE_BYTES}. */
    TOO_LONG
}
