package org.stillcall.server;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.stillcall.base.Log;
import org.stillcall.store.Store;
import org.stillcall.store.StoreException;
import org.stillcall.vault.KeyTable;
import org.stillcall.vault.ReceiptException;
import org.stillcall.vault.VaultException;

/**
 * Ends what is overdue, again and again, on a thread of its own, whatever goes wrong in one round. What keeps failing
 * is logged once, and again when it fails in another way. The same beat, which no call sets, writes what calls counted
 * and makes the files' times coarse.
 */
final class Purging implements AutoCloseable {
    private static final long END_SECONDS = 2;

    /** Rounds between two writings of attempts. */
    private static final int BEAT = 30;

    private final Work work;
    private final Log log;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("purge").factory());
    /** Touched by that thread only: the kind of the last round's failure. */
    private String failing = "";

    private int rounds;

    /** What is looked after. */
    record Work(KeyTable keys, Store store, FileDates dates) {}

    private Purging(Work work, Log log) {
        this.work = work;
        this.log = log;
    }

    static Purging begin(Work work, Log log, Duration pause) {
        Purging purging = new Purging(work, log);
        var _ = purging.clock.scheduleWithFixedDelay(
                purging::round, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return purging;
    }

    /** The outermost loop: an exception that left it would end all rounds to come without a word. */
    private void round() {
        try {
            purge();
            failing = "";
        } catch (VaultException | ReceiptException | StoreException e) {
            report(
                    "What is overdue could not be ended in full yet. Look at the disk (is it full or read-only?) and at"
                            + " the database.",
                    e);
        } catch (RuntimeException e) {
            report("What is overdue could not be ended in full yet, for a reason that nobody foresaw.", e);
        }
    }

    private void purge() {
        try {
            work.store().purgeOverdue();
            if (++rounds % BEAT == 0) {
                work.store().writeAttempts();
            }
        } finally {
            work.keys().tick(); // also tries again to write what could not be written before
            work.dates().coarsen();
        }
    }

    private void report(String sentence, RuntimeException failure) {
        String kind = failure.getClass().getName();
        if (!kind.equals(failing)) {
            log.error(sentence).with(failure).write();
        }
        failing = kind;
    }

    @Override
    public void close() {
        clock.shutdown();
        if (!ended()) {
            log.warn("A purge was still in progress at the end; the next start finishes it.")
                    .write();
        }
    }

    private boolean ended() {
        try {
            return clock.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
