package org.stillcall.vault;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes the key table: whoever changed it waits here until a write that began later has ended, so
 * that all who come during one write share the next. Threads may share it.
 */
final class Saver implements AutoCloseable {
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition done = lock.newCondition();
    private final LongSupplier write;
    private final Thread thread;
    private long asked; // the last ticket given out
    private long written; // every ticket up to here is on the medium
    private long failed; // the last ticket that a failed write was for
    private long mark;
    private @Nullable RuntimeException failure;
    private boolean closing;

    /** {@code write} writes the table and returns the time that it wrote down, of which {@code mark} is the last. */
    Saver(LongSupplier write, long mark) {
        this.write = write;
        this.mark = mark;
        // a thread of its own, because a file is closed under whoever is interrupted while writing it
        thread = Thread.ofPlatform().daemon().name("vault").start(this::run);
    }

    /** Returns when everything changed before the call is on the medium; throws with the sentence when it cannot be. */
    void save(String sentence) {
        lock.lock();
        try {
            long ticket = ++asked;
            work.signal();
            while (written < ticket && failed < ticket && !closing) {
                done.awaitUninterruptibly();
            }
            if (written < ticket) {
                throw new VaultException(closing ? "The key table is closed." : sentence, failure);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether something changed is not on the medium yet. */
    boolean behind() {
        lock.lock();
        try {
            return written < asked;
        } finally {
            lock.unlock();
        }
    }

    /** The time that was written down last. */
    long mark() {
        lock.lock();
        try {
            return mark;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        lock.lock();
        try {
            while (!closing) {
                if (written == asked) {
                    work.awaitUninterruptibly();
                } else {
                    waitBeforeNextAttempt();
                    attempt();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a second after a failure, unless someone asks. */
    private void waitBeforeNextAttempt() {
        long left = AGAIN_NANOS;
        try {
            while (left > 0 && failed == asked && !closing) {
                left = work.awaitNanos(left);
            }
        } catch (InterruptedException e) { // nobody interrupts this thread; then it is tried at once
            failure = null;
        }
    }

    private void attempt() {
        long ticket = asked;
        lock.unlock();
        RuntimeException thrown = null;
        long time = 0;
        try {
            time = write.getAsLong();
        } catch (RuntimeException e) { // the outermost loop of this thread: those who wait hear of it
            thrown = e;
        }
        lock.lock();
        failure = thrown;
        if (thrown == null) {
            written = ticket;
            mark = time;
        } else {
            failed = ticket;
        }
        done.signalAll();
    }

    /** Ends after the write in progress; who still waits gets an exception. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            work.signal();
            done.signalAll();
        } finally {
            lock.unlock();
        }
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
