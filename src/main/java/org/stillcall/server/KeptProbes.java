package org.stillcall.server;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.call.ProbeBook;
import org.stillcall.plan.Identity;
import org.stillcall.store.CentreId;
import org.stillcall.store.Change;
import org.stillcall.store.Store;
import org.stillcall.store.StoreException;
import org.stillcall.trunk.PilotNumber;
import org.stillcall.trunk.Ways.Way;

/**
 * Keeps in the store how test calls went, and which numbers are lent to nobody: for every centre, as the lines are
 * the server's. Writes on a thread of its
 * own; what does not fit in its queue is not kept, and the next test call is.
 */
final class KeptProbes implements ProbeBook, AutoCloseable {
    private static final int MOST_WAITING = 1_000;
    private static final long END_MILLIS = 1_000;

    private final Store store;
    private final Set<PilotNumber> pool;
    private final Log log;
    private final ExecutorService writer = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("probe-book").factory());

    /** @param pool the numbers that the centre has now */
    KeptProbes(Store store, Set<PilotNumber> pool, Log log) {
        this.store = store;
        this.pool = Set.copyOf(pool);
        this.log = log;
    }

    /** The numbers that a configuration lends. */
    static Set<PilotNumber> pool(Settings settings) {
        Set<PilotNumber> pool = new HashSet<>();
        settings.centre().pool().forEach(pooled -> pool.add(pooled.number()));
        return pool;
    }

    @Override
    public List<Entry> kept() {
        return store.centres().list().stream().findFirst().map(this::entries).orElseGet(List::of);
    }

    private List<Entry> entries(CentreId centre) {
        return store.probes(centre).list().stream()
                .map(stored -> new Entry(new Way(stored.trunk(), mode(stored.mode())), stored.passed(), stored.day()))
                .toList();
    }

    @Override
    public Set<PilotNumber> withdrawn() {
        Set<PilotNumber> all = new HashSet<>();
        List<String> own = pool.stream().map(PilotNumber::e164).toList();
        for (CentreId centre : store.centres().list()) {
            store.withdrawn(centre).retain(own);
            store.withdrawn(centre).list().forEach(number -> all.add(new PilotNumber(number)));
        }
        return all;
    }

    @Override
    public void withdraw(PilotNumber number) {
        later(() -> {
            boolean kept = true;
            for (CentreId centre : store.centres().list()) {
                kept &= store.withdrawn(centre).add(number.e164()) == Change.DONE;
            }
            return kept;
        });
    }

    private static Label word(Identity mode) {
        return new Label(mode.name().toLowerCase(Locale.ROOT));
    }

    private static Identity mode(Label word) {
        return Identity.valueOf(word.text().toUpperCase(Locale.ROOT));
    }

    @Override
    public void keep(Entry entry) {
        later(() -> {
            boolean kept = true;
            for (CentreId centre : store.centres().list()) {
                kept &= store.probes(centre)
                                .put(entry.way().trunk(), word(entry.way().mode()), entry.passed())
                        == Change.DONE;
            }
            return kept;
        });
    }

    /** @param writing whether it was kept */
    private void later(BooleanSupplier writing) {
        try {
            writer.execute(() -> write(writing));
        } catch (RejectedExecutionException e) {
            log.warn("The result of a test call was not kept: too many wait.").write();
        }
    }

    private void write(BooleanSupplier writing) {
        try {
            if (!writing.getAsBoolean()) {
                log.warn("The result of a test call was not kept.").write();
            }
        } catch (StoreException e) {
            log.error("The result of a test call was not kept.").with(e).write();
        }
    }

    /** What waits is written first, for a second at most. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(END_MILLIS, TimeUnit.MILLISECONDS)) {
                log.warn("The result of a test call was not kept.").write();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "KeptProbes";
    }
}
