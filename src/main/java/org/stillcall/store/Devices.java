package org.stillcall.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.stillcall.vault.KeyId;
import org.stillcall.vault.Receipt;
import org.stillcall.vault.ReceiptKind;

/** The devices of one centre, and those that were wiped and may not know it yet. Threads may share it. */
public final class Devices {
    private static final String COLUMNS = "id, person, kind, public_key, added_day, last_used_day";

    private final Ground ground;
    private final CentreId centre;

    Devices(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
    }

    /**
     * Lets a device in, with its passkey, its keys and, if new, its person. {@link Change#MOVED_ON} unless the keys are
     * right: the present generation and others still kept, or none at all for a host.
     */
    public Change letIn(Arrival arrival) {
        Entrance entrance = new Entrance(ground, arrival);
        return ground.seals()
                .withFresh(
                        entrance.ends(),
                        fresh -> ground.aftermath()
                                .run(centre, rows -> entrance.pass(rows, fresh.iterator()))
                                .change());
    }

    public Optional<Device> find(DeviceId id) {
        return ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT " + COLUMNS + " FROM device WHERE centre = :centre AND id = :id")
                                .bind("id", id.text())
                                .map(devices(rows))
                                .findOne());
    }

    public List<Device> list() {
        return ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT " + COLUMNS + " FROM device WHERE centre = :centre ORDER BY id")
                                .map(devices(rows))
                                .list());
    }

    public List<Device> of(PersonId person) {
        return ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT " + COLUMNS
                                        + " FROM device WHERE centre = :centre AND person = :person ORDER BY id")
                                .bind("person", person.text())
                                .map(devices(rows))
                                .list());
    }

    /** Notes that a device is used today; writes once a day only. */
    public void touch(DeviceId id) {
        int today = ground.seals().day();
        boolean known = find(id).filter(device -> device.lastUsedDay().toEpochDay() == today)
                .isPresent();
        if (!known) {
            ground.database()
                    .write(
                            centre,
                            rows -> rows.update("UPDATE device SET last_used_day = :day"
                                            + " WHERE centre = :centre AND id = :id")
                                    .bind("day", today)
                                    .bind("id", id.text())
                                    .execute());
        }
    }

    /**
     * Wipes a device: it is forgotten with its passkeys, its wrapped keys are destroyed, the centre's key is due to be
     * changed, and that it was wiped is remembered for when it comes back. Empty when there is none.
     */
    public Optional<Receipt> wipe(DeviceId id) {
        return ground.aftermath()
                .end(centre, rows -> {
                    if (!isThere(rows, id)) {
                        return Due.Noted.only(Change.MISSING);
                    }
                    List<KeyId> slots = CentreKeys.slots(rows, id);
                    rows.update("DELETE FROM device WHERE centre = :centre AND id = :id")
                            .bind("id", id.text())
                            .execute();
                    markWiped(ground, rows, id);
                    Vouchers.forget(rows, id);
                    if (!slots.isEmpty()) {
                        Centres.callForRotation(rows);
                    }
                    return new Due.Noted(Change.DONE, List.of(ground.due(ReceiptKind.DEVICE_WIPED, slots)));
                })
                .receipt();
    }

    /** Whether a device was wiped and has not yet said that it cleared itself. */
    public boolean wiped(DeviceId id) {
        return ground.database().read(centre, rows -> wasWiped(rows, id));
    }

    /** A wiped device said that it cleared itself: true once. */
    public boolean cleared(DeviceId id) {
        return ground.database()
                .write(
                        centre,
                        rows -> rows.update("DELETE FROM wiped_device WHERE centre = :centre AND device = :id")
                                        .bind("id", id.text())
                                        .execute()
                                == 1);
    }

    static boolean isThere(Rows rows, DeviceId id) {
        return rows.count(
                        "SELECT COUNT(*) FROM device WHERE centre = :centre AND id = :id",
                        query -> query.bind("id", id.text()))
                > 0;
    }

    static boolean wasWiped(Rows rows, DeviceId id) {
        return rows.count(
                        "SELECT COUNT(*) FROM wiped_device WHERE centre = :centre AND device = :id",
                        query -> query.bind("id", id.text()))
                > 0;
    }

    static void markWiped(Ground ground, Rows rows, DeviceId id) {
        if (rows.count("SELECT COUNT(*) FROM wiped_device WHERE centre = :centre") >= StoreLimits.WIPED_DEVICES) {
            rows.change("DELETE FROM wiped_device WHERE centre = :centre AND device = (SELECT device FROM wiped_device"
                    + " WHERE centre = :centre ORDER BY day, device LIMIT 1)");
        }
        rows.update("INSERT INTO wiped_device (centre, device, day) VALUES (:centre, :device, :day)")
                .bind("device", id.text())
                .bind("day", ground.seals().day())
                .execute();
    }

    /** Forgets those wiped too long ago. */
    static int dropOld(Rows rows, int today) {
        return rows.update("DELETE FROM wiped_device WHERE centre = :centre AND day < :day")
                .bind("day", today - StoreLimits.WIPED_DAYS)
                .execute();
    }

    private RowMapper<Device> devices(Rows rows) {
        KeyId slot = Centres.slot(rows);
        return (rs, context) -> device(rs, slot);
    }

    private Device device(ResultSet rs, KeyId slot) throws SQLException {
        DeviceId id = new DeviceId(rs.getString("id"));
        PersonId person = new PersonId(rs.getString("person"));
        return new Device(
                id,
                person,
                DeviceKind.valueOf(rs.getString("kind")),
                ground.seals()
                        .open(slot, keyPlace(centre, id, person), rs.getBytes("public_key"))
                        .orElseThrow(() -> new StoreException("A device's key does not open: the centre's is gone.")),
                LocalDate.ofEpochDay(rs.getInt("added_day")),
                LocalDate.ofEpochDay(rs.getInt("last_used_day")));
    }

    /**
     * Where a device's public key stands sealed. It is no secret, but browsers wrap the centre's key to it: whoever can
     * write to the database, and to nothing else, must not be able to put in a key of theirs or another's device.
     */
    static Seals.Place keyPlace(CentreId centre, DeviceId id, PersonId person) {
        return new Seals.Place("device", "public_key", centre, id.text() + '/' + person.text());
    }
}
