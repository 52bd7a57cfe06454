package org.stillcall.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Randomness;

/**
 * What the media thread does: instructions of the switch, packets, prompts' pace, supervision, in turns of a few
 * milliseconds. {@link #post} and the counters are for any thread, all else for the media thread.
 *
 * <p>While legs are open a turn waits at most a few milliseconds, so an instruction needs no wake-up; only an idle
 * relay is woken. When many streams run, a turn that found little rests half a millisecond, so that the next finds
 * several packets at once: it costs the audio nothing that a jitter buffer sees and the processor much less.
 */
final class Relay implements Sockets.Receiver {
    private static final long TEND_NANOS = 250_000_000L;
    private static final long IDLE_MILLIS = 1000;
    private static final long LONGEST_WAIT_MILLIS = 10;
    private static final int CROWD = 20;
    private static final int FULL_TURN = 64;
    private static final long REST_NANOS = 500_000L;

    final MediaSettings settings;
    final Randomness randomness;
    final Sockets sockets;
    final Counters counters = new Counters();
    final RtpPacket packet = new RtpPacket();
    final byte[] out = new byte[2048];
    /** Where browsers come in, if they may. */
    final @Nullable BrowserPort browsers;

    private final Executor callbacks;
    private final LongSupplier clock;
    private final ConcurrentLinkedQueue<Runnable> instructions = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final List<LegAudio> legs = new ArrayList<>();
    private final List<Paced> paced = new ArrayList<>();
    private volatile boolean asleep;
    private volatile int legCount;
    private long now;
    private long nextTend;

    Relay(MediaSettings settings, Randomness randomness, Executor callbacks, LongSupplier clock) {
        this.settings = settings;
        this.randomness = randomness;
        this.callbacks = callbacks;
        this.clock = clock;
        this.sockets = new Sockets(settings, randomness);
        this.now = clock.getAsLong();
        this.nextTend = now;
        this.browsers = settings.browsers() == null ? null : openBrowsers(settings.browsers());
    }

    private BrowserPort openBrowsers(BrowserSettings forBrowsers) {
        try {
            return new BrowserPort(this, forBrowsers);
        } catch (MediaException e) {
            sockets.close();
            throw e;
        }
    }

    /** Has the media thread do this, after what was posted before. */
    void post(Runnable instruction) {
        waiting.incrementAndGet();
        instructions.add(instruction);
        if (asleep) {
            sockets.wakeUp();
        }
    }

    /** The same for what a browser waits for before it can be heard: not even a few milliseconds are left to pass. */
    void urge(Runnable instruction) {
        post(instruction);
        sockets.wakeUp();
    }

    /** Whether too many instructions wait. */
    boolean overloaded() {
        return waiting.get() >= MediaLimits.INSTRUCTIONS_WAITING;
    }

    int legCount() {
        return legCount;
    }

    /** The clock; any thread. */
    long clockNow() {
        return clock.getAsLong();
    }

    /** The time of this turn. */
    long now() {
        return now;
    }

    void add(LegAudio leg) {
        leg.legPlace = legs.size();
        legs.add(leg);
        legCount = legs.size();
    }

    void remove(LegAudio leg) {
        LegAudio last = legs.removeLast();
        if (last != leg) {
            legs.set(leg.legPlace, last);
            last.legPlace = leg.legPlace;
        }
        leg.legPlace = -1;
        legCount = legs.size();
    }

    /** Gives it a step every 20 ms, from now on, as long as it wants. */
    void pace(Paced one) {
        if (one.pacePlace < 0) {
            one.pacePlace = paced.size();
            one.nextStep = now;
            paced.add(one);
        }
    }

    /** Calls the leg's listener on the switch's executor, unless the leg was closed by then. */
    void tell(EngineLeg leg, Consumer<MediaListener> news) {
        callbacks.execute(() -> leg.tell(news));
    }

    /** One turn; waits for packets only if told so. Returns how many sockets had one. */
    int turn(boolean mayWait) throws IOException {
        runInstructions();
        now = clock.getAsLong();
        stepPaced();
        if (now - nextTend >= 0) {
            nextTend = now + TEND_NANOS;
            for (int i = 0; i < legs.size(); i++) {
                legs.get(i).tend(now);
            }
        }
        sockets.wake(now);
        int ready = sockets.poll(mayWait ? longestWait(now) : 0, this);
        asleep = false;
        if (ready > 0) {
            Arrays.fill(out, (byte) 0); // what was said is gone from here, also when nothing follows
        }
        if (mayWait && ready > 0 && ready < FULL_TURN && legs.size() >= CROWD && !sockets.behind()) {
            LockSupport.parkNanos(REST_NANOS);
        }
        return ready;
    }

    private void runInstructions() {
        Runnable instruction = instructions.poll();
        while (instruction != null) {
            waiting.decrementAndGet();
            now = clock.getAsLong();
            instruction.run();
            instruction = instructions.poll();
        }
    }

    private long longestWait(long from) {
        if (legs.isEmpty() && sockets.restingPairs() == 0) {
            asleep = true;
            return instructions.isEmpty() ? IDLE_MILLIS : 0;
        }
        long soonest = from + LONGEST_WAIT_MILLIS * 1_000_000;
        for (int i = 0; i < paced.size(); i++) {
            long next = paced.get(i).nextStep;
            soonest = next - soonest < 0 ? next : soonest;
        }
        return Math.clamp((soonest - from + 999_999) / 1_000_000, 1, LONGEST_WAIT_MILLIS);
    }

    private void stepPaced() {
        for (int i = paced.size() - 1; i >= 0; i--) {
            Paced one = paced.get(i);
            while (one.paced() && now - one.nextStep >= 0) {
                one.step(now);
            }
            if (!one.paced()) {
                Paced last = paced.removeLast();
                if (last != one) {
                    paced.set(i, last);
                    last.pacePlace = i;
                }
                one.pacePlace = -1;
            }
        }
    }

    @Override
    public void received(BrowserGate gate, byte[] data, int length, InetSocketAddress from) {
        BrowserPort port = browsers;
        if (port != null) {
            if (gate instanceof BrowserGate.Network && waiting.get() > 0) {
                runInstructions(); // a browser's first check may be here before the answer is noted that it follows
            }
            now = clock.getAsLong();
            port.received(gate, data, length, from, now);
        }
    }

    @Override
    public void received(SocketPair pair, boolean control, byte[] data, int length, InetSocketAddress from) {
        PortWay user = pair.user;
        if (user == null) {
            counters.strangers.increment();
            return;
        }
        now = clock.getAsLong();
        user.received(control, data, length, from, now);
    }

    /** Carries out what waits, ends every leg, closes the sockets. */
    void close() {
        runInstructions();
        while (!legs.isEmpty()) {
            legs.getLast().close();
        }
        runInstructions();
        sockets.close();
    }
}
