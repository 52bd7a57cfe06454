package org.stillcall.wire;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Somebody at a baresip: picks up whatever rings, presses the key that accepts, talks, and hangs up. */
final class BaresipAdvocate implements AutoCloseable {
    private static final String SOUND =
            "incoming rtp for 'audio' established"; // the switch asks for the key since then
    private static final long LOOK_NANOS = 20_000_000;
    private static final long TALK_NANOS = 500_000_000;

    private final Baresip phone;
    private final AtomicInteger taken = new AtomicInteger();
    private final Thread thread = new Thread(this::work, "baresip-advocate");
    private volatile boolean leaves;
    private volatile @Nullable Throwable fault;

    BaresipAdvocate(Baresip phone) {
        this.phone = phone;
        thread.start();
    }

    /** Callers who were theirs until they hung up. */
    int taken() {
        Throwable met = fault;
        if (met != null) {
            throw new AssertionError("The baresip failed.", met);
        }
        return taken.get();
    }

    private void work() {
        try {
            while (!leaves) {
                if (hasCall()) {
                    answer();
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        } catch (RuntimeException | Error e) {
            fault = e;
        }
    }

    private boolean hasCall() {
        return phone.count("CALL_INCOMING") > phone.count("CALL_CLOSED");
    }

    private void answer() {
        long sounds = phone.screenCount(SOUND);
        int closed = phone.count("CALL_CLOSED");
        phone.order("accept");
        until(closed, () -> phone.screenCount(SOUND) > sounds);
        if (phone.count("CALL_CLOSED") > closed) {
            return; // somebody else has them
        }
        phone.order("sndcode", "1");
        until(closed, phone::hearsVoice);
        if (phone.count("CALL_CLOSED") == closed) {
            taken.incrementAndGet();
            long end = System.nanoTime() + TALK_NANOS;
            until(closed, () -> System.nanoTime() > end);
            phone.order("hangup");
            until(closed, () -> false);
        }
    }

    /** Waits for that, or until the call is over. */
    private void until(int closed, BooleanSupplier seen) {
        Waiting.until(
                "the baresip gets on",
                () -> seen.getAsBoolean() || phone.count("CALL_CLOSED") > closed || leaves,
                () -> phone.screen().toString());
    }

    @Override
    public void close() {
        leaves = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        phone.close();
    }
}
