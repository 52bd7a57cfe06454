package org.stillcall.media;

import static org.stillcall.base.Contract.check;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;

/**
 * The relay: owns the sockets, the media thread and all legs. Threads may share it.
 *
 * <p>One media thread, since both legs of a call have to be on the same one and it carries more calls than two cores
 * can set up; a bigger machine runs several engines with ranges of their own.
 */
public final class MediaEngine implements Media, AutoCloseable {
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final long TEND_MILLIS = 1000;

    private final Relay relay;
    private final Log log;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final @Nullable Thread media;
    private final @Nullable Thread tender;

    /**
     * Opens the stock of sockets and starts the threads.
     *
     * @param callbacks where listeners are called: the switch's loop
     * @param nanoClock a monotonic clock, {@code System::nanoTime}
     * @throws MediaException when no port of the range can be opened
     */
    public MediaEngine(
            MediaSettings settings, Randomness randomness, Log log, Executor callbacks, LongSupplier nanoClock) {
        this(settings, randomness, log, callbacks, nanoClock, true);
    }

    /** With {@code threads} false nothing runs by itself: {@link #turn} and {@link #tend} are called by hand. */
    MediaEngine(
            MediaSettings settings,
            Randomness randomness,
            Log log,
            Executor callbacks,
            LongSupplier nanoClock,
            boolean threads) {
        this.log = log;
        this.relay = new Relay(settings, randomness, callbacks, nanoClock);
        relay.sockets.tend();
        if (relay.sockets.openPairs() == 0) {
            relay.sockets.close();
            throw new MediaException("No media port of the range can be opened.");
        }
        BrowserPort port = relay.browsers;
        if (threads && port != null) {
            DtlsRehearsal.start(port.crypto, port.identities, closed::get);
        }
        this.media = threads ? Thread.ofPlatform().name("media").start(this::run) : null;
        this.tender = threads ? Thread.ofPlatform().name("media-ports").start(this::runTending) : null;
    }

    private void run() {
        while (!closed.get()) {
            try {
                int ready = relay.turn(true);
                check(ready >= 0, "A selector counts from zero.");
            } catch (Exception e) { // the thread's outermost loop: one bad turn must not end every call
                log.error("A turn of the media thread failed.").with(e).write();
            }
        }
        relay.close();
    }

    private void runTending() {
        while (!closed.get()) {
            try {
                if (!closing.await(TEND_MILLIS, TimeUnit.MILLISECONDS)) {
                    tend();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) { // the thread's outermost loop: calls in progress need no new sockets
                log.error("Tending the media ports failed.").with(e).write();
            }
        }
    }

    /** One turn of the media thread by hand; returns how many sockets had a packet. */
    int turn() {
        try {
            return relay.turn(false);
        } catch (IOException e) {
            throw new MediaException("The selector failed.", e);
        }
    }

    /** Keeps the stock of sockets. */
    void tend() {
        relay.sockets.tend();
        if (relay.browsers != null) {
            relay.browsers.identities.tend(relay.clockNow());
        }
    }

    @Override
    public @Nullable RtpLeg open(MediaListener listener, Learning learning) {
        SocketPair pair = closed.get() || relay.overloaded() ? null : relay.sockets.take();
        if (pair == null) {
            relay.counters.exhausted.increment();
            return null;
        }
        PortLeg leg = new PortLeg(relay, listener, pair, learning, numbers.incrementAndGet());
        relay.counters.opened.increment();
        relay.post(leg.audio()::open);
        return leg;
    }

    @Override
    public @Nullable BrowserLeg openBrowser(MediaListener listener) {
        BrowserPort port = relay.browsers;
        if (port == null || closed.get() || relay.overloaded() || !port.reserve()) {
            relay.counters.exhausted.increment();
            return null;
        }
        WebLeg leg = WebLeg.open(relay, port, listener, numbers.incrementAndGet());
        relay.counters.opened.increment();
        relay.post(leg.audio()::open);
        return leg;
    }

    /** Where browsers send, as it stands in our descriptions, the preferred first; empty where none may come. */
    public List<InetSocketAddress> browserAddresses() {
        BrowserPort port = relay.browsers;
        return port == null
                ? List.of()
                : port.settings.addresses().stream()
                        .map(address -> new InetSocketAddress(address.advertised(), port.settings.port()))
                        .distinct()
                        .toList();
    }

    /**
     * A way to the browsers' port for a relay of ours.
     *
     * @param address what the browser is told it was seen as; need not be anybody's
     * @param outlet takes what is for the browser, on the media thread: it may not wait, and the array is its own
     */
    public InnerPath innerPath(InetSocketAddress address, Consumer<byte[]> outlet) {
        return new InnerGate(relay, address, outlet);
    }

    @Override
    public int freePorts() {
        return relay.sockets.available();
    }

    /** Where browsers come in; only where they may. */
    BrowserPort browsers() {
        return Objects.requireNonNull(relay.browsers);
    }

    /** What was counted so far. */
    public MediaCounts counts() {
        Counters counters = relay.counters;
        return new MediaCounts(
                relay.legCount(),
                relay.sockets.openPairs(),
                counters.opened.sum(),
                counters.exhausted.sum(),
                counters.heard.sum(),
                counters.sent.sum(),
                counters.strangers.sum(),
                counters.malformed.sum(),
                counters.forged.sum(),
                counters.unsent.sum());
    }

    /** Closes every leg (with its RTCP BYE), then the sockets; waits for the threads, at most two seconds each. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        closing.countDown();
        relay.sockets.wakeUp();
        boolean ended = join(tender) && join(media);
        if (media == null) {
            relay.close();
        }
        if (!ended) {
            log.warn("A media thread did not end in time.").write();
        }
    }

    private static boolean join(@Nullable Thread thread) {
        if (thread == null) {
            return true;
        }
        try {
            return thread.join(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
