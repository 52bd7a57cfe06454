package org.stillcall.sip;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.stillcall.base.Block;

/** What carries whole SIP messages: {@link SipWire}, or a test's or simulation's own. Loop thread only. */
public interface Wire extends AutoCloseable {
    /**
     * Sends the bytes {@code [0, length)} of {@code message}. They are sent, or copied to an off-heap queue whose
     * memory is zeroed once written, before this returns; the block stays the caller's. What goes wrong is told to
     * {@link WireListener#failed}, later and never from within this call.
     */
    void send(Hop hop, Block message, int length);

    /**
     * The address of the first listening socket of this transport; {@link IllegalStateException} when there is none.
     */
    InetSocketAddress local(Transport transport);

    /**
     * Our own address and port as a message by this hop leaves or came: the connection's or UDP socket's own; for a
     * stream hop with connection 0 the first listening socket's. What a Via's sent-by is made from, and how to tell the
     * near port from the far port.
     */
    InetSocketAddress local(Hop hop);

    /**
     * Counts a malformed message against the source. From one that sends more than
     * {@link org.stillcall.base.Limits#SIP_MALFORMED_PER_SECOND}, datagrams above that rate are dropped unread, and its
     * connection is closed; trusted sources are only counted.
     */
    void penalise(Hop from);

    /**
     * The certificate by which the other side of an open TLS connection to the hop's place proved itself: its SHA-256
     * in hexadecimal. Empty when none is open.
     */
    default Optional<String> certificate(Hop hop) {
        return Optional.empty();
    }

    /** Whether more comes, and for longer, than turns of the loop take. */
    default boolean behind() {
        return false;
    }

    /** Closes every socket and connection; messages not yet written are dropped and zeroed. */
    @Override
    void close();
}
