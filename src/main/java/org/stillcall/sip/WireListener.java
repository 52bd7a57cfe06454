package org.stillcall.sip;

import org.stillcall.base.Block;

/** Who takes what a {@link Wire} receives. Called on the loop. */
public interface WireListener {
    /**
     * One whole SIP message in {@code [0, length)}; the memory is zeroed when this returns, so whatever is to last is
     * copied. Answering to {@code from} goes back by the same socket or connection. A datagram with
     * {@code length > Limits.SIP_MESSAGE_BYTES} was cut off there and is to be answered 513; streams never hand one
     * over.
     */
    void received(Hop from, Block message, int length);

    /**
     * A message for {@code hop} could not be sent, or a connection on which messages were sent ended; once for each
     * connection, once for each failed datagram. Compare with {@link Hop#matches}: the hop told here carries the
     * connection's number, if there ever was one.
     */
    void failed(Hop hop, FailureKind kind);
}
