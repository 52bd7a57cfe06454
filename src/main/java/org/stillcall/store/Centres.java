package org.stillcall.store;

import static org.stillcall.base.Contract.require;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.stillcall.vault.KeyId;
import org.stillcall.vault.ReceiptKind;

/** The centres kept here, their keys' generations and their recovery sheets. Threads may share it. */
public final class Centres {
    private static final byte[] MARK = {'s', 't', 'i', 'l', 'l'};

    private final Ground ground;

    Centres(Ground ground) {
        this.ground = ground;
    }

    /** Makes a centre with its first coordinator and the recovery sheet's half, all in one step. */
    public Change make(NewCentre centre) {
        requireSettings(centre.settings());
        require(
                centre.first()
                        .person()
                        .filter(p -> p.role() == Role.COORDINATOR)
                        .isPresent(),
                "A centre's first person is a coordinator.");
        Entrance entrance = new Entrance(ground, centre.first());
        List<Instant> ends = new ArrayList<>(Collections.nCopies(3, Seals.NO_END));
        ends.addAll(entrance.ends());
        return ground.seals().withFresh(ends, fresh -> {
            return ground.aftermath()
                    .carryOut(
                            centre.id(),
                            () -> ground.database()
                                    .writeAll(handle -> make(handle, centre, entrance, fresh.iterator())))
                    .change();
        });
    }

    private Due.Noted make(Handle handle, NewCentre centre, Entrance entrance, Iterator<KeyId> fresh) {
        Rows rows = new Rows(handle, centre.id());
        if (rows.count("SELECT COUNT(*) FROM centre WHERE centre = :centre") > 0) {
            return Due.Noted.only(Change.EXISTS);
        }
        if (handle.createQuery("SELECT COUNT(*) FROM centre").mapTo(Long.class).one() >= StoreLimits.CENTRES) {
            return Due.Noted.only(Change.FULL);
        }
        KeyId slot = fresh.next();
        rows.update("INSERT INTO centre (centre, slot, mark, generation, rotation_due, settings, added_day)"
                        + " VALUES (:centre, :slot, :mark, 1, 0, :settings, :day)")
                .bind("slot", slot.text())
                .bind("mark", ground.seals().seal(slot, markPlace(centre.id()), MARK))
                .bind("settings", centre.settings())
                .bind("day", ground.seals().day())
                .execute();
        CentreKeys.insertGeneration(ground, rows, 1, centre.publicKey());
        insertSheet(rows, centre.recovery(), fresh.next());
        CentreKeys.insertForSheet(ground, rows, 1, centre.recoveryWrapped(), fresh.next());
        Due.Noted first = entrance.pass(rows, fresh);
        if (first.change() != Change.DONE) {
            throw new StoreException("A new centre's first device does not fit its key.");
        }
        List<Due> dues = new ArrayList<>();
        dues.add(ground.due(ReceiptKind.CENTRE_MADE));
        dues.addAll(first.dues());
        ground.aftermath().note(rows, dues);
        return new Due.Noted(Change.DONE, dues);
    }

    public Optional<Centre> find(CentreId id) {
        return ground.database()
                .read(
                        id,
                        rows -> rows.query("SELECT c.generation, c.settings, c.rotation_due,"
                                        + " c.added_day, k.public_key FROM centre c"
                                        + " JOIN centre_key k ON k.centre = c.centre AND k.generation = c.generation"
                                        + " WHERE c.centre = :centre")
                                .map((rs, context) -> new Centre(
                                        id,
                                        rs.getInt("generation"),
                                        rs.getBytes("public_key"),
                                        rs.getString("settings"),
                                        rs.getInt("rotation_due") == 1,
                                        LocalDate.ofEpochDay(rs.getInt("added_day"))))
                                .findOne());
    }

    /** The names of all centres, the oldest first; there is one unless a coalition hosts several. */
    public List<CentreId> list() {
        return ground.database()
                .readAll(handle -> handle.createQuery("SELECT centre FROM centre ORDER BY added_day, centre")
                        .mapTo(String.class)
                        .map(CentreId::new)
                        .list());
    }

    public Change settings(CentreId id, String settings) {
        requireSettings(settings);
        return ground.database()
                .write(
                        id,
                        rows -> rows.update("UPDATE centre SET settings = :settings WHERE centre = :centre")
                                                .bind("settings", settings)
                                                .execute()
                                        == 1
                                ? Change.DONE
                                : Change.MISSING);
    }

    /** The server's half of the recovery sheet; empty if its key is gone, as after an old backup: make a new sheet. */
    public Optional<Recovery> recovery(CentreId id) {
        record Sheet(KeyId slot, byte[] publicKey, byte[] recoveryKey, byte[] proofHash) {}
        Optional<Sheet> sheet = ground.database()
                .read(
                        id,
                        rows -> rows.query("SELECT slot, public_key, recovery_key, proof_hash"
                                        + " FROM sheet WHERE centre = :centre")
                                .map((rs, context) -> new Sheet(
                                        Ground.keyOrNone(rs.getString(1)),
                                        rs.getBytes(2),
                                        rs.getBytes(3),
                                        rs.getBytes(4)))
                                .findOne());
        return sheet.flatMap(found -> {
            Optional<byte[]> key =
                    ground.seals().open(found.slot(), sheetPlace("recovery_key", id), found.recoveryKey());
            Optional<byte[]> proof = ground.seals().open(found.slot(), sheetPlace("proof_hash", id), found.proofHash());
            Optional<byte[]> open = ground.seals().open(found.slot(), sheetPlace("public_key", id), found.publicKey());
            return key.isPresent() && proof.isPresent() && open.isPresent()
                    ? Optional.of(new Recovery(open.get(), key.get(), proof.get()))
                    : Optional.empty();
        });
    }

    /**
     * Puts a new recovery sheet in the place of the old one, whose keys are destroyed; {@code wrapped} has the centre's
     * key of every generation that is still kept ({@link Change#MOVED_ON} if not).
     */
    public Change newSheet(CentreId id, Recovery recovery, Map<Integer, byte[]> wrapped) {
        wrapped.values().forEach(Ground::requireSize);
        List<Instant> ends = Collections.nCopies(1 + wrapped.size(), Seals.NO_END);
        return ground.seals()
                .withFresh(
                        ends,
                        fresh -> ground.aftermath()
                                .run(id, rows -> newSheet(rows, recovery, wrapped, fresh.iterator()))
                                .change());
    }

    private Due.Noted newSheet(Rows rows, Recovery recovery, Map<Integer, byte[]> wrapped, Iterator<KeyId> fresh) {
        if (!CentreKeys.generations(rows).equals(wrapped.keySet())) {
            return Due.Noted.only(Change.MOVED_ON);
        }
        List<KeyId> old = Ground.keyIds(rows.texts(
                "SELECT slot FROM sheet WHERE centre = :centre"
                        + " UNION ALL SELECT slot FROM sheet_key WHERE centre = :centre",
                query -> query));
        rows.change("DELETE FROM sheet WHERE centre = :centre");
        rows.change("DELETE FROM sheet_key WHERE centre = :centre");
        insertSheet(rows, recovery, fresh.next());
        wrapped.forEach((generation, key) -> CentreKeys.insertForSheet(ground, rows, generation, key, fresh.next()));
        return new Due.Noted(Change.DONE, List.of(ground.due(ReceiptKind.SHEET_CHANGED, old)));
    }

    private void insertSheet(Rows rows, Recovery recovery, KeyId slot) {
        Ground.requireSize(recovery.sealed());
        rows.update("INSERT INTO sheet (centre, slot, public_key, recovery_key, proof_hash, added_day)"
                        + " VALUES (:centre, :slot, :public, :recovery, :proof, :day)")
                .bind("slot", slot.text())
                .bind(
                        "public",
                        ground.seals().seal(slot, sheetPlace("public_key", rows.centre()), recovery.publicKey()))
                .bind(
                        "recovery",
                        ground.seals().seal(slot, sheetPlace("recovery_key", rows.centre()), recovery.sealed()))
                .bind("proof", ground.seals().seal(slot, sheetPlace("proof_hash", rows.centre()), recovery.proofHash()))
                .bind("day", ground.seals().day())
                .execute();
    }

    /**
     * Changes the centre's key. {@link Change#MOVED_ON} unless the new generation is the next one, {@link
     * Change#MISSING} unless it is wrapped to exactly the devices that hold the key, {@link Change#FULL} while too many
     * older generations are still needed.
     */
    public Change rotate(CentreId id, Rotation rotation) {
        rotation.wrapped().values().forEach(Ground::requireSize);
        List<Instant> ends = Collections.nCopies(1 + rotation.wrapped().size(), Seals.NO_END);
        return ground.seals()
                .withFresh(
                        ends,
                        fresh -> ground.aftermath()
                                .run(id, rows -> rotate(rows, rotation, fresh.iterator()))
                                .change());
    }

    private Due.Noted rotate(Rows rows, Rotation rotation, Iterator<KeyId> fresh) {
        if (rotation.generation() != generation(rows) + 1) {
            return Due.Noted.only(Change.MOVED_ON);
        }
        Set<DeviceId> devices = new HashSet<>();
        rows.texts(
                        "SELECT d.id FROM device d JOIN person p ON p.centre = d.centre AND p.id = d.person"
                                + " WHERE d.centre = :centre AND p.role <> :host",
                        query -> query.bind("host", Role.HOST.name()))
                .forEach(device -> devices.add(new DeviceId(device)));
        if (!devices.equals(rotation.wrapped().keySet())) {
            return Due.Noted.only(Change.MISSING);
        }
        if (CentreKeys.generations(rows).size() >= StoreLimits.GENERATIONS) {
            return Due.Noted.only(Change.FULL);
        }
        int generation = rotation.generation();
        CentreKeys.insertGeneration(ground, rows, generation, rotation.publicKey());
        CentreKeys.insertForSheet(ground, rows, generation, rotation.recoveryWrapped(), fresh.next());
        rotation.wrapped()
                .forEach((device, wrapped) ->
                        CentreKeys.insert(ground, rows, device, generation, wrapped, fresh.next()));
        rows.update("UPDATE centre SET generation = :generation, rotation_due = 0 WHERE centre = :centre")
                .bind("generation", generation)
                .execute();
        return new Due.Noted(Change.DONE, List.of(ground.due(ReceiptKind.CENTRE_KEY_CHANGED)));
    }

    /** The present generation of the centre's key. */
    static int generation(Rows rows) {
        return (int) rows.count("SELECT generation FROM centre WHERE centre = :centre");
    }

    /** Names the key that lasts as long as the centre. */
    static KeyId slot(Rows rows) {
        return rows.texts("SELECT slot FROM centre WHERE centre = :centre", query -> query).stream()
                .map(Ground::keyOrNone)
                .findFirst()
                .orElseThrow(() -> new StoreException("There is no such centre."));
    }

    static void callForRotation(Rows rows) {
        rows.change("UPDATE centre SET rotation_due = 1 WHERE centre = :centre");
    }

    /** Refuses a key table that is not the one of this database, before anything is taken for deleted. */
    void requireOwnKeys(CentreId id) {
        record Mark(KeyId slot, byte[] sealed) {}
        Optional<Mark> mark = ground.database()
                .read(
                        id,
                        rows -> rows.query("SELECT slot, mark FROM centre WHERE centre = :centre")
                                .map((rs, context) -> new Mark(Ground.keyOrNone(rs.getString(1)), rs.getBytes(2)))
                                .findOne());
        boolean own = mark.flatMap(found -> ground.seals().open(found.slot(), markPlace(id), found.sealed()))
                .isPresent();
        if (!own) {
            throw new StoreException("The key table does not belong to this database, and nothing was changed:"
                    + " put the two together that belong together.");
        }
    }

    private static void requireSettings(String settings) {
        require(settings.length() <= StoreLimits.SETTINGS_CHARACTERS, "Settings have at most 65536 characters.");
    }

    private static Seals.Place markPlace(CentreId id) {
        return new Seals.Place("centre", "mark", id, id.text());
    }

    private static Seals.Place sheetPlace(String column, CentreId id) {
        return new Seals.Place("sheet", column, id, id.text());
    }
}
