package org.stillcall.store;

import java.util.List;
import java.util.Optional;
import org.stillcall.vault.KeyId;

/** What is kept of each person's duty, under a key for each row. Threads may share it. */
public final class Duties {
    private final Ground ground;
    private final CentreId centre;

    Duties(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
    }

    /** Puts it in the place of what was of that kind before; {@link Change#MISSING} when the person is gone. */
    public Change put(StoredDuty duty) {
        Ground.requireSize(duty.text());
        return ground.seals().replacing(List.of(Seals.NO_END), (fresh, replaced) -> {
            KeyId slot = fresh.getFirst();
            byte[] sealed = ground.seals().seal(slot, place(duty.person(), duty.kind()), duty.text());
            return ground.database().write(centre, rows -> put(rows, duty, new Sealed(slot, sealed), replaced));
        });
    }

    private record Sealed(KeyId slot, byte[] text) {}

    private static Change put(Rows rows, StoredDuty duty, Sealed sealed, List<KeyId> replaced) {
        if (!People.isThere(rows, duty.person())) {
            return Change.MISSING;
        }
        replaced.addAll(slots(rows, duty.person(), duty.kind()));
        rows.update("DELETE FROM duty WHERE centre = :centre AND person = :person AND kind = :kind")
                .bind("person", duty.person().text())
                .bind("kind", duty.kind().name())
                .execute();
        rows.update("INSERT INTO duty (centre, person, kind, slot, duty)"
                        + " VALUES (:centre, :person, :kind, :slot, :duty)")
                .bind("person", duty.person().text())
                .bind("kind", duty.kind().name())
                .bind("slot", sealed.slot().text())
                .bind("duty", sealed.text())
                .execute();
        return Change.DONE;
    }

    /** Ends it, its key first. */
    public void drop(PersonId person, DutyKind kind) {
        List<KeyId> slots = ground.database().read(centre, rows -> slots(rows, person, kind));
        ground.seals().destroy(slots);
        ground.database().write(centre, rows -> Aftermath.deleteUnder(rows, slots));
    }

    /** All that can be read. */
    public List<StoredDuty> list() {
        record Row(KeyId slot, StoredDuty sealed) {}
        List<Row> found = ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT person, kind, slot, duty FROM duty"
                                        + " WHERE centre = :centre ORDER BY person, kind")
                                .map((rs, context) -> new Row(
                                        Ground.keyOrNone(rs.getString(3)),
                                        new StoredDuty(
                                                new PersonId(rs.getString(1)),
                                                DutyKind.valueOf(rs.getString(2)),
                                                rs.getBytes(4))))
                                .list());
        return found.stream()
                .map(row -> open(row.slot(), row.sealed()))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<StoredDuty> open(KeyId slot, StoredDuty sealed) {
        return ground.seals()
                .open(slot, place(sealed.person(), sealed.kind()), sealed.text())
                .map(text -> new StoredDuty(sealed.person(), sealed.kind(), text));
    }

    private static List<KeyId> slots(Rows rows, PersonId person, DutyKind kind) {
        return Ground.keyIds(rows.texts(
                "SELECT slot FROM duty WHERE centre = :centre AND person = :person AND kind = :kind",
                query -> query.bind("person", person.text()).bind("kind", kind.name())));
    }

    private Seals.Place place(PersonId person, DutyKind kind) {
        return new Seals.Place("duty", "duty", centre, person.text() + '/' + kind);
    }
}
