package org.stillcall.store;

import java.util.List;
import java.util.Optional;
import org.stillcall.vault.KeyId;

/** The shifts of one centre, under a key for each version. Threads may share it. */
public final class Shifts {
    private final Ground ground;
    private final CentreId centre;

    Shifts(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
    }

    /** Adds a shift, at version 1. */
    public Change add(ShiftId id, byte[] text) {
        Ground.requireSize(text);
        return ground.seals().withFresh(List.of(Seals.NO_END), fresh -> {
            KeyId slot = fresh.getFirst();
            byte[] sealed = ground.seals().seal(slot, place(id), text);
            return ground.database().write(centre, rows -> add(rows, id, slot, sealed));
        });
    }

    private static Change add(Rows rows, ShiftId id, KeyId slot, byte[] sealed) {
        if (!slots(rows, id).isEmpty()) {
            return Change.EXISTS;
        }
        if (rows.count("SELECT COUNT(*) FROM shift WHERE centre = :centre") >= StoreLimits.SHIFTS) {
            return Change.FULL;
        }
        rows.update("INSERT INTO shift (centre, id, slot, version, shift) VALUES (:centre, :id, :slot, 1, :shift)")
                .bind("id", id.text())
                .bind("slot", slot.text())
                .bind("shift", sealed)
                .execute();
        return Change.DONE;
    }

    /** Puts a new text in the place of that version; {@link Change#MOVED_ON} when it is at another by now. */
    public Change replace(StoredShift next) {
        Ground.requireSize(next.text());
        return ground.seals().replacing(List.of(Seals.NO_END), (fresh, replaced) -> {
            KeyId slot = fresh.getFirst();
            byte[] sealed = ground.seals().seal(slot, place(next.id()), next.text());
            return ground.database().write(centre, rows -> {
                List<KeyId> slots = slots(rows, next.id());
                if (slots.isEmpty()) {
                    return Change.MISSING;
                }
                int updated = rows.update("UPDATE shift SET slot = :slot, shift = :shift, version = version + 1"
                                + " WHERE centre = :centre AND id = :id AND version = :version")
                        .bind("slot", slot.text())
                        .bind("shift", sealed)
                        .bind("id", next.id().text())
                        .bind("version", next.version())
                        .execute();
                if (updated == 0) {
                    return Change.MOVED_ON;
                }
                replaced.addAll(slots);
                return Change.DONE;
            });
        });
    }

    /** Ends a shift, its key first. */
    public Change drop(ShiftId id) {
        List<KeyId> slots = ground.database().read(centre, rows -> slots(rows, id));
        ground.seals().destroy(slots);
        return ground.database().write(centre, rows -> Aftermath.deleteUnder(rows, slots)) > 0
                ? Change.DONE
                : Change.MISSING;
    }

    /** All that can be read. */
    public List<StoredShift> list() {
        record Row(KeyId slot, StoredShift sealed) {}
        List<Row> found = ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT id, version, slot, shift FROM shift WHERE centre = :centre"
                                        + " ORDER BY id")
                                .map((rs, context) -> new Row(
                                        Ground.keyOrNone(rs.getString(3)),
                                        new StoredShift(new ShiftId(rs.getString(1)), rs.getInt(2), rs.getBytes(4))))
                                .list());
        return found.stream()
                .map(row -> open(row.slot(), row.sealed()))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<StoredShift> open(KeyId slot, StoredShift sealed) {
        return ground.seals()
                .open(slot, place(sealed.id()), sealed.text())
                .map(text -> new StoredShift(sealed.id(), sealed.version(), text));
    }

    private static List<KeyId> slots(Rows rows, ShiftId id) {
        return Ground.keyIds(rows.texts(
                "SELECT slot FROM shift WHERE centre = :centre AND id = :id", query -> query.bind("id", id.text())));
    }

    private Seals.Place place(ShiftId id) {
        return new Seals.Place("shift", "shift", centre, id.text());
    }
}
