package org.stillcall.turn;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.certificate.Shown;
import org.stillcall.media.MediaEngine;

/** Our TURN server: its ports, its connections and the credentials for them. Threads may share it. */
public final class TurnServer implements IceServers, AutoCloseable {
    private static final int BACKLOG = 128;
    private static final long TEND_MILLIS = 1_000;

    private final TurnSettings settings;
    private final Ground ground;
    private final Log log;
    private final Crowd crowd = new Crowd();
    private final Set<TurnConnection> connections = ConcurrentHashMap.newKeySet();
    private final List<ServerSocket> ports = new ArrayList<>(); // guarded by this
    private final CountDownLatch closing = new CountDownLatch(1);

    /** What it is built from; {@code nanoClock} is monotonic. */
    public record Means(Randomness randomness, Log log, InstantSource clock, LongSupplier nanoClock) {}

    /** Opens nothing yet. */
    public TurnServer(TurnSettings settings, MediaEngine media, Means means) {
        this(settings, media.browserAddresses(), media::innerPath, means);
    }

    /** With other peers, behind another door. */
    TurnServer(TurnSettings settings, List<InetSocketAddress> peers, Ground.Door door, Means means) {
        this.settings = settings;
        this.log = means.log();
        Passes passes = new Passes(settings.urls(), means.randomness(), means.clock(), means.nanoClock());
        this.ground = new Ground(peers, door, passes, new TurnCounters(), means.randomness(), means.nanoClock());
    }

    /**
     * Opens the ports.
     *
     * @param shown the certificate for the port with TLS; without one that port stays shut
     * @throws TurnException when a port cannot be opened; then none is
     */
    public synchronized void open(Optional<Shown> shown) {
        settings.tcp().ifPresent(port -> listen(port, null));
        settings.tls().ifPresent(port -> shown.ifPresent(it -> listen(port, new TurnTls(it))));
        Thread.ofVirtual().name("turn-tend").start(this::runTending);
    }

    private void listen(TurnSettings.Port port, @Nullable TurnTls tls) {
        try {
            ServerSocket listening = new ServerSocket();
            ports.add(listening);
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(settings.bind(), port.local()), BACKLOG);
            Thread.ofVirtual().name("turn-accept").start(() -> accept(listening, tls));
        } catch (IOException e) {
            closePorts();
            throw new TurnException("A TURN port cannot be opened. Choose another one in [turn].", e);
        }
    }

    private void accept(ServerSocket listening, @Nullable TurnTls tls) {
        while (!listening.isClosed()) {
            try {
                admit(listening.accept(), tls);
            } catch (IOException e) {
                if (!listening.isClosed() && !pause()) {
                    log.warn("The system gives no further connection to the TURN server.")
                            .write();
                }
            } catch (RuntimeException e) { // the thread's outermost loop: one connection must not end it
                log.error("A connection to the TURN server failed.").with(e).write();
            }
        }
    }

    /** After a failure of the system's; false when it goes on after that. */
    private boolean pause() {
        try {
            return closing.await(TEND_MILLIS / 10, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void admit(Socket socket, @Nullable TurnTls tls) throws IOException {
        InetSocketAddress client = (InetSocketAddress) socket.getRemoteSocketAddress();
        if (client == null || !crowd.enter(client.getAddress())) {
            ground.counters().turnedAway.increment();
            socket.close();
            return;
        }
        TurnConnection connection = new TurnConnection(ground, socket, tls, crowd);
        connections.add(connection);
        Thread.ofVirtual().name("turn-reader").start(() -> run(connection));
        if (closing.getCount() == 0) {
            connection.end();
        }
    }

    private void run(TurnConnection connection) {
        try {
            connection.run();
        } catch (RuntimeException e) { // the thread's outermost frame; its class says what, never who
            log.error("A connection to the TURN server failed.").with(e).write();
        } finally {
            connections.remove(connection);
        }
    }

    private void runTending() {
        try {
            while (!closing.await(TEND_MILLIS, TimeUnit.MILLISECONDS)) {
                tendOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tendOnce() {
        try {
            tend();
        } catch (RuntimeException e) { // the thread's outermost loop: the next second looks again
            log.error("Tending the TURN server failed.").with(e).write();
        }
    }

    /** Ends what takes too long; every second. */
    void tend() {
        long now = ground.nanoClock().getAsLong();
        connections.forEach(connection -> connection.tend(now));
        ground.passes().tend(now);
        crowd.tend();
    }

    @Override
    public Optional<Grant> grant() {
        return ground.passes().issue().map(pass -> pass);
    }

    /** How many credentials are out. */
    int grants() {
        return ground.passes().count();
    }

    /** What was counted so far. */
    public TurnCounts counts() {
        TurnCounters counters = ground.counters();
        long allocations =
                connections.stream().filter(TurnConnection::allocated).count();
        return new TurnCounts(
                crowd.connections(),
                (int) allocations,
                counters.allocated.sum(),
                counters.turnedAway.sum(),
                counters.late.sum(),
                counters.unproved.sum(),
                counters.forbidden.sum(),
                counters.malformed.sum(),
                counters.dropped.sum());
    }

    private synchronized void closePorts() {
        ports.forEach(TurnServer::close);
        ports.clear();
    }

    private static void close(ServerSocket port) {
        try {
            port.close();
        } catch (IOException e) { // it is shut all the same
            return;
        }
    }

    /** Shuts the ports and ends all connections. */
    @Override
    public void close() {
        closing.countDown();
        closePorts();
        connections.forEach(TurnConnection::end);
        ground.passes().close();
    }
}
