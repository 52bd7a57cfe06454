package org.stillcall.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A UDP socket. One thread reads, any may send. */
final class Party implements AutoCloseable {
    private static final int MOST = 65_535;

    private final DatagramSocket socket;
    private final byte[] room = new byte[MOST];
    private InetSocketAddress lastFrom = new InetSocketAddress(0);

    /** @param port 0 for any free one */
    Party(String address, int port) {
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), port));
            socket.setReceiveBufferSize(1 << 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port that is free there now, and the next one too. */
    static int freePort(String address) {
        while (true) {
            try (Party one = new Party(address, 0);
                    Party next = new Party(address, one.port() + 1)) {
                return next.port() - 1;
            } catch (UncheckedIOException e) {
                continue; // the next one is taken
            }
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    String host() {
        return socket.getLocalAddress().getHostAddress();
    }

    void send(byte[] bytes, InetSocketAddress to) {
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (SocketException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next datagram; nothing when none came in time or the socket was closed. */
    byte @Nullable [] receive(long millis) {
        DatagramPacket packet = new DatagramPacket(room, MOST);
        try {
            socket.setSoTimeout((int) Math.max(1, millis));
            socket.receive(packet);
            lastFrom = (InetSocketAddress) packet.getSocketAddress();
            return Arrays.copyOf(room, packet.getLength());
        } catch (SocketTimeoutException e) {
            return null;
        } catch (IOException e) {
            if (socket.isClosed()) {
                return null;
            }
            throw new UncheckedIOException(e);
        }
    }

    /** From where the last one came. */
    InetSocketAddress lastFrom() {
        return lastFrom;
    }

    boolean closed() {
        return socket.isClosed();
    }

    @Override
    public void close() {
        socket.close();
    }
}
