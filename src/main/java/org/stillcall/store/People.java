package org.stillcall.store;

import static org.stillcall.base.Contract.require;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillcall.vault.KeyId;
import org.stillcall.vault.Receipt;
import org.stillcall.vault.ReceiptKind;

/** The staff of one centre; a name stands under its person's key, a PIN's verifier under one of its own. */
public final class People {
    private static final String COLUMNS =
            "id, slot, version, role, name, generation, lock_seconds, lock_on_hide, added_day";
    private static final int LOCK_SECONDS = 30;
    private static final int LEAST_LOCK_SECONDS = 5;
    private static final int MOST_LOCK_SECONDS = 300;

    private final Ground ground;
    private final CentreId centre;

    People(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
    }

    /** Adds a person without a device. {@link Devices#letIn} adds both at once. */
    public Change add(NewPerson person) {
        Ground.requireSize(person.sealedName());
        return ground.seals()
                .withFresh(
                        List.of(Seals.NO_END),
                        fresh -> ground.aftermath()
                                .run(centre, rows -> {
                                    Change change = insert(ground, rows, person, fresh.getFirst());
                                    return change == Change.DONE
                                            ? new Due.Noted(change, List.of(ground.due(ReceiptKind.PERSON_ADDED)))
                                            : Due.Noted.only(change);
                                })
                                .change());
    }

    static Change insert(Ground ground, Rows rows, NewPerson person, KeyId slot) {
        if (isThere(rows, person.id())) {
            return Change.EXISTS;
        }
        if (Centres.generation(rows) != person.nameGeneration()) {
            return Change.MOVED_ON;
        }
        if (rows.count("SELECT COUNT(*) FROM person WHERE centre = :centre") >= StoreLimits.PEOPLE) {
            return Change.FULL;
        }
        rows.update("INSERT INTO person"
                        + " (centre, id, slot, version, role, name, generation, lock_seconds, lock_on_hide, added_day)"
                        + " VALUES (:centre, :id, :slot, 1, :role, :name, :generation, :lock, 0, :day)")
                .bind("id", person.id().text())
                .bind("slot", slot.text())
                .bind("role", person.role().name())
                .bind("name", ground.seals().seal(slot, namePlace(rows.centre(), person.id()), person.sealedName()))
                .bind("generation", person.nameGeneration())
                .bind("lock", LOCK_SECONDS)
                .bind("day", ground.seals().day())
                .execute();
        return Change.DONE;
    }

    static boolean isThere(Rows rows, PersonId id) {
        return rows.count(
                        "SELECT COUNT(*) FROM person WHERE centre = :centre AND id = :id",
                        query -> query.bind("id", id.text()))
                > 0;
    }

    public Optional<Person> find(PersonId id) {
        return row(id).flatMap(this::openLatest);
    }

    private Optional<Row> row(PersonId id) {
        return ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT " + COLUMNS + " FROM person WHERE centre = :centre AND id = :id")
                                .bind("id", id.text())
                                .map((rs, context) -> row(rs))
                                .findOne());
    }

    public List<Person> list() {
        List<Row> rows = ground.database()
                .read(
                        centre,
                        all -> all.query("SELECT " + COLUMNS + " FROM person WHERE centre = :centre ORDER BY id")
                                .map((rs, context) -> row(rs))
                                .list());
        List<Person> people = new ArrayList<>(rows.size());
        rows.forEach(row -> openLatest(row).ifPresent(people::add));
        return people;
    }

    /**
     * Changes a role; who becomes a host loses the centre's keys. {@link Change#LAST} for the only coordinator.
     */
    public Change changeRole(PersonId id, Role role) {
        return ground.aftermath()
                .run(centre, rows -> changeRole(rows, id, role))
                .change();
    }

    private Due.Noted changeRole(Rows rows, PersonId id, Role role) {
        List<String> present = rows.texts(
                "SELECT role FROM person WHERE centre = :centre AND id = :id", query -> query.bind("id", id.text()));
        if (present.isEmpty()) {
            return Due.Noted.only(Change.MISSING);
        }
        Role old = Role.valueOf(present.getFirst());
        if (old == role) {
            return Due.Noted.only(Change.DONE);
        }
        if (old == Role.COORDINATOR && coordinators(rows) == 1) {
            return Due.Noted.only(Change.LAST);
        }
        rows.update("UPDATE person SET role = :role WHERE centre = :centre AND id = :id")
                .bind("role", role.name())
                .bind("id", id.text())
                .execute();
        List<KeyId> lost = List.of();
        if (!role.holdsCentreKey()) {
            lost = keySlots(rows, id);
            Centres.callForRotation(rows);
        }
        return new Due.Noted(Change.DONE, List.of(ground.due(ReceiptKind.ROLE_CHANGED, lost)));
    }

    /** After how many seconds without a touch (5 to 300) a person's devices lock, and whether at once when hidden. */
    public Change lock(PersonId id, int lockSeconds, boolean lockOnHide) {
        require(
                lockSeconds >= LEAST_LOCK_SECONDS && lockSeconds <= MOST_LOCK_SECONDS,
                "A device locks after 5 to 300 seconds.");
        return ground.database()
                .write(
                        centre,
                        rows -> rows.update("UPDATE person SET lock_seconds = :seconds,"
                                                        + " lock_on_hide = :hide WHERE centre = :centre AND id = :id")
                                                .bind("seconds", lockSeconds)
                                                .bind("hide", lockOnHide ? 1 : 0)
                                                .bind("id", id.text())
                                                .execute()
                                        == 1
                                ? Change.DONE
                                : Change.MISSING);
    }

    /**
     * Removes a person with all devices, keys, passkeys and alerts. Empty, and nothing changed, for one who is not
     * there and for the only coordinator.
     */
    public Optional<Receipt> remove(PersonId id) {
        return ground.aftermath().end(centre, rows -> remove(rows, id)).receipt();
    }

    private Due.Noted remove(Rows rows, PersonId id) {
        List<String> found = rows.texts(
                "SELECT role FROM person WHERE centre = :centre AND id = :id", query -> query.bind("id", id.text()));
        if (found.isEmpty()) {
            return Due.Noted.only(Change.MISSING);
        }
        Role role = Role.valueOf(found.getFirst());
        if (role == Role.COORDINATOR && coordinators(rows) == 1) {
            return Due.Noted.only(Change.LAST);
        }
        List<KeyId> slots = new ArrayList<>(keySlots(rows, id));
        slots.addAll(Ground.keyIds(rows.texts(
                "SELECT slot FROM pin WHERE centre = :centre AND person = :id"
                        + " UNION ALL SELECT slot FROM duty WHERE centre = :centre AND person = :id"
                        + " UNION ALL SELECT slot FROM person WHERE centre = :centre AND id = :id",
                query -> query.bind("id", id.text()))));
        List<String> devices = rows.texts(
                "SELECT id FROM device WHERE centre = :centre AND person = :id", query -> query.bind("id", id.text()));
        for (String device : devices) {
            Devices.markWiped(ground, rows, new DeviceId(device));
        }
        rows.changeEach("DELETE FROM device WHERE centre = :centre AND id = :it", devices);
        if (role.holdsCentreKey() && !devices.isEmpty()) {
            Centres.callForRotation(rows);
        }
        return new Due.Noted(Change.DONE, List.of(ground.due(ReceiptKind.PERSON_REMOVED, slots)));
    }

    /** Puts a new name in the place of {@code version}; {@link Change#MOVED_ON} when it is at another by now. */
    public Change rename(PersonId id, int version, byte[] sealedName, int generation) {
        Ground.requireSize(sealedName);
        return ground.seals().replacing(List.of(Seals.NO_END), (fresh, replaced) -> {
            KeyId slot = fresh.getFirst();
            byte[] sealed = ground.seals().seal(slot, namePlace(centre, id), sealedName);
            return ground.database().write(centre, rows -> {
                List<String> slots = rows.texts(
                        "SELECT slot FROM person WHERE centre = :centre AND id = :id",
                        query -> query.bind("id", id.text()));
                if (slots.isEmpty()) {
                    return Change.MISSING;
                }
                if (Centres.generation(rows) != generation) {
                    return Change.MOVED_ON;
                }
                int updated = rows.update("UPDATE person SET slot = :slot, name = :name, generation = :generation,"
                                + " version = version + 1 WHERE centre = :centre AND id = :id AND version = :version")
                        .bind("slot", slot.text())
                        .bind("name", sealed)
                        .bind("generation", generation)
                        .bind("id", id.text())
                        .bind("version", version)
                        .execute();
                if (updated == 0) {
                    return Change.MOVED_ON;
                }
                replaced.addAll(Ground.keyIds(slots));
                return Change.DONE;
            });
        });
    }

    private static long coordinators(Rows rows) {
        return rows.count(
                "SELECT COUNT(*) FROM person WHERE centre = :centre AND role = :role",
                query -> query.bind("role", Role.COORDINATOR.name()));
    }

    private static List<KeyId> keySlots(Rows rows, PersonId id) {
        return Ground.keyIds(rows.texts(
                "SELECT w.slot FROM device_key w JOIN device d ON d.centre = w.centre AND d.id = w.device"
                        + " WHERE w.centre = :centre AND d.person = :person",
                query -> query.bind("person", id.text())));
    }

    private record Row(KeyId slot, byte[] name, Person person) {}

    private static Row row(ResultSet rs) throws SQLException {
        byte[] name = rs.getBytes("name");
        Person person = new Person(
                new PersonId(rs.getString("id")),
                Role.valueOf(rs.getString("role")),
                rs.getInt("version"),
                name,
                rs.getInt("generation"),
                LocalDate.ofEpochDay(rs.getInt("added_day")),
                rs.getInt("lock_seconds"),
                rs.getInt("lock_on_hide") == 1);
        return new Row(Ground.keyOrNone(rs.getString("slot")), name, person);
    }

    /** Opens a row, or its next version when it was renamed, and its key destroyed, since it was read. */
    private Optional<Person> openLatest(Row row) {
        Optional<Person> person = open(row);
        if (person.isPresent() || ground.seals().holds(row.slot())) {
            return person;
        }
        return row(row.person().id())
                .filter(next -> !next.slot().equals(row.slot()))
                .flatMap(this::openLatest);
    }

    private Optional<Person> open(Row row) {
        Person person = row.person();
        return ground.seals()
                .open(row.slot(), namePlace(centre, person.id()), row.name())
                .map(name -> new Person(
                        person.id(),
                        person.role(),
                        person.version(),
                        name,
                        person.nameGeneration(),
                        person.addedDay(),
                        person.lockSeconds(),
                        person.lockOnHide()));
    }

    private static Seals.Place namePlace(CentreId centre, PersonId id) {
        return new Seals.Place("person", "name", centre, id.text());
    }
}
