package org.stillcall.helpline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Log;
import org.stillcall.media.Recorder;
import org.stillcall.store.Centre;
import org.stillcall.store.CentreId;
import org.stillcall.store.Change;
import org.stillcall.store.MessageId;
import org.stillcall.store.NewMessage;
import org.stillcall.store.SealedSecond;
import org.stillcall.store.Store;
import org.stillcall.store.StoreException;
import org.stillcall.vault.ReceiptException;
import org.stillcall.vault.VaultException;

/**
 * Seals and keeps messages on a thread of its own, many seconds in one transaction. When the disk is too slow for what
 * is said, its rooms run out and the message that finds none ends as failed: nobody is told that something was kept
 * that was not.
 */
final class MessageWriter implements AutoCloseable {
    private static final long IDLE_MILLIS = 500;
    private static final int IDLE_ROUNDS = 20;
    private static final long END_MILLIS = 3_000;
    private static final int BATCH = 128;

    private final Store store;
    private final Supplier<Instant> now;
    private final Supplier<Duration> kept;
    private final Log log;
    private final Runnable refresh;
    private final Consumer<Taking> gone;
    private final BlockPool rooms = new BlockPool(Recorder.SAMPLES, MessageRules.WAITING_SECONDS);
    private final LinkedBlockingQueue<Taking.Piece> pieces = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean stale = true;
    private int idle;

    /**
     * What it works with. {@code gone} hears of each message that is over; {@code refresh} counts what is kept.
     *
     * @param kept for how long a message is, asked when it begins
     */
    record Means(Store store, Supplier<Instant> now, Supplier<Duration> kept, Log log) {}

    MessageWriter(Means means, Runnable refresh, Consumer<Taking> gone) {
        this.store = means.store;
        this.now = means.now;
        this.kept = means.kept;
        this.log = means.log;
        this.refresh = refresh;
        this.gone = gone;
        thread = Thread.ofPlatform().daemon().name("messages").start(this::run);
    }

    /** Room for a second of sound, or null; media thread. */
    @Nullable
    Block room() {
        return closed ? null : rooms.take();
    }

    void add(Taking.Piece piece) {
        pieces.add(piece);
    }

    /** Counts again, soon. */
    void refreshSoon() {
        stale = true;
    }

    private void run() {
        while (!closed || !pieces.isEmpty()) {
            try {
                round();
            } catch (InterruptedException e) {
                closed = true;
            } catch (RuntimeException e) { // the thread's outermost loop: the next message must have its chance
                log.error("Messages could not be kept for a moment.").with(e).write();
            }
        }
    }

    private void round() throws InterruptedException {
        Taking.Piece first = pieces.poll(stale ? 0 : IDLE_MILLIS, TimeUnit.MILLISECONDS);
        List<Taking.Piece> batch = new ArrayList<>();
        if (first == null) {
            if (stale || ++idle % IDLE_ROUNDS == 0) {
                count();
            }
            return;
        }
        batch.add(first);
        pieces.drainTo(batch, BATCH - 1);
        Set<Taking> takings = new LinkedHashSet<>();
        for (Taking.Piece piece : batch) {
            piece.taking().take(piece);
            takings.add(piece.taking());
        }
        keep(takings);
        boolean over = false;
        for (Taking taking : takings) {
            over |= end(taking);
        }
        if (over || stale) {
            count();
        }
    }

    private void count() {
        stale = false;
        try {
            refresh.run();
        } catch (StoreException | VaultException e) {
            log.warn("Messages could not be counted.").with(e).write();
        }
    }

    private void keep(Set<Taking> takings) {
        Map<CentreId, List<SealedSecond>> more = new LinkedHashMap<>();
        Map<MessageId, Taking> named = new LinkedHashMap<>();
        boolean broken = false; // whoever waits for it once more waits for nothing, and so do all behind
        for (Taking taking : takings) {
            List<SealedSecond> due = taking.due();
            if (due.isEmpty()) {
                continue;
            }
            if (taking.begun()) {
                named.put(taking.id, taking);
                more.computeIfAbsent(taking.centre, centre -> new ArrayList<>()).addAll(due);
                continue;
            }
            try {
                if (!broken && begin(taking, due)) {
                    taking.begin();
                    continue;
                }
            } catch (StoreException | VaultException | ReceiptException e) {
                broken = true;
                log.error("A caller's message could not be kept.").with(e).write();
            }
            taking.fail();
        }
        if (broken) {
            named.values().forEach(Taking::fail);
        } else {
            more.forEach((centre, due) -> append(centre, due, named));
        }
    }

    /** False when the centre has no room for another, or no key that it could be sealed to. */
    private boolean begin(Taking taking, List<SealedSecond> due) {
        Centre centre = store.centres().find(taking.centre).orElse(null);
        if (centre == null) {
            return false;
        }
        byte[] envelope = taking.seal.envelope(centre.generation(), centre.publicKey());
        Instant end = now.get().plus(kept.get());
        NewMessage message = new NewMessage(taking.id, taking.topic, centre.generation(), envelope, end);
        return store.messages(taking.centre).begin(message, due) == Change.DONE;
    }

    private void append(CentreId centre, List<SealedSecond> due, Map<MessageId, Taking> named) {
        List<MessageId> missing = new ArrayList<>();
        try {
            missing.addAll(store.messages(centre).append(due));
        } catch (StoreException | VaultException e) {
            log.error("A caller's message was cut short: it could not be kept any further.")
                    .with(e)
                    .write();
            due.forEach(second -> missing.add(second.message()));
        }
        for (MessageId id : missing) {
            Taking taking = named.get(id);
            if (taking != null) {
                taking.fail();
            }
        }
    }

    /** Tells how a message ended, once; true if it has. */
    private boolean end(Taking taking) {
        MessageBox.Ended how = taking.ended();
        if (how == null || !taking.closes()) {
            return false;
        }
        taking.seal.close();
        gone.accept(taking);
        taking.tell(how);
        return true;
    }

    /** Keeps what is there and ends; a message in the making is cut where it is. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
