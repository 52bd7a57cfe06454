package org.stillcall.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.statement.Query;
import org.stillcall.vault.KeyId;
import org.stillcall.vault.ReceiptKind;

/**
 * A centre's private keys, of each generation still needed, as wrapped to devices and to the recovery key; each wrapped
 * key stands under a key of its own. Threads may share it.
 */
public final class CentreKeys {
    private static final String SHEET = "sheet";

    private final Ground ground;
    private final CentreId centre;

    CentreKeys(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
    }

    /** What a device holds, the latest generation first; a wiped one nothing. */
    public List<WrappedKey> of(DeviceId device) {
        return open(
                device.text(),
                "SELECT w.generation, k.public_key, w.slot, w.wrapped FROM device_key w"
                        + " JOIN centre_key k ON k.centre = w.centre AND k.generation = w.generation"
                        + " WHERE w.centre = :centre AND w.device = :holder ORDER BY w.generation DESC",
                query -> query.bind("holder", device.text()));
    }

    /** What the recovery sheet opens, the latest generation first. */
    public List<WrappedKey> ofRecovery() {
        return open(
                SHEET,
                "SELECT w.generation, k.public_key, w.slot, w.wrapped FROM sheet_key w"
                        + " JOIN centre_key k ON k.centre = w.centre AND k.generation = w.generation"
                        + " WHERE w.centre = :centre ORDER BY w.generation DESC",
                query -> query);
    }

    private List<WrappedKey> open(String holder, String sql, Function<Query, Query> bind) {
        record Row(int generation, byte[] publicKey, KeyId slot, byte[] wrapped) {}
        List<Row> rows = ground.database()
                .read(
                        centre,
                        all -> bind.apply(all.query(sql))
                                .map((rs, context) -> new Row(
                                        rs.getInt(1),
                                        rs.getBytes(2),
                                        Ground.keyOrNone(rs.getString(3)),
                                        rs.getBytes(4)))
                                .list());
        List<WrappedKey> keys = new ArrayList<>();
        for (Row row : rows) {
            ground.seals()
                    .open(row.slot(), place(centre, holder, row.generation()), row.wrapped())
                    .ifPresent(wrapped -> keys.add(new WrappedKey(row.generation(), row.publicKey(), wrapped)));
        }
        return keys;
    }

    /**
     * Gives a device that is already in these generations in place of all that it held; {@link Change#MOVED_ON} unless
     * the present one is among them and all are still kept.
     */
    public Change put(DeviceId device, Map<Integer, byte[]> wrapped) {
        wrapped.values().forEach(Ground::requireSize);
        return ground.seals()
                .replacing(
                        Collections.nCopies(wrapped.size(), Seals.NO_END),
                        (fresh, replaced) -> ground.database()
                                .write(centre, rows -> put(rows, device, wrapped, fresh.iterator(), replaced)));
    }

    private Change put(
            Rows rows, DeviceId device, Map<Integer, byte[]> wrapped, Iterator<KeyId> fresh, List<KeyId> replaced) {
        long holders = rows.count(
                "SELECT COUNT(*) FROM device d JOIN person p ON p.centre = d.centre AND p.id = d.person"
                        + " WHERE d.centre = :centre AND d.id = :device AND p.role <> :host",
                query -> query.bind("device", device.text()).bind("host", Role.HOST.name()));
        if (holders == 0) {
            return Change.MISSING;
        }
        if (!wrapped.containsKey(Centres.generation(rows)) || !areKept(rows, wrapped.keySet())) {
            return Change.MOVED_ON;
        }
        replaced.addAll(slots(rows, device));
        rows.update("DELETE FROM device_key WHERE centre = :centre AND device = :device")
                .bind("device", device.text())
                .execute();
        wrapped.forEach((generation, key) -> insert(ground, rows, device, generation, key, fresh.next()));
        return Change.DONE;
    }

    /**
     * Destroys the wrapped keys of older generations, once nothing is sealed to them any more; false if there was none
     * to drop, or something still is.
     */
    public boolean dropOld() {
        boolean some = ground.database().read(centre, rows -> generations(rows).size() > 1 && Reseals.left(rows) == 0);
        return some && ground.aftermath().run(centre, this::dropOld).change() == Change.DONE;
    }

    private Due.Noted dropOld(Rows rows) {
        if (generations(rows).size() == 1) {
            return Due.Noted.only(Change.MISSING);
        }
        if (Reseals.left(rows) > 0) {
            return Due.Noted.only(Change.MOVED_ON);
        }
        int present = Centres.generation(rows);
        List<KeyId> slots = Ground.keyIds(rows.texts(
                "SELECT slot FROM device_key WHERE centre = :centre AND generation < :present"
                        + " UNION ALL SELECT slot FROM sheet_key WHERE centre = :centre AND generation < :present",
                query -> query.bind("present", present)));
        Vouchers.forgetOld(rows, present);
        rows.update("DELETE FROM centre_key WHERE centre = :centre AND generation < :present")
                .bind("present", present)
                .execute();
        return new Due.Noted(Change.DONE, List.of(ground.due(ReceiptKind.CENTRE_KEY_CHANGED, slots)));
    }

    static List<KeyId> slots(Rows rows, DeviceId device) {
        return Ground.keyIds(rows.texts(
                "SELECT slot FROM device_key WHERE centre = :centre AND device = :device",
                query -> query.bind("device", device.text())));
    }

    static Set<Integer> generations(Rows rows) {
        return new HashSet<>(rows.query("SELECT generation FROM centre_key WHERE centre = :centre")
                .mapTo(Integer.class)
                .list());
    }

    static boolean areKept(Rows rows, Set<Integer> wanted) {
        return generations(rows).containsAll(wanted);
    }

    static void insertGeneration(Ground ground, Rows rows, int generation, byte[] publicKey) {
        Ground.requireSize(publicKey);
        rows.update("INSERT INTO centre_key (centre, generation, public_key, added_day)"
                        + " VALUES (:centre, :generation, :key, :day)")
                .bind("generation", generation)
                .bind("key", publicKey)
                .bind("day", ground.seals().day())
                .execute();
    }

    static void insert(Ground ground, Rows rows, DeviceId device, int generation, byte[] wrapped, KeyId slot) {
        rows.update("INSERT INTO device_key (centre, generation, device, slot, wrapped)"
                        + " VALUES (:centre, :generation, :device, :slot, :wrapped)")
                .bind("generation", generation)
                .bind("device", device.text())
                .bind("slot", slot.text())
                .bind("wrapped", ground.seals().seal(slot, place(rows.centre(), device.text(), generation), wrapped))
                .execute();
    }

    static void insertForSheet(Ground ground, Rows rows, int generation, byte[] wrapped, KeyId slot) {
        Ground.requireSize(wrapped);
        rows.update("INSERT INTO sheet_key (centre, generation, slot, wrapped)"
                        + " VALUES (:centre, :generation, :slot, :wrapped)")
                .bind("generation", generation)
                .bind("slot", slot.text())
                .bind("wrapped", ground.seals().seal(slot, place(rows.centre(), SHEET, generation), wrapped))
                .execute();
    }

    private static Seals.Place place(CentreId centre, String holder, int generation) {
        return new Seals.Place("device_key", "wrapped", centre, holder + '/' + generation);
    }
}
