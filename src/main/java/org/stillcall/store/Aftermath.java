package org.stillcall.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.stillcall.base.Randomness;
import org.stillcall.vault.KeyId;
import org.stillcall.vault.Receipt;
import org.stillcall.vault.ReceiptKind;
import org.stillcall.vault.ReceiptLog;

/**
 * Carries out changes that destroy keys or are receipted.
 *
 * <p>A kill may fall anywhere, and three things that cannot be one transaction have to end up agreeing: the database,
 * the key table, the receipt log. So a change first notes in the database, in its own transaction, what is to follow
 * ({@code owed_receipt}: a random token, sealed, the kind, the keys). Then, in this order: the keys are destroyed, the
 * rows under them are deleted, the receipt is appended, the note is taken back. Each of these may be done twice without
 * harm (a receipt already in the log is known by its token), so that whatever was noted is simply carried out again: by
 * the next purge after a failure, by the next start after a kill. When the note of a deletion itself fails, because the
 * disk is full or the database damaged, the keys are destroyed all the same: nothing may stand in the way of a
 * deletion. Their rows are then found at the next start by their missing keys.
 */
final class Aftermath {
    /** Tables with sealed rows, those that hang on others first. */
    static final List<String> SLOTTED = List.of(
            "release",
            "plan",
            "message",
            "hold",
            "prompt",
            "pin",
            "duty",
            "shift",
            "portal",
            "device_key",
            "sheet_key",
            "sheet",
            "person");

    /** Changes at once that may owe receipts, times the receipts of one; see {@link Reconciling#BATCH}. */
    private static final int LOOK_BACK = 50 * Reconciling.BATCH;

    private final Database database;
    private final Seals seals;
    private final ReceiptLog receipts;
    private final Randomness randomness;
    private final Consumer<Step> steps;
    /** Held by many changes at once, or by one that carries out what others left. */
    private final ReadWriteLock changing = new ReentrantReadWriteLock();
    /** Whether something noted may wait because a disk or the database failed in the middle. */
    private volatile boolean behind;
    /** Whether deleted rows may stand beside the database's tables still. */
    private volatile boolean untidy;
    /** Whether something was noted under the present key of the notes. */
    private volatile boolean noted;

    Aftermath(Database database, Seals seals, ReceiptLog receipts, Randomness randomness, Consumer<Step> steps) {
        this.database = database;
        this.seals = seals;
        this.receipts = receipts;
        this.randomness = randomness;
        this.steps = steps;
    }

    Due due(ReceiptKind kind, List<KeyId> slots) {
        String token = IdText.random(randomness);
        return new Due(kind, Optional.of(token), seals.sealToken(token), slots);
    }

    /**
     * Runs a deletion in one transaction and then all that follows from it; the keys are destroyed even if the database
     * fails.
     */
    Due.Settled end(CentreId centre, Function<Rows, Due.Noted> change) {
        List<KeyId> doomed = new ArrayList<>();
        try {
            return run(centre, rows -> {
                Due.Noted chosen = change.apply(rows);
                doomed.addAll(slots(chosen.dues()));
                return chosen;
            });
        } catch (StoreException e) {
            seals.destroy(doomed);
            throw e;
        }
    }

    /**
     * Runs {@code change} in one transaction and then all that follows from it; nothing at all if the database
     * fails.
     */
    Due.Settled run(CentreId centre, Function<Rows, Due.Noted> change) {
        return carryOut(
                centre,
                () -> database.write(centre, rows -> {
                    Due.Noted chosen = change.apply(rows);
                    if (chosen.change() == Change.DONE) {
                        note(rows, chosen.dues());
                    } else {
                        rows.undo();
                    }
                    return chosen;
                }));
    }

    /** Runs a transaction that notes its dues itself, and then all that follows from it. */
    Due.Settled carryOut(CentreId centre, Supplier<Due.Noted> transaction) {
        changing.readLock().lock();
        boolean through = false;
        try {
            Due.Noted noted = transaction.get();
            Due.Settled settled = new Due.Settled(noted.change(), settle(centre, noted.dues()));
            through = true;
            return settled;
        } finally {
            if (!through) {
                behind = true;
            }
            changing.readLock().unlock();
        }
    }

    /**
     * Carries out again what a failure of this process left noted, while no change is under way that would do it
     * itself; gives how many receipts were still to be appended.
     */
    int catchUp(List<CentreId> centres) {
        if (!behind) {
            return 0;
        }
        changing.writeLock().lock();
        try {
            int appended = 0;
            for (CentreId centre : centres) {
                appended += resume(centre);
            }
            behind = false;
            return appended;
        } finally {
            changing.writeLock().unlock();
        }
    }

    void note(Rows rows, List<Due> dues) {
        noted |= !dues.isEmpty();
        for (Due due : dues) {
            List<String> slots = new ArrayList<>();
            due.slots().forEach(slot -> slots.add(slot.text()));
            if (slots.isEmpty()) {
                slots.add("");
            }
            for (String slot : slots) {
                rows.update("INSERT INTO owed_receipt (centre, token, token_slot, slot, kind)"
                                + " VALUES (:centre, :token, :sealed, :slot, :kind)")
                        .bind("token", due.noted().text())
                        .bind("sealed", due.noted().slot())
                        .bind("slot", slot)
                        .bind("kind", due.kind().name())
                        .execute();
            }
        }
    }

    /** Carries out what was noted. */
    private List<Receipt> settle(CentreId centre, List<Due> dues) {
        if (dues.isEmpty()) {
            return List.of();
        }
        steps.accept(Step.NOTED);
        List<KeyId> slots = slots(dues);
        if (!slots.isEmpty()) {
            seals.destroy(slots);
            steps.accept(Step.DESTROYED);
            database.write(centre, rows -> deleteUnder(rows, slots));
            steps.accept(Step.DELETED);
        }
        List<Receipt> appended = new ArrayList<>();
        for (Due due : dues) {
            due.token().ifPresent(token -> appended.add(receipts.append(due.kind(), IdText.bytes(token))));
        }
        steps.accept(Step.APPENDED);
        takeBack(centre, dues);
        if (!slots.isEmpty()) {
            untidy = true;
            tidy();
        }
        return appended;
    }

    /**
     * Takes deleted rows out of what the database keeps beside itself; what is held up is tried again by each purge.
     */
    void tidy() {
        if (untidy) {
            try {
                untidy = !database.settle();
            } catch (StoreException e) {
                untidy = true; // the deletion itself is through
            }
        }
    }

    /** Changes the key of the notes, once all that was noted under it is carried out. */
    void renewNoteKey() {
        if (noted && !behind) {
            changing.writeLock().lock();
            try {
                noted = false;
                seals.renewNoteKey();
            } finally {
                changing.writeLock().unlock();
            }
        }
    }

    private void takeBack(CentreId centre, List<Due> dues) {
        database.write(
                centre,
                rows -> rows.changeEach(
                        "DELETE FROM owed_receipt WHERE centre = :centre AND token = :it",
                        dues.stream().map(due -> due.noted().text()).toList()));
    }

    /** Carries out again what stands noted for a centre, and gives how many receipts were still to be appended. */
    int resume(CentreId centre) {
        List<Due> owed = owed(centre);
        if (owed.isEmpty()) {
            return 0;
        }
        List<KeyId> slots = slots(owed);
        seals.destroy(slots.stream().filter(seals::holds).toList());
        database.write(centre, rows -> deleteUnder(rows, slots));
        Set<String> known = latestTokens();
        int appended = 0;
        for (Due due : owed) {
            if (due.token().filter(token -> !known.contains(token)).isPresent()) {
                receipts.append(due.kind(), IdText.bytes(due.token().get()));
                appended++;
            }
        }
        takeBack(centre, owed);
        return appended;
    }

    private List<Due> owed(CentreId centre) {
        record Owed(Seals.SealedToken token, ReceiptKind kind, String slot) {}
        List<Owed> notes = database.read(
                centre,
                rows -> rows.query("SELECT token, token_slot, kind, slot"
                                + " FROM owed_receipt WHERE centre = :centre ORDER BY token, slot")
                        .map((rs, context) -> new Owed(
                                new Seals.SealedToken(rs.getString(1), rs.getString(2)),
                                ReceiptKind.valueOf(rs.getString(3)),
                                rs.getString(4)))
                        .list());
        Map<Seals.SealedToken, Due> dues = new LinkedHashMap<>();
        for (Owed note : notes) {
            Due due = dues.computeIfAbsent(
                    note.token(), token -> new Due(note.kind(), seals.openToken(token), token, new ArrayList<>()));
            if (!note.slot().isEmpty()) {
                due.slots().add(Ground.keyOrNone(note.slot()));
            }
        }
        return List.copyOf(dues.values());
    }

    /** The tokens of the latest receipts; what is owed was appended, if at all, just before the end. */
    private Set<String> latestTokens() {
        Set<String> tokens = new HashSet<>();
        long size = receipts.size();
        for (long from = Math.max(0, size - LOOK_BACK); from < size; from += ReceiptLog.LIST) {
            receipts.list(from, ReceiptLog.LIST).forEach(receipt -> tokens.add(IdText.of(receipt.token())));
        }
        return tokens;
    }

    static int deleteUnder(Rows rows, Collection<KeyId> slots) {
        List<String> texts = slots.stream().map(KeyId::text).toList();
        int deleted = 0;
        for (String table : SLOTTED) {
            deleted += rows.changeEach("DELETE FROM " + table + " WHERE centre = :centre AND slot = :it", texts);
        }
        return deleted;
    }

    private static List<KeyId> slots(List<Due> dues) {
        return dues.stream().flatMap(due -> due.slots().stream()).toList();
    }
}
