package org.stillcall.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import org.stillcall.base.Block;
import org.stillcall.base.Log;

/** The product's sockets: UDP, TCP and TLS on a {@link SipLoop}. Loop thread only, except the constructor. */
public final class SipWire implements Wire {
    public SipWire(SipLoop loop, WireListener listener, Log log) {
        throw new UnsupportedOperationException();
    }

    /**
     * Opens a listening socket.
     *
     * @param address port 0 for any free port
     * @return its number; for UDP what {@link Hop#connection} names
     * @throws java.io.UncheckedIOException with a constant sentence when the address is taken or not ours
     */
    public long listen(Transport transport, InetSocketAddress address) {
        throw new UnsupportedOperationException();
    }

    /** The sources that are never dropped: trunks' and phones' configured addresses; replaces the set before. */
    public void trust(Set<InetAddress> sources) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void send(Hop hop, Block message, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InetSocketAddress local(Transport transport) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InetSocketAddress local(Hop hop) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void penalise(Hop from) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
