package org.stillcall.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stillcall.vault.KeyId;
import org.stillcall.vault.ReceiptKind;

/** Makes rows, keys and receipts agree again: after a kill, and when ends have come. */
final class Reconciling {
    /** How much ends in one step. */
    static final int BATCH = 100;

    private final Ground ground;
    private final Centres centres;
    /** The day on which what is too old was last dropped. */
    private int droppedDay = Integer.MIN_VALUE;
    /**
     * Keys destroyed while the database failed: their rows are still to be ended, by this process or the next start.
     */
    private Set<KeyId> behind = Set.of();

    Reconciling(Ground ground) {
        this.ground = ground;
        centres = new Centres(ground);
    }

    /** Runs before the first request, when every key that no row names is a remnant. */
    Reconciled run() {
        Seals seals = ground.seals();
        List<CentreId> all = centres.list();
        // First of all: with somebody else's key table, everything would look deleted.
        all.forEach(centres::requireOwnKeys);
        putOffEnds(all); // before anything that a hold keeps could be taken for overdue
        int receipts = 0;
        int rows = 0;
        Set<KeyId> named = new HashSet<>();
        for (CentreId centre : all) {
            receipts += ground.aftermath().resume(centre);
            giveNames(centre);
            List<Due> dues = keyless(centre);
            rows += dues.size();
            receipts += ended(centre, dues);
            named.addAll(named(centre));
        }
        Set<KeyId> orphans = new HashSet<>(seals.all());
        orphans.removeAll(named);
        orphans.removeIf(seals::isPresentNoteKey);
        long remnants = orphans.stream().filter(key -> !seals.isForNotes(key)).count();
        seals.destroy(orphans);
        return new Reconciled(rows, (int) remnants, receipts);
    }

    /**
     * Ends what is overdue, destroys keys whose rows a failing database refused, drops what is too old and the centre's
     * keys that nothing is sealed to any more. Whatever the database does, the keys whose end has come are destroyed:
     * their ends stand in the key table.
     */
    int purge() {
        synchronized (ground.seals().endings()) {
            return purgeAll();
        }
    }

    private void putOffEnds(List<CentreId> all) {
        Set<KeyId> held = new HashSet<>();
        all.forEach(centre -> held.addAll(new Holds(ground, centre).putOffEnds()));
        ground.seals().heldAre(held);
    }

    private int purgeAll() {
        Seals seals = ground.seals();
        try {
            putOffEnds(centres.list());
        } catch (StoreException e) {
            // the ends are in the key table as they were put off last
        }
        Set<KeyId> overdue = new HashSet<>(seals.overdue());
        overdue.addAll(behind);
        behind = Set.copyOf(overdue);
        Set<KeyId> doubtful = seals.doubtful();
        Set<KeyId> rowless = new HashSet<>(doubtful);
        List<CentreId> all;
        int ended = 0;
        try {
            all = centres.list();
            ground.aftermath().catchUp(all);
            for (CentreId centre : all) {
                ended += ended(centre, holdsOver(centre, overdue));
                ended += overdue.isEmpty() ? 0 : ended(centre, overdue(centre, overdue));
                if (!doubtful.isEmpty()) {
                    rowless.removeAll(named(centre));
                }
            }
        } finally {
            seals.destroy(overdue);
        }
        behind = Set.of();
        seals.destroy(rowless);
        seals.known(doubtful);
        ground.aftermath().tidy();
        ground.aftermath().renewNoteKey();
        // What was outdated last may have been sealed anew, changed, erased or ended since.
        all.forEach(centre -> new CentreKeys(ground, centre).dropOld());
        dropOld(all, seals.day());
        return ended;
    }

    /** Once a day. */
    private void dropOld(List<CentreId> all, int today) {
        if (droppedDay != today) {
            all.forEach(centre -> ground.database().write(centre, rows -> dropOld(rows, today)));
            droppedDay = today;
        }
    }

    private static int dropOld(Rows rows, int today) {
        return Alerts.dropOld(rows, today)
                + Devices.dropOld(rows, today)
                + Tallies.dropOld(rows, today)
                + PublishedMonths.dropOld(rows, today)
                + StoredProbes.dropOld(rows, today)
                + WithdrawnNumbers.dropOld(rows, today)
                + Bills.dropOld(rows, today);
    }

    private int ended(CentreId centre, List<Due> dues) {
        int receipts = 0;
        for (int from = 0; from < dues.size(); from += BATCH) {
            List<Due> batch = dues.subList(from, Math.min(dues.size(), from + BATCH));
            receipts += ground.aftermath()
                    .end(centre, rows -> new Due.Noted(Change.DONE, batch))
                    .receipts()
                    .size();
        }
        return receipts;
    }

    /** A due for each row of a plan, release or message whose key is gone; other keyless rows go without a receipt. */
    private List<Due> keyless(CentreId centre) {
        List<Due> dues = new ArrayList<>();
        for (String table : Aftermath.SLOTTED) {
            List<KeyId> slots = slots(centre, table).stream()
                    .filter(slot -> !ground.seals().holds(slot))
                    .toList();
            switch (table) {
                case "plan" -> slots.forEach(slot -> dues.add(ground.due(ReceiptKind.PLAN_ENDED, List.of(slot))));
                case "release" -> slots.forEach(slot -> dues.add(ground.due(ReceiptKind.RELEASE_ENDED, List.of(slot))));
                case "message" -> slots.forEach(slot -> dues.add(ground.due(ReceiptKind.MESSAGE_ENDED, List.of(slot))));
                default -> ground.database().write(centre, rows -> Aftermath.deleteUnder(rows, slots));
            }
        }
        return dues;
    }

    private List<Due> holdsOver(CentreId centre, Set<KeyId> overdue) {
        return ground.database().read(centre, rows -> {
            List<Due> dues = Holds.over(ground, rows, overdue);
            Holds.releasesOver(ground, rows)
                    .forEach(release -> dues.add(ground.due(ReceiptKind.RELEASE_ENDED, List.of(release))));
            return dues;
        });
    }

    private List<Due> overdue(CentreId centre, Set<KeyId> overdue) {
        return ground.database().read(centre, rows -> {
            List<Due> dues = new ArrayList<>();
            Set<KeyId> taken = new HashSet<>();
            for (KeyId slot : overdue) {
                for (String plan : rows.texts(
                        "SELECT id FROM plan WHERE centre = :centre AND slot = :slot",
                        query -> query.bind("slot", slot.text()))) {
                    dues.add(ground.due(ReceiptKind.PLAN_ENDED, List.of(slot)));
                    // A plan that was shortened takes its releases along.
                    rows
                            .texts(
                                    "SELECT slot FROM release WHERE centre = :centre AND plan = :plan",
                                    query -> query.bind("plan", plan))
                            .stream()
                            .map(Ground::keyOrNone)
                            .filter(taken::add)
                            .forEach(release -> dues.add(ground.due(ReceiptKind.RELEASE_ENDED, List.of(release))));
                }
            }
            for (KeyId slot : overdue) {
                long releases = rows.count(
                        "SELECT COUNT(*) FROM release WHERE centre = :centre AND slot = :slot",
                        query -> query.bind("slot", slot.text()));
                if (releases > 0 && taken.add(slot)) {
                    dues.add(ground.due(ReceiptKind.RELEASE_ENDED, List.of(slot)));
                }
                long messages = rows.count(
                        "SELECT COUNT(*) FROM message WHERE centre = :centre AND slot = :slot",
                        query -> query.bind("slot", slot.text()));
                if (messages > 0) {
                    dues.add(ground.due(ReceiptKind.MESSAGE_ENDED, List.of(slot)));
                }
            }
            return dues;
        });
    }

    /** A damaged row that names no key gets the name of one that nobody has: it is a row without a key from then on. */
    private void giveNames(CentreId centre) {
        for (String table : Aftermath.SLOTTED) {
            List<String> nameless = texts(centre, table).stream()
                    .filter(slot -> KeyId.parse(slot).isEmpty())
                    .toList();
            if (!nameless.isEmpty()) {
                ground.database().write(centre, rows -> giveNames(rows, table, nameless));
            }
        }
    }

    private static int giveNames(Rows rows, String table, List<String> nameless) {
        int named = 0;
        for (String slot : nameless) {
            named += rows.update("UPDATE " + table + " SET slot = :name WHERE centre = :centre AND slot = :slot")
                    .bind("name", Ground.keyOrNone(slot).text())
                    .bind("slot", slot)
                    .execute();
        }
        return named;
    }

    private List<KeyId> slots(CentreId centre, String table) {
        return texts(centre, table).stream().map(Ground::keyOrNone).toList();
    }

    private List<String> texts(CentreId centre, String table) {
        return ground.database()
                .read(
                        centre,
                        rows -> rows.texts("SELECT slot FROM " + table + " WHERE centre = :centre", query -> query));
    }

    private Set<KeyId> named(CentreId centre) {
        Set<KeyId> named = new HashSet<>(slots(centre, "centre"));
        for (String table : Aftermath.SLOTTED) {
            named.addAll(slots(centre, table));
        }
        return named;
    }
}
