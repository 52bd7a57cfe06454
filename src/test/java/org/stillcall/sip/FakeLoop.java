package org.stillcall.sip;

import static org.stillcall.base.Contract.require;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;
import org.stillcall.base.Loop;

/**
 * A loop without a thread, whose clock is turned by hand. Tasks run when {@link #run} or {@link #advance} is called.
 */
public final class FakeLoop implements Loop {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Waiting> timers =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::due).thenComparingLong(Waiting::order));
    private long now;
    private long order;
    private boolean closed;

    private record Waiting(long due, long order, Runnable task) {}

    @Override
    public void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("The loop is closed.");
        }
        synchronized (tasks) {
            tasks.add(task);
            tasks.notifyAll();
        }
    }

    /** Waits until another thread has queued a task, then runs it and all others; fails after ten seconds. */
    public void awaitTask() throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        synchronized (tasks) {
            while (tasks.isEmpty()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("No task was queued.");
                }
                tasks.wait(left);
            }
        }
        run();
    }

    @Override
    public long nowMillis() {
        return now;
    }

    @Override
    public Timer after(long millis, Runnable task) {
        require(millis >= 0, "A timer lies in the future.");
        Waiting waiting = new Waiting(now + millis, order++, task);
        timers.add(waiting);
        return () -> timers.remove(waiting);
    }

    @Override
    public boolean inLoop() {
        return !closed;
    }

    /** From now on it refuses tasks and whoever asks is a stranger to it: what other threads see of a closed loop. */
    public void close() {
        closed = true;
    }

    /** Runs every queued task, also those that they queue, and every timer that is due. */
    public void run() {
        advance(0);
    }

    /** Turns the clock on by {@code millis}, running each timer at its own time, in order. */
    public void advance(long millis) {
        long end = now + millis;
        runTasks();
        while (true) {
            Waiting next = timers.peek();
            if (next == null || next.due > end) {
                break;
            }
            timers.remove();
            now = Math.max(now, next.due);
            next.task.run();
            runTasks();
        }
        now = end;
    }

    /** How many timers wait. */
    public int timers() {
        return timers.size();
    }

    private void runTasks() {
        while (true) {
            Runnable task;
            synchronized (tasks) {
                task = tasks.poll();
            }
            if (task == null) {
                return;
            }
            task.run();
        }
    }
}
