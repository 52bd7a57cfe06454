package org.stillcall.media;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The gate of one {@link InnerPath}: one sender, whose address is nobody's on the network. */
final class InnerGate implements BrowserGate, InnerPath {
    private final Relay relay;
    private final InetSocketAddress address;
    private final Consumer<byte[]> outlet;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;

    InnerGate(Relay relay, InetSocketAddress address, Consumer<byte[]> outlet) {
        this.relay = relay;
        this.address = address;
        this.outlet = outlet;
    }

    @Override
    public Object place(InetSocketAddress from) {
        return this;
    }

    @Override
    public boolean arrived(byte[] datagram) {
        if (closed || relay.overloaded() || datagram.length > MediaLimits.DATAGRAM_BYTES) {
            return false;
        }
        if (waiting.incrementAndGet() > MediaLimits.INNER_DATAGRAMS) {
            waiting.decrementAndGet();
            return false;
        }
        relay.urge(() -> {
            waiting.decrementAndGet();
            relay.received(this, datagram, datagram.length, address); // also after the end: it may be the farewell
        });
        return true;
    }

    /** Hands a copy to the relay; the media thread. */
    boolean deliver(byte[] packet, int length) {
        if (closed) {
            return false;
        }
        outlet.accept(Arrays.copyOf(packet, length));
        return true;
    }

    @Override
    public void close() {
        closed = true;
    }
}
