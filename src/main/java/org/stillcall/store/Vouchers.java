package org.stillcall.store;

import static org.stillcall.base.Contract.require;

import java.util.HashMap;
import java.util.Map;

/**
 * What browsers say to one another, over this server, of who may hold the centre's key: for a device, by its id, and
 * for the recovery sheet, that a colleague let it in ({@code docs/envelope-format.md}). The server can neither make one
 * nor tell whether it is right. One is kept for each generation of the centre's key that is kept. Threads may share it.
 */
public final class Vouchers {
    /** In place of a device's id. */
    public static final String SHEET = "recovery";

    private static final int LENGTH = 32;

    private final Ground ground;
    private final CentreId centre;

    Vouchers(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
    }

    /** Those of the present generation, by holder. */
    public Map<String, byte[]> present() {
        return ground.database().read(centre, rows -> {
            Map<String, byte[]> present = new HashMap<>();
            rows.query("SELECT holder, voucher FROM voucher WHERE centre = :centre"
                            + " AND generation = (SELECT generation FROM centre WHERE centre = :centre)")
                    .map((rs, context) -> Map.entry(rs.getString("holder"), rs.getBytes("voucher")))
                    .forEach(each -> present.put(each.getKey(), each.getValue()));
            return present;
        });
    }

    /**
     * Keeps these, by holder, in the place of others of that generation: before what they are for is let in, since one
     * without them is refused, and one of something that did not come about does no harm.
     */
    public void put(int generation, Map<String, byte[]> vouchers) {
        vouchers.values().forEach(voucher -> require(voucher.length == LENGTH, "A voucher has 32 bytes."));
        ground.database().write(centre, rows -> {
            for (Map.Entry<String, byte[]> each : vouchers.entrySet()) {
                rows.update("DELETE FROM voucher WHERE centre = :centre AND holder = :holder"
                                + " AND generation = :generation")
                        .bind("holder", each.getKey())
                        .bind("generation", generation)
                        .execute();
                rows.update("INSERT INTO voucher (centre, holder, generation, voucher)"
                                + " VALUES (:centre, :holder, :generation, :voucher)")
                        .bind("holder", each.getKey())
                        .bind("generation", generation)
                        .bind("voucher", each.getValue())
                        .execute();
            }
            return vouchers.size();
        });
    }

    /** Forgets a device's. */
    public void forget(DeviceId device) {
        ground.database().write(centre, rows -> forget(rows, device));
    }

    static int forget(Rows rows, DeviceId device) {
        return rows.update("DELETE FROM voucher WHERE centre = :centre AND holder = :holder")
                .bind("holder", device.text())
                .execute();
    }

    /** Forgets those of generations that are dropped, and those of devices that are gone. */
    static void forgetOld(Rows rows, int present) {
        rows.update("DELETE FROM voucher WHERE centre = :centre AND (generation < :present OR holder <> :sheet"
                        + " AND holder NOT IN (SELECT id FROM device WHERE centre = :centre))")
                .bind("present", present)
                .bind("sheet", SHEET)
                .execute();
    }
}
