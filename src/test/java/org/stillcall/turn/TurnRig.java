package org.stillcall.turn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.certificate.Shown;
import org.stillcall.media.InnerPath;

/** A TURN server on loopback with a fake clock, and what arrives at its only peer. */
final class TurnRig implements AutoCloseable {
    static final InetAddress HERE = InetAddress.getLoopbackAddress();
    /** Where browsers send; nobody listens there, as nothing goes by the network. */
    static final InetSocketAddress PEER = new InetSocketAddress("192.0.2.10", 19_999);

    static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

    final AtomicLong nanos = new AtomicLong(5_000_000_000L);
    final LinkedBlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    final List<Path> paths = new CopyOnWriteArrayList<>();
    final TurnServer server;
    final int port;
    private final List<TurnClient> clients = new ArrayList<>();

    /** One way to the peer. */
    final class Path implements InnerPath {
        final InetSocketAddress seenAs;
        final Consumer<byte[]> outlet;
        volatile boolean closed;

        Path(InetSocketAddress seenAs, Consumer<byte[]> outlet) {
            this.seenAs = seenAs;
            this.outlet = outlet;
            paths.add(this);
        }

        @Override
        public boolean arrived(byte[] datagram) {
            return !closed && TurnRig.this.arrived.add(datagram);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    TurnRig() throws IOException {
        this(Optional.empty(), List.of(PEER));
    }

    TurnRig(Optional<Shown> shown, List<InetSocketAddress> peers) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, HERE)) {
            port = free.getLocalPort();
        }
        Optional<TurnSettings.Port> ours = Optional.of(new TurnSettings.Port(port, 443));
        Optional<TurnSettings.Port> none = Optional.empty();
        TurnSettings settings = new TurnSettings(
                InetAddress.ofLiteral("0.0.0.0"),
                "notes.home.arpa",
                shown.isPresent() ? none : ours,
                shown.isPresent() ? ours : none);
        TurnServer.Means means = new TurnServer.Means(
                Randomness.secure(), Log.silent(), () -> BEGIN.plusNanos(nanos.get() - 5_000_000_000L), nanos::get);
        server = new TurnServer(settings, peers, Path::new, means);
        server.open(shown);
    }

    void skip(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    TurnClient client() throws IOException {
        return client(new Socket(HERE, port));
    }

    TurnClient client(Socket socket) throws IOException {
        TurnClient client = new TurnClient(socket);
        clients.add(client);
        return client;
    }

    /** One with an allocation. */
    TurnClient allocated() throws IOException {
        TurnClient client = client().with(server.grant().orElseThrow());
        assertTrue(client.allocate() == 0);
        return client;
    }

    byte[] atPeer() throws InterruptedException {
        byte[] datagram = arrived.poll(20, TimeUnit.SECONDS);
        assertTrue(datagram != null, "nothing arrived");
        return datagram;
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it did not happen");
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() throws IOException {
        for (TurnClient client : clients) {
            client.close();
        }
        server.close();
    }
}
