package org.stillcall.media;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;

/**
 * One browser's DTLS association, from its first message until either side closes it, on a thread of its own (the
 * library waits for datagrams). After the handshake that thread only answers repeated last flights and listens for the
 * end; application data is read and thrown away, and the library refuses to negotiate anew.
 */
final class DtlsAssociation implements Runnable {
    private static final int LISTEN_MILLIS = 60_000;

    /** What becomes of it; called on the association's thread. */
    interface Events {
        /** The handshake is complete; whoever takes the keys overwrites them. */
        void secured(AudioTerms.Secure keys);

        /** Nothing comes of it any more; said once, last. */
        void ended();
    }

    private final DtlsServer server;
    private final DtlsLink link;
    private final Semaphore handshakes;
    private final Events events;

    /** {@code handshakes} has a permit for this one, which is given back; {@code out} sends a datagram. */
    DtlsAssociation(DtlsServer server, Consumer<byte[]> out, Semaphore handshakes, Events events) {
        this.server = server;
        this.link = new DtlsLink(out);
        this.handshakes = handshakes;
        this.events = events;
    }

    /** Starts its thread. */
    void start() {
        Thread.ofVirtual().name("dtls").start(this);
    }

    /** Takes a datagram of the browser; media thread. */
    boolean arrived(byte[] data, int length) {
        return link.arrived(data, length);
    }

    /** Ends it, with close_notify where the handshake is complete; any thread. */
    void close() {
        link.end();
    }

    @Override
    public void run() {
        try {
            DTLSTransport transport = shakeHands();
            AudioTerms.Secure keys = server.keys();
            if (keys != null) {
                events.secured(keys);
                listen(transport);
            }
        } catch (Exception e) { // the thread's outermost loop; it is over, and the reason is for nobody to act on
            link.end();
        } finally {
            events.ended();
        }
    }

    private DTLSTransport shakeHands() throws IOException {
        try {
            return new DTLSServerProtocol().accept(server, link);
        } finally {
            handshakes.release();
        }
    }

    private void listen(DTLSTransport transport) throws IOException {
        try {
            byte[] unheard = new byte[MediaLimits.DATAGRAM_BYTES];
            while (!link.ended()) {
                int read = transport.receive(unheard, 0, unheard.length, LISTEN_MILLIS);
                if (read > 0) {
                    Arrays.fill(unheard, 0, read, (byte) 0);
                }
            }
        } finally {
            transport.close();
        }
    }
}
