package org.stillcall.sip;

import static org.stillcall.base.Contract.require;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a server by TLS shows of itself: a handshake as a connection of ours makes it, and an end. Nothing is said over
 * it. Blocks, for a bounded time; of a peer it tells nothing but this.
 *
 * @param until when the first of its certificates ends; empty where none was shown
 */
public record TlsGlance(Outcome outcome, Optional<Instant> until) {
    private static final int READ_BYTES = 4_096;

    /** How a handshake went. */
    public enum Outcome {
        /** It was believed, and the handshake was finished. */
        BELIEVED,
        /** Its certificate is out of date, or leads to no authority that is trusted. */
        CERTIFICATE_REFUSED,
        /** Its certificate speaks for another name. */
        OTHER_NAME,
        /** It speaks no TLS that we do, or wanted a certificate of ours that it believes. */
        NO_AGREEMENT,
        /** Nobody answered there, or not in time. */
        NO_ANSWER
    }

    /**
     * Looks.
     *
     * @param serverName the domain or address that its certificate must speak for
     * @param most for all of it: who sends a byte now and then gets no more time by that
     */
    public static TlsGlance at(InetSocketAddress address, String serverName, TlsSettings settings, Duration most) {
        require(most.isPositive(), "A glance takes some time.");
        long end = System.nanoTime() + most.toNanos();
        TlsEndpoint endpoint = TlsEndpoint.client(settings, serverName);
        try (Socket socket = new Socket()) {
            socket.connect(address, left(end));
            Outcome outcome = shakeHands(socket, endpoint, end);
            endpoint.close();
            send(socket, endpoint); // close_notify, or the alert that says why not
            return new TlsGlance(outcome, endpoint.shownUntil());
        } catch (IOException e) {
            return new TlsGlance(after(endpoint, Outcome.NO_ANSWER), endpoint.shownUntil());
        } finally {
            endpoint.close();
        }
    }

    private static Outcome shakeHands(Socket socket, TlsEndpoint endpoint, long end) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[READ_BYTES];
        while (true) {
            send(socket, endpoint);
            if (endpoint.established() || endpoint.failure().isPresent()) {
                return after(endpoint, Outcome.BELIEVED);
            }
            socket.setSoTimeout(left(end));
            int count = in.read(bytes);
            if (count < 0) {
                return Outcome.NO_AGREEMENT;
            }
            endpoint.receive(ByteBuffer.wrap(bytes, 0, count));
        }
    }

    private static void send(Socket socket, TlsEndpoint endpoint) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(endpoint.pending());
        endpoint.drain(out);
        socket.getOutputStream().write(out.array(), 0, out.position());
    }

    private static Outcome after(TlsEndpoint endpoint, Outcome without) {
        return endpoint.failure()
                .map(failure -> switch (failure) {
                    case CERTIFICATE_REFUSED -> Outcome.CERTIFICATE_REFUSED;
                    case NAME_MISMATCH -> Outcome.OTHER_NAME;
                    case HANDSHAKE_FAILED, PROTOCOL_ERROR, REFUSED_BY_PEER, CLOSED_BY_PEER -> Outcome.NO_AGREEMENT;
                    case NO_MEMORY -> Outcome.NO_ANSWER;
                })
                .orElse(without);
    }

    /** What is left of the time, in milliseconds. */
    private static int left(long end) throws IOException {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new IOException("The time for a handshake is over.");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }
}
