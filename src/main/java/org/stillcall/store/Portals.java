package org.stillcall.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.stillcall.vault.KeyId;

/**
 * One centre's register of carriers' portals: what the server goes by and an envelope with names, both under a key for
 * each version; in clear only the day of the next review. Threads may share it.
 */
public final class Portals {
    private static final String COLUMNS = "id, version, generation, settled, envelope, review_day, slot";

    private final Ground ground;
    private final CentreId centre;

    Portals(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
    }

    /** Adds an entry, at version 1; {@link Change#MOVED_ON} when sealed to another generation than the present one. */
    public Change add(StoredPortal portal) {
        requireSizes(portal);
        return ground.seals().withFresh(List.of(Seals.NO_END), fresh -> {
            Sealed sealed = sealed(fresh.getFirst(), portal);
            return ground.database().write(centre, rows -> add(rows, portal, sealed));
        });
    }

    private Change add(Rows rows, StoredPortal portal, Sealed sealed) {
        if (Centres.generation(rows) != portal.generation()) {
            return Change.MOVED_ON;
        }
        if (!slots(rows, portal.id()).isEmpty()) {
            return Change.EXISTS;
        }
        if (rows.count("SELECT COUNT(*) FROM portal WHERE centre = :centre") >= StoreLimits.PORTALS) {
            return Change.FULL;
        }
        rows.update("INSERT INTO portal"
                        + " (centre, id, slot, version, generation, settled, envelope, review_day, added_day) VALUES"
                        + " (:centre, :id, :slot, 1, :generation, :settled, :envelope, :review, :day)")
                .bind("id", portal.id().text())
                .bind("slot", sealed.slot().text())
                .bind("generation", portal.generation())
                .bind("settled", sealed.settled())
                .bind("envelope", sealed.envelope())
                .bind("review", day(portal.reviewDay()))
                .bind("day", ground.seals().day())
                .execute();
        return Change.DONE;
    }

    /**
     * Puts another in the place of that version; {@link Change#MOVED_ON} when it is at another by now, or sealed to
     * neither the present generation nor its own of before.
     */
    public Change replace(StoredPortal next) {
        requireSizes(next);
        return ground.seals().replacing(List.of(Seals.NO_END), (fresh, replaced) -> {
            Sealed sealed = sealed(fresh.getFirst(), next);
            return ground.database().write(centre, rows -> replace(rows, next, sealed, replaced));
        });
    }

    private static Change replace(Rows rows, StoredPortal next, Sealed sealed, List<KeyId> replaced) {
        List<KeyId> slots = slots(rows, next.id());
        if (slots.isEmpty()) {
            return Change.MISSING;
        }
        int updated = rows.update("UPDATE portal SET slot = :slot, settled = :settled, envelope = :envelope,"
                        + " generation = :generation, review_day = :review, version = version + 1"
                        + " WHERE centre = :centre AND id = :id AND version = :version"
                        + " AND (generation = :generation OR :generation = :present)")
                .bind("slot", sealed.slot().text())
                .bind("settled", sealed.settled())
                .bind("envelope", sealed.envelope())
                .bind("generation", next.generation())
                .bind("present", Centres.generation(rows))
                .bind("review", day(next.reviewDay()))
                .bind("id", next.id().text())
                .bind("version", next.version())
                .execute();
        if (updated == 0) {
            return Change.MOVED_ON;
        }
        replaced.addAll(slots);
        return Change.DONE;
    }

    /** Puts an envelope sealed anew in the place of {@code version}. */
    Change reseal(PortalId id, int version, byte[] envelope, int generation) {
        return read(id).map(present -> replace(
                        new StoredPortal(id, version, generation, present.settled(), envelope, present.reviewDay())))
                .orElse(Change.MISSING);
    }

    /** Ends an entry, its key first. */
    public Change drop(PortalId id) {
        List<KeyId> slots = ground.database().read(centre, rows -> slots(rows, id));
        ground.seals().destroy(slots);
        return ground.database().write(centre, rows -> Aftermath.deleteUnder(rows, slots)) > 0
                ? Change.DONE
                : Change.MISSING;
    }

    private record Row(KeyId slot, StoredPortal sealed) {}

    /** All that can be read. */
    public List<StoredPortal> list() {
        return ground
                .database()
                .read(
                        centre,
                        rows -> rows.query("SELECT " + COLUMNS + " FROM portal WHERE centre = :centre ORDER BY id")
                                .map((rs, context) -> row(rs))
                                .list())
                .stream()
                .map(this::open)
                .flatMap(Optional::stream)
                .toList();
    }

    /** One that can be read; when it was replaced, and its key destroyed, since it was fetched, its next version. */
    public Optional<StoredPortal> read(PortalId id) {
        Optional<Row> row = row(id);
        Optional<StoredPortal> opened = row.flatMap(this::open);
        return opened.isPresent() || row.isEmpty()
                ? opened
                : row(id).filter(next -> !next.slot().equals(row.get().slot())).flatMap(this::open);
    }

    private Optional<Row> row(PortalId id) {
        return ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT " + COLUMNS + " FROM portal WHERE centre = :centre AND id = :id")
                                .bind("id", id.text())
                                .map((rs, context) -> row(rs))
                                .findOne());
    }

    /** The days of the next reviews, which take no key. */
    static List<LocalDate> reviewDays(Rows rows) {
        return rows.query("SELECT review_day FROM portal WHERE centre = :centre ORDER BY review_day")
                .map((rs, context) -> LocalDate.ofEpochDay(rs.getInt(1)))
                .list();
    }

    private static Row row(ResultSet rs) throws SQLException {
        return new Row(
                Ground.keyOrNone(rs.getString("slot")),
                new StoredPortal(
                        new PortalId(rs.getString("id")),
                        rs.getInt("version"),
                        rs.getInt("generation"),
                        rs.getBytes("settled"),
                        rs.getBytes("envelope"),
                        LocalDate.ofEpochDay(rs.getInt("review_day"))));
    }

    private Optional<StoredPortal> open(Row row) {
        StoredPortal sealed = row.sealed();
        Optional<byte[]> settled = ground.seals().open(row.slot(), place("settled", sealed.id()), sealed.settled());
        Optional<byte[]> envelope = ground.seals().open(row.slot(), place("envelope", sealed.id()), sealed.envelope());
        return settled.isEmpty() || envelope.isEmpty()
                ? Optional.empty()
                : Optional.of(new StoredPortal(
                        sealed.id(),
                        sealed.version(),
                        sealed.generation(),
                        settled.get(),
                        envelope.get(),
                        sealed.reviewDay()));
    }

    private record Sealed(KeyId slot, byte[] settled, byte[] envelope) {}

    private Sealed sealed(KeyId slot, StoredPortal portal) {
        return new Sealed(
                slot,
                ground.seals().seal(slot, place("settled", portal.id()), portal.settled()),
                ground.seals().seal(slot, place("envelope", portal.id()), portal.envelope()));
    }

    private static void requireSizes(StoredPortal portal) {
        Ground.requireSize(portal.settled());
        Ground.requireSize(portal.envelope());
    }

    private static int day(LocalDate day) {
        return Math.toIntExact(day.toEpochDay());
    }

    private static List<KeyId> slots(Rows rows, PortalId id) {
        return Ground.keyIds(rows.texts(
                "SELECT slot FROM portal WHERE centre = :centre AND id = :id", query -> query.bind("id", id.text())));
    }

    private Seals.Place place(String column, PortalId id) {
        return new Seals.Place("portal", column, centre, id.text());
    }
}
