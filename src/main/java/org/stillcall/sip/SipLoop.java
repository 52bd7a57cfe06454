package org.stillcall.sip;

import static org.stillcall.base.Contract.check;
import static org.stillcall.base.Contract.require;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.stillcall.base.Limits;
import org.stillcall.base.Log;
import org.stillcall.base.Loop;

/**
 * The event loop: one platform thread that selects on sockets, runs tasks and turns the timer wheel.
 *
 * <p>Each turn serves every ready socket (each takes a bounded share), then the timers that are due, then the tasks
 * that were queued when the turn began, so that no kind of work starves another. The clock is read before each.
 * Whatever a receiver, timer or task throws is counted and logged by kind, and the next one runs; the thread ends
 * only by {@link #close}. (Out of memory ends the process: the launcher sets {@code -XX:+ExitOnOutOfMemoryError}.)
 */
public final class SipLoop implements Loop, Backlog.Turns, AutoCloseable {
    /** The thread's name. */
    public static final String THREAD = "sip-loop";

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int LOG_EVERY_MILLIS = 1_000;
    private static final int TASKS_A_TURN = 1_024;
    private static final int LAST_TURNS = 128;

    /** Who is called when a registered channel is ready. */
    interface Ready {
        void ready(SelectionKey key);
    }

    private final Log log;
    private final LongSupplier nanoTime;
    private final Selector selector;
    private final TimerWheel timers;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicLong failures = new AtomicLong();
    private final Thread thread;
    private volatile boolean closing;
    private long nowMillis;
    private long turn;
    private long logAgainMillis;

    /** A running loop on the machine's monotonic clock. */
    public SipLoop(Log log) {
        this(log, System::nanoTime);
    }

    /** A running loop on a given clock, read once a turn; whoever turns it by hand queues a task to start a turn. */
    SipLoop(Log log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.nowMillis = nanoTime.getAsLong() / NANOS_PER_MILLI;
        this.logAgainMillis = nowMillis;
        this.timers = new TimerWheel(nowMillis, Limits.LOOP_TIMERS);
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("No selector can be opened.", e);
        }
        this.thread = Thread.ofPlatform().name(THREAD).unstarted(this::run);
        this.thread.start();
    }

    /**
     * {@inheritDoc}
     *
     * @throws RejectedExecutionException when the loop is closed, or holds {@link Limits#LOOP_TASKS} tasks and another
     *     thread brings this one; the loop's own tasks are always taken
     */
    @Override
    public void execute(Runnable task) {
        boolean own = inLoop();
        if (closing && !own) {
            throw new RejectedExecutionException("The event loop is closed.");
        }
        if (waiting.incrementAndGet() > Limits.LOOP_TASKS && !own) {
            waiting.decrementAndGet();
            throw new RejectedExecutionException("The event loop has its most tasks waiting.");
        }
        tasks.add(task);
        if (!own && !woken.getAndSet(true)) {
            selector.wakeup();
        }
    }

    /** Runs {@code question} on the loop and hands its answer, or what it threw, back; for set-up and tests. */
    public <T> CompletableFuture<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        execute(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    @Override
    public long nowMillis() {
        check(inLoop(), "The loop's clock is read on the loop.");
        return nowMillis;
    }

    @Override
    public long turn() {
        check(inLoop(), "The loop's turns are counted on the loop.");
        return turn;
    }

    @Override
    public Timer after(long millis, Runnable task) {
        check(inLoop(), "A timer is set on the loop.");
        require(millis >= 0, "A timer lies in the future.");
        return timers.add(nowMillis + millis, task);
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    /** How many tasks, timers and receivers threw; each kind was logged, at most one a second. */
    public long failures() {
        return failures.get();
    }

    /** Ends the thread after the tasks that are queued, and waits for it unless called on it. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        if (!inLoop()) {
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Registers a non-blocking channel; {@code ready} is called on the loop whenever one of {@code operations} is. */
    SelectionKey register(SelectableChannel channel, int operations, Ready ready) throws IOException {
        check(inLoop(), "A channel is registered on the loop.");
        return channel.register(selector, operations, ready);
    }

    private void run() {
        while (!closing) {
            guarded(this::takeTurn);
        }
        for (int i = 0; i < LAST_TURNS && !tasks.isEmpty(); i++) {
            runTasks();
        }
        guarded(() -> {
            try {
                selector.close();
            } catch (IOException e) {
                throw new UncheckedIOException("The selector did not close.", e);
            }
        });
    }

    private void takeTurn() {
        turn++;
        try {
            if (!tasks.isEmpty()) {
                selector.selectNow(this::serve);
            } else {
                long wait = timers.waitMillis(nanoTime.getAsLong() / NANOS_PER_MILLI);
                if (wait == 0) {
                    selector.selectNow(this::serve);
                } else {
                    selector.select(this::serve, Math.max(wait, 0)); // 0: until something happens
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The selector failed.", e);
        } finally {
            Thread.interrupted(); // an interrupt would close every channel it finds in use
            woken.set(false);
            readClock();
            timers.advance(nowMillis, this::guarded);
            runTasks();
        }
    }

    private void serve(SelectionKey key) {
        readClock();
        guarded(() -> {
            if (key.isValid()) {
                ((Ready) key.attachment()).ready(key);
            }
        });
    }

    private void runTasks() {
        int most = Math.min(waiting.get(), TASKS_A_TURN);
        for (int i = 0; i < most; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            waiting.decrementAndGet();
            guarded(task);
        }
    }

    private void readClock() {
        nowMillis = Math.max(nowMillis, nanoTime.getAsLong() / NANOS_PER_MILLI);
    }

    /** The outermost frame of all work on this thread: nothing may end it. */
    void guarded(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) { // an Error too: one of a library's must not stop every call
            long count = failures.incrementAndGet();
            if (nowMillis - logAgainMillis >= 0) {
                logAgainMillis = nowMillis + LOG_EVERY_MILLIS;
                log.error("Work on the event loop failed.")
                        .with(Log.Field.COUNT, count)
                        .with(e)
                        .write();
            }
        }
    }
}
