package org.stillcall.store;

import java.util.List;
import java.util.Optional;
import org.stillcall.vault.KeyId;

/**
 * The PINs of one centre's staff: a verifier each, under a key of its own so that an ended PIN cannot be tried against
 * an old copy of the database, and how many wrong ones were tried. Threads may share it.
 */
public final class Pins {
    private final Ground ground;
    private final CentreId centre;

    Pins(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
    }

    /** Sets a person's PIN in place of the one before, with no failures counted. */
    public Change put(PersonId person, byte[] verifier) {
        Ground.requireSize(verifier);
        return ground.seals().replacing(List.of(Seals.NO_END), (fresh, replaced) -> {
            KeyId slot = fresh.getFirst();
            byte[] sealed = ground.seals().seal(slot, place(person), verifier);
            return ground.database().write(centre, rows -> put(rows, person, slot, sealed, replaced));
        });
    }

    private static Change put(Rows rows, PersonId person, KeyId slot, byte[] sealed, List<KeyId> replaced) {
        if (!People.isThere(rows, person)) {
            return Change.MISSING;
        }
        replaced.addAll(slots(rows, person));
        rows.update("DELETE FROM pin WHERE centre = :centre AND person = :person")
                .bind("person", person.text())
                .execute();
        rows.update("INSERT INTO pin (centre, person, slot, verifier, failures)"
                        + " VALUES (:centre, :person, :slot, :verifier, 0)")
                .bind("person", person.text())
                .bind("slot", slot.text())
                .bind("verifier", sealed)
                .execute();
        return Change.DONE;
    }

    /** The verifier of a person's PIN; empty if there is none. */
    public Optional<byte[]> find(PersonId person) {
        record Row(KeyId slot, byte[] verifier) {}
        return ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT slot, verifier FROM pin WHERE centre = :centre AND person = :person")
                                .bind("person", person.text())
                                .map((rs, context) -> new Row(Ground.keyOrNone(rs.getString(1)), rs.getBytes(2)))
                                .findOne())
                .flatMap(row -> ground.seals().open(row.slot(), place(person), row.verifier()));
    }

    /** Counts a wrong PIN and gives how many there were by now; 0 if there is no PIN. Count before comparing. */
    public int failed(PersonId person) {
        return ground.database().write(centre, rows -> {
            rows.update("UPDATE pin SET failures = failures + 1 WHERE centre = :centre AND person = :person")
                    .bind("person", person.text())
                    .execute();
            return rows.query("SELECT failures FROM pin WHERE centre = :centre AND person = :person")
                    .bind("person", person.text())
                    .mapTo(Integer.class)
                    .findOne()
                    .orElse(0);
        });
    }

    /** Forgets the wrong ones, after the right one. */
    public void held(PersonId person) {
        ground.database()
                .write(
                        centre,
                        rows -> rows.update("UPDATE pin SET failures = 0"
                                        + " WHERE centre = :centre AND person = :person AND failures > 0")
                                .bind("person", person.text())
                                .execute());
    }

    /** Ends a person's PIN, its key first. */
    public void drop(PersonId person) {
        List<KeyId> slots = ground.database().read(centre, rows -> slots(rows, person));
        ground.seals().destroy(slots);
        ground.database().write(centre, rows -> Aftermath.deleteUnder(rows, slots));
    }

    private static List<KeyId> slots(Rows rows, PersonId person) {
        return Ground.keyIds(rows.texts(
                "SELECT slot FROM pin WHERE centre = :centre AND person = :person",
                query -> query.bind("person", person.text())));
    }

    private Seals.Place place(PersonId person) {
        return new Seals.Place("pin", "verifier", centre, person.text());
    }
}
