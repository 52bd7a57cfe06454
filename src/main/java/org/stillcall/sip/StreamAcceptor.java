package org.stillcall.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * One listening TCP or TLS socket. Takes a bounded burst of connections, then rests for a moment and leaves the
 * others in the kernel's queue: a TLS handshake costs milliseconds, and a rush of them must not hold up calls in
 * progress. Rests too when the process is out of file descriptors. Loop thread only.
 */
final class StreamAcceptor implements SipLoop.Ready {
    private static final int REST_MILLIS = 100;
    private static final int TLS_BURST = 10;
    private static final int TCP_BURST = 100;

    /** Who takes a new connection; when it throws, the connection is closed. */
    interface Taker {
        void accepted(Transport transport, SocketChannel channel) throws IOException;
    }

    private final Transport transport;
    private final ServerSocketChannel channel;
    private final InetSocketAddress local;
    private final SipLoop loop;
    private final Taker taker;
    private final SelectionKey key;
    private final int burst;
    private long windowMillis;
    private int taken;

    /** Takes the bound, non-blocking channel over. */
    StreamAcceptor(Transport transport, ServerSocketChannel channel, SipLoop loop, Taker taker) throws IOException {
        this.transport = transport;
        this.channel = channel;
        this.local = (InetSocketAddress) channel.getLocalAddress();
        this.loop = loop;
        this.taker = taker;
        this.burst = transport == Transport.TLS ? TLS_BURST : TCP_BURST;
        this.windowMillis = loop.nowMillis();
        this.key = loop.register(channel, SelectionKey.OP_ACCEPT, this);
    }

    Transport transport() {
        return transport;
    }

    InetSocketAddress local() {
        return local;
    }

    @Override
    public void ready(SelectionKey ready) {
        if (loop.nowMillis() - windowMillis >= REST_MILLIS) {
            windowMillis = loop.nowMillis();
            taken = 0;
        }
        while (taken < burst) {
            SocketChannel connection;
            try {
                connection = channel.accept();
            } catch (IOException e) {
                rest();
                throw new UncheckedIOException("A SIP connection could not be accepted.", e);
            }
            if (connection == null) {
                return;
            }
            taken++;
            hand(connection);
        }
        rest();
    }

    private void hand(SocketChannel connection) {
        boolean handed = false;
        try {
            taker.accepted(transport, connection);
            handed = true;
        } catch (IOException e) {
            throw new UncheckedIOException("A SIP connection was gone before it was taken.", e);
        } finally {
            if (!handed) {
                drop(connection);
            }
        }
    }

    private static void drop(SocketChannel connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException("A SIP connection did not close.", e);
        }
    }

    private void rest() {
        key.interestOps(0);
        loop.after(REST_MILLIS, () -> {
            if (key.isValid()) {
                key.interestOps(SelectionKey.OP_ACCEPT);
            }
        });
    }

    void close() throws IOException {
        channel.close();
    }
}
