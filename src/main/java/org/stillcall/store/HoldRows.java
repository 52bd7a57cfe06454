package org.stillcall.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.vault.KeyId;

/** The rows of holds, and what they say of the rows that they keep. One whose end stands noted is over. */
final class HoldRows {
    private static final String SELECT = "SELECT id, slot, kind, item, reference, own_end, asked_by, confirmed_by,"
            + " lift_by, asked_day, lift_day FROM hold WHERE centre = :centre"
            + " AND slot NOT IN (SELECT slot FROM owed_receipt WHERE centre = :centre)";

    private HoldRows() {}

    /** @param confirmer empty while nobody confirmed it */
    record Row(
            HoldId id,
            KeyId slot,
            HoldItem item,
            byte[] reference,
            byte[] ownEnd,
            String asker,
            String confirmer,
            String lifter,
            int askedDay,
            int liftDay) {
        boolean confirmed() {
            return !confirmer.isEmpty();
        }

        /** Whether nobody confirmed it in time; what was confirmed is never too old. */
        boolean lapsed(int today) {
            return !confirmed() && askedDay + StoreLimits.HOLD_ASKED_DAYS < today;
        }

        /** Who asked that it end sooner, as long as that may be confirmed. */
        Optional<PersonId> openLifter(int today) {
            return lifter.isEmpty() || liftDay + StoreLimits.HOLD_ASKED_DAYS < today
                    ? Optional.empty()
                    : PersonId.parse(lifter);
        }
    }

    static List<Row> all(Rows rows) {
        return rows.query(SELECT + " ORDER BY asked_day, id")
                .map((rs, context) -> row(rs))
                .list();
    }

    static Optional<Row> find(Rows rows, HoldId id) {
        return rows.query(SELECT + " AND id = :id")
                .bind("id", id.text())
                .map((rs, context) -> row(rs))
                .findOne();
    }

    static Optional<Row> find(Rows rows, HoldItem item) {
        return rows.query(SELECT + " AND kind = :kind AND item = :item")
                .bind("kind", item.kind().name())
                .bind("item", item.id())
                .map((rs, context) -> row(rs))
                .findOne();
    }

    private static Row row(ResultSet rs) throws SQLException {
        return new Row(
                new HoldId(rs.getString("id")),
                Ground.keyOrNone(rs.getString("slot")),
                new HoldItem(HoldItem.Kind.valueOf(rs.getString("kind")), rs.getString("item")),
                rs.getBytes("reference"),
                rs.getBytes("own_end"),
                rs.getString("asked_by"),
                rs.getString("confirmed_by"),
                rs.getString("lift_by"),
                rs.getInt("asked_day"),
                rs.getInt("lift_day"));
    }

    /** The hold that keeps an item now; null when none does. */
    static @Nullable Row inForce(Seals seals, Rows rows, HoldItem item) {
        return find(rows, item)
                .filter(row -> row.confirmed() && seals.kept(row.slot()))
                .orElse(null);
    }

    /** The key under which an item stands; null when there is no such item. */
    static @Nullable KeyId slotOf(Rows rows, HoldItem item) {
        List<String> slots = rows.texts(
                "SELECT slot FROM " + item.kind().table() + " WHERE centre = :centre AND id = :id",
                query -> query.bind("id", item.id()));
        return slots.isEmpty() ? null : Ground.keyOrNone(slots.getFirst());
    }

    static void writeOwnEnd(Seals seals, Rows rows, Row hold, Instant end) {
        rows.update("UPDATE hold SET own_end = :end WHERE centre = :centre AND id = :id")
                .bind("end", sealEnd(seals, rows.centre(), hold.id(), hold.slot(), end))
                .bind("id", hold.id().text())
                .execute();
    }

    static byte[] sealEnd(Seals seals, CentreId centre, HoldId id, KeyId slot, Instant end) {
        byte[] seconds =
                ByteBuffer.allocate(Long.BYTES).putLong(end.getEpochSecond()).array();
        return seals.seal(slot, place("own_end", centre, id), seconds);
    }

    static byte[] sealReference(Seals seals, CentreId centre, HoldId id, KeyId slot, String reference) {
        return seals.seal(slot, place("reference", centre, id), reference.getBytes(UTF_8));
    }

    /** The end of its own that the item had; empty when the hold's key is gone or its end has come. */
    static Optional<Instant> ownEnd(Seals seals, CentreId centre, Row hold) {
        return seals.open(hold.slot(), place("own_end", centre, hold.id()), hold.ownEnd())
                .map(bytes -> Instant.ofEpochSecond(ByteBuffer.wrap(bytes).getLong()));
    }

    static Optional<String> reference(Seals seals, CentreId centre, Row hold) {
        return seals.open(hold.slot(), place("reference", centre, hold.id()), hold.reference())
                .map(bytes -> new String(bytes, UTF_8));
    }

    private static Seals.Place place(String column, CentreId centre, HoldId id) {
        return new Seals.Place("hold", column, centre, id.text());
    }
}
