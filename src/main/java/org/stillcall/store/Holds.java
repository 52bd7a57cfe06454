package org.stillcall.store;

import static org.stillcall.base.Contract.require;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.stillcall.store.HoldRows.Row;
import org.stillcall.vault.KeyId;
import org.stillcall.vault.ReceiptKind;

/**
 * Legal holds of one centre: each stops the deletion of the one item that it names, from when a second person confirmed
 * it until its date or until two people end it.
 *
 * <p>What keeps an item is the end of its key in the key table, which a hold puts off: so no purge, no failing database
 * and no start destroys it sooner, and none keeps it longer. The item's own end stands in the hold's row. By that the
 * item is read, so that it is out of use when it would have been. The row is written first and taken away last; a start
 * and each purge put off again what a kill left undone. Threads may share it.
 */
public final class Holds {
    private final Ground ground;
    private final Seals seals;
    private final CentreId centre;

    Holds(Ground ground, CentreId centre) {
        this.ground = ground;
        this.seals = ground.seals();
        this.centre = centre;
    }

    /** Asks for a hold, which holds nothing yet. */
    public HoldChange ask(NewHold hold) {
        int length = hold.reference().length();
        require(length >= 1 && length <= StoreLimits.REFERENCE_CHARACTERS, "A reference has 1 to 80 characters.");
        Instant latest = seals.now().plus(Duration.ofDays(StoreLimits.HOLD_DAYS + 1L));
        require(!hold.end().isAfter(latest), "A hold lasts 180 days at most.");
        HoldChange first = ground.database().read(centre, rows -> refused(rows, hold));
        if (first != HoldChange.DONE) {
            return first; // without a key made for it, and destroyed again
        }
        AtomicReference<HoldChange> outcome = new AtomicReference<>(HoldChange.FULL);
        Change change = seals.withFresh(
                List.of(hold.end()),
                fresh -> ground.database().write(centre, rows -> {
                    outcome.set(insert(rows, hold, fresh.getFirst()));
                    return outcome.get() == HoldChange.DONE ? Change.DONE : Change.MISSING;
                }));
        return change == Change.FULL ? HoldChange.FULL : outcome.get();
    }

    /** Why it cannot be asked for; {@link HoldChange#DONE} if it can. */
    private HoldChange refused(Rows rows, NewHold hold) {
        KeyId item = HoldRows.slotOf(rows, hold.item());
        if (item == null || !seals.readable(item)) {
            return HoldChange.ITEM_GONE;
        }
        if (HoldRows.find(rows, hold.item()).isPresent()) {
            return HoldChange.EXISTS;
        }
        List<Row> all = HoldRows.all(rows);
        long asked = all.stream()
                .filter(row ->
                        !row.confirmed() && row.asker().equals(hold.asker().text()))
                .count();
        if (all.size() >= StoreLimits.HOLDS || asked >= StoreLimits.HOLDS_ASKED) {
            return HoldChange.FULL;
        }
        return HoldChange.DONE;
    }

    private HoldChange insert(Rows rows, NewHold hold, KeyId slot) {
        HoldChange refused = refused(rows, hold);
        if (refused != HoldChange.DONE) {
            return refused;
        }
        rows.update("INSERT INTO hold (centre, id, slot, kind, item, reference, own_end, asked_by, confirmed_by,"
                        + " lift_by, asked_day, lift_day) VALUES (:centre, :id, :slot, :kind, :item, :reference,"
                        + " :end, :asker, '', '', :day, 0)")
                .bind("id", hold.id().text())
                .bind("slot", slot.text())
                .bind("kind", hold.item().kind().name())
                .bind("item", hold.item().id())
                .bind("reference", HoldRows.sealReference(seals, centre, hold.id(), slot, hold.reference()))
                .bind("end", HoldRows.sealEnd(seals, centre, hold.id(), slot, hold.end()))
                .bind("asker", hold.asker().text())
                .bind("day", seals.day())
                .execute();
        return HoldChange.DONE;
    }

    /** The second person: from now on it holds. Nothing of it does if this does not say {@link HoldChange#DONE}. */
    public HoldChange confirm(HoldId id, PersonId person) {
        AtomicReference<HoldChange> outcome = new AtomicReference<>(HoldChange.MISSING);
        synchronized (seals.endings()) {
            Change _ = ground.aftermath()
                    .run(centre, rows -> {
                        outcome.set(confirm(rows, id, person));
                        return outcome.get() == HoldChange.DONE
                                ? new Due.Noted(Change.DONE, List.of(ground.due(ReceiptKind.HOLD_BEGUN)))
                                : Due.Noted.only(Change.MISSING);
                    })
                    .change();
            if (outcome.get() == HoldChange.DONE) {
                putOffEnds();
            }
        }
        return outcome.get();
    }

    private HoldChange confirm(Rows rows, HoldId id, PersonId person) {
        Row row = HoldRows.find(rows, id).orElse(null);
        if (row == null || row.confirmed() || row.lapsed(seals.day()) || !seals.kept(row.slot())) {
            return HoldChange.MISSING;
        }
        if (row.asker().equals(person.text())) {
            return HoldChange.SAME_PERSON;
        }
        if (!mayHold(rows, row.asker())) {
            return HoldChange.ASKER_GONE;
        }
        KeyId item = HoldRows.slotOf(rows, row.item());
        if (item == null || !seals.readable(item)) {
            return HoldChange.ITEM_GONE;
        }
        Instant own = seals.end(item).orElseThrow();
        seals.willBeHeld(item, own);
        HoldRows.writeOwnEnd(seals, rows, row, own);
        rows.update("UPDATE hold SET confirmed_by = :person WHERE centre = :centre AND id = :id")
                .bind("person", person.text())
                .bind("id", id.text())
                .execute();
        return HoldChange.DONE;
    }

    /** Whoever asks or confirms is a coordinator or the host. */
    private static boolean mayHold(Rows rows, String person) {
        return rows
                .texts("SELECT role FROM person WHERE centre = :centre AND id = :id", query -> query.bind("id", person))
                .stream()
                .anyMatch(role -> !role.equals(Role.ADVOCATE.name()));
    }

    /** Takes back what nobody confirmed yet, or does not agree to it. */
    public HoldChange drop(HoldId id) {
        Change change = ground.aftermath()
                .end(
                        centre,
                        rows -> HoldRows.find(rows, id)
                                .filter(row -> !row.confirmed())
                                .map(row -> new Due.Noted(
                                        Change.DONE,
                                        List.of(ground.due(ReceiptKind.HOLD_DROPPED, List.of(row.slot())))))
                                .orElse(Due.Noted.only(Change.MISSING)))
                .change();
        return change == Change.DONE ? HoldChange.DONE : HoldChange.MISSING;
    }

    /** Ends a hold before its date: {@link HoldChange#ASKED} by one person, {@link HoldChange#DONE} by another. */
    public HoldChange lift(HoldId id, PersonId person) {
        synchronized (seals.endings()) {
            Row row = ground.database()
                    .read(centre, rows -> HoldRows.find(rows, id))
                    .filter(Row::confirmed)
                    .orElse(null);
            if (row == null) {
                return HoldChange.MISSING;
            }
            Optional<PersonId> first = row.openLifter(seals.day())
                    .filter(lifter -> ground.database().read(centre, rows -> mayHold(rows, lifter.text())));
            if (first.isEmpty()) {
                return askToLift(id, person);
            }
            return first.get().equals(person) ? HoldChange.SAME_PERSON : end(row);
        }
    }

    private HoldChange askToLift(HoldId id, PersonId person) {
        return ground.database().write(centre, rows -> {
            int updated = rows.update("UPDATE hold SET lift_by = :person, lift_day = :day"
                            + " WHERE centre = :centre AND id = :id")
                    .bind("person", person.text())
                    .bind("day", seals.day())
                    .bind("id", id.text())
                    .execute();
            return updated == 1 ? HoldChange.ASKED : HoldChange.MISSING;
        });
    }

    /** The item's own end comes back first: with the row it would be lost. A kill between leaves the hold in force. */
    private HoldChange end(Row row) {
        KeyId item = ground.database()
                .read(centre, rows -> Optional.ofNullable(HoldRows.slotOf(rows, row.item())))
                .orElse(null);
        if (item != null) {
            seals.letGo(item);
        }
        Due due = ground.due(ReceiptKind.HOLD_ENDED, List.of(row.slot()));
        Change _ = ground.aftermath()
                .end(centre, rows -> new Due.Noted(Change.DONE, List.of(due)))
                .change();
        return HoldChange.DONE;
    }

    /** All of them that have not ended, the oldest first; one that does not open is left out. */
    public List<StoredHold> list() {
        List<Row> found = ground.database().read(centre, HoldRows::all);
        List<StoredHold> holds = new ArrayList<>(found.size());
        int today = seals.day();
        found.stream()
                .filter(row -> !row.lapsed(today))
                .forEach(row -> open(row, today).ifPresent(holds::add));
        return holds;
    }

    public Optional<StoredHold> find(HoldId id) {
        return list().stream().filter(hold -> hold.id().equals(id)).findFirst();
    }

    /** Until when a hold keeps an item; empty when none does. */
    public Optional<Instant> keeps(HoldItem item) {
        return ground.database()
                .read(centre, rows -> Optional.ofNullable(HoldRows.inForce(seals, rows, item)))
                .flatMap(row -> seals.end(row.slot()));
    }

    private Optional<StoredHold> open(Row row, int today) {
        Optional<String> reference;
        try {
            reference = HoldRows.reference(seals, centre, row);
        } catch (StoreException e) {
            return Optional.empty();
        }
        KeyId item = ground.database()
                .read(centre, rows -> Optional.ofNullable(HoldRows.slotOf(rows, row.item())))
                .orElse(null);
        Optional<Instant> itemEnd = item == null ? Optional.empty() : seals.end(item);
        return seals.end(row.slot())
                .filter(end -> reference.isPresent())
                .map(end -> new StoredHold(
                        row.id(),
                        row.item(),
                        reference.orElseThrow(),
                        end,
                        new PersonId(row.asker()),
                        PersonId.parse(row.confirmer()),
                        row.openLifter(today),
                        LocalDate.ofEpochDay(row.askedDay()),
                        item != null && seals.kept(item),
                        itemEnd));
    }

    /**
     * Puts off the ends of all that is held, as far as that was not done yet; gives the keys that are held. Where a row
     * is damaged the end stays as the key table has it.
     */
    Set<KeyId> putOffEnds() {
        Set<KeyId> held = new HashSet<>();
        for (Row row : ground.database().read(centre, HoldRows::all)) {
            KeyId item = ground.database()
                    .read(centre, rows -> Optional.ofNullable(HoldRows.slotOf(rows, row.item())))
                    .orElse(null);
            Optional<Instant> until = seals.end(row.slot()).filter(end -> seals.kept(row.slot()));
            if (item != null && row.confirmed() && until.isPresent()) {
                held.add(item);
                ownEnd(row).ifPresent(own -> seals.hold(item, own, until.get()));
            }
        }
        return held;
    }

    private Optional<Instant> ownEnd(Row row) {
        try {
            return HoldRows.ownEnd(seals, centre, row);
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    /** What of the holds is over: by their date, for want of a second person, or since the item is gone. */
    static List<Due> over(Ground ground, Rows rows, Set<KeyId> overdue) {
        List<Due> dues = new ArrayList<>();
        for (Row row : HoldRows.all(rows)) {
            @Nullable KeyId item = HoldRows.slotOf(rows, row.item());
            boolean gone = item == null || !ground.seals().holds(item);
            if (overdue.contains(row.slot()) || row.lapsed(ground.seals().day()) || gone) {
                ReceiptKind kind = row.confirmed() ? ReceiptKind.HOLD_ENDED : ReceiptKind.HOLD_DROPPED;
                dues.add(ground.due(kind, List.of(row.slot())));
            }
        }
        return dues;
    }

    /** The releases of plans that a hold keeps past their own end: they end as they would have. */
    static List<KeyId> releasesOver(Ground ground, Rows rows) {
        List<KeyId> over = new ArrayList<>();
        for (Row row : HoldRows.all(rows)) {
            @Nullable KeyId item = HoldRows.slotOf(rows, row.item());
            if (row.item().kind() == HoldItem.Kind.PLAN
                    && item != null
                    && !ground.seals().readable(item)) {
                over.addAll(Plans.releases(rows, new PlanId(row.item().id())));
            }
        }
        return over;
    }
}
