package org.stillcall.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Changes that wait to be written. Whoever comes while nobody writes takes all that wait into one transaction and one
 * forced write; each has a savepoint of its own, so that what one takes back or fails at is not the others'. When many
 * calls end at once, the last does not wait for as many forced writes. Threads may share it.
 */
final class Writes {
    /** Takes back what one change has done so far, and leaves the others of its transaction as they are. */
    static final String UNDO = "ROLLBACK TO SAVEPOINT one_change";

    /** Most changes in one transaction. */
    private static final int BATCH = 100;

    private final Transaction transaction;
    private final ReentrantLock queue = new ReentrantLock();
    private final Condition written = queue.newCondition();
    private final List<Waiting<?>> waiting = new ArrayList<>();
    private boolean writing;

    /** Runs work in one transaction; a failure is a {@link StoreException}. */
    interface Transaction {
        void run(Consumer<Handle> work);
    }

    Writes(Transaction transaction) {
        this.transaction = transaction;
    }

    private static final class Waiting<T extends @Nullable Object> {
        private final Function<Handle, T> work;
        private @Nullable T result;
        private @Nullable RuntimeException failure;
        private boolean done;

        Waiting(Function<Handle, T> work) {
            this.work = work;
        }

        void run(Handle handle) {
            handle.execute("SAVEPOINT one_change");
            try {
                result = Database.guarded(() -> work.apply(handle));
            } catch (RuntimeException e) { // its caller's, who waits for it
                failure = e;
                handle.execute(UNDO);
            }
            handle.execute("RELEASE SAVEPOINT one_change");
        }

        void end(@Nullable RuntimeException ofAll) {
            failure = failure == null ? ofAll : failure;
            done = true;
        }

        @SuppressWarnings("NullAway") // null where T may be
        T outcome() {
            if (failure != null) {
                throw failure;
            }
            return result;
        }
    }

    /** Returns what the work gives once it is on the disk, or throws what it threw. */
    <T extends @Nullable Object> T write(Function<Handle, T> work) {
        Waiting<T> mine = new Waiting<>(work);
        queue.lock();
        try {
            waiting.add(mine);
            while (!mine.done) {
                if (writing) {
                    written.awaitUninterruptibly();
                } else {
                    writeAllThatWait();
                }
            }
        } finally {
            queue.unlock();
        }
        return mine.outcome();
    }

    /** Called with the queue's lock, which it gives back while it writes. */
    private void writeAllThatWait() {
        List<Waiting<?>> first = waiting.subList(0, Math.min(waiting.size(), BATCH));
        List<Waiting<?>> batch = List.copyOf(first);
        first.clear();
        writing = true;
        queue.unlock();
        RuntimeException failure = new StoreException("The database does not answer.");
        try {
            transaction.run(handle -> batch.forEach(one -> one.run(handle)));
            failure = null;
        } catch (StoreException e) {
            failure = e;
        } finally {
            queue.lock();
            writing = false;
            RuntimeException ofAll = failure;
            batch.forEach(one -> one.end(ofAll));
            written.signalAll();
        }
    }
}
