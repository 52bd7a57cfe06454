package org.stillcall.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillcall.vault.KeyId;
import org.stillcall.vault.Receipt;
import org.stillcall.vault.ReceiptKind;

/**
 * The releases of information of one centre: envelopes, each under a key of its own that ends with it or with its plan,
 * whichever is first. Threads may share it.
 */
public final class Releases {
    private static final String COLUMNS = "id, plan, slot, version, generation, envelope, added_day";

    private final Ground ground;
    private final CentreId centre;

    Releases(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
    }

    /** Keeps a release of a plan; {@link Change#MOVED_ON} when sealed to another generation than the present one. */
    public Change create(NewRelease release) {
        Ground.requireSize(release.sealed());
        Optional<Instant> planEnd = planEnd(release.plan());
        if (planEnd.isEmpty()) {
            return Change.MISSING;
        }
        Instant end = release.end().isBefore(planEnd.get()) ? release.end() : planEnd.get();
        return ground.seals().withEnding(end, slot -> {
            byte[] sealed = ground.seals().seal(slot, place(release.id()), release.sealed());
            return ground.database().write(centre, rows -> insert(rows, release, slot, sealed));
        });
    }

    private Change insert(Rows rows, NewRelease release, KeyId slot, byte[] sealed) {
        if (Plans.version(rows, release.plan()).isEmpty()) {
            return Change.MISSING;
        }
        if (Centres.generation(rows) != release.generation()) {
            return Change.MOVED_ON;
        }
        if (rows.count(
                        "SELECT COUNT(*) FROM release WHERE centre = :centre AND id = :id",
                        query -> query.bind("id", release.id().text()))
                > 0) {
            return Change.EXISTS;
        }
        if (rows.count("SELECT COUNT(*) FROM release WHERE centre = :centre") >= StoreLimits.RELEASES) {
            return Change.FULL;
        }
        rows.update("INSERT INTO release (centre, id, plan, slot, version, generation, envelope, added_day)"
                        + " VALUES (:centre, :id, :plan, :slot, 1, :generation, :envelope, :day)")
                .bind("id", release.id().text())
                .bind("plan", release.plan().text())
                .bind("slot", slot.text())
                .bind("generation", release.generation())
                .bind("envelope", sealed)
                .bind("day", ground.seals().day())
                .execute();
        return Change.DONE;
    }

    private Optional<Instant> planEnd(PlanId plan) {
        return ground
                .database()
                .read(
                        centre,
                        rows -> rows.texts(
                                "SELECT slot FROM plan WHERE centre = :centre AND id = :id",
                                query -> query.bind("id", plan.text())))
                .stream()
                .map(Ground::keyOrNone)
                .filter(slot -> ground.seals().readable(slot))
                .findFirst()
                .flatMap(slot -> ground.seals().end(slot));
    }

    /** The releases of a plan that have not ended. */
    public List<StoredRelease> list(PlanId plan) {
        if (planEnd(plan).isEmpty()) {
            return List.of();
        }
        List<Row> found = ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT " + COLUMNS
                                        + " FROM release WHERE centre = :centre AND plan = :plan ORDER BY id")
                                .bind("plan", plan.text())
                                .map((rs, context) -> row(rs))
                                .list());
        List<StoredRelease> releases = new ArrayList<>(found.size());
        for (Row row : found) {
            openLatest(row).ifPresent(releases::add);
        }
        return releases;
    }

    Optional<StoredRelease> read(ReleaseId id) {
        return row(id).flatMap(this::openLatest);
    }

    private Optional<Row> row(ReleaseId id) {
        return ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT " + COLUMNS + " FROM release WHERE centre = :centre AND id = :id")
                                .bind("id", id.text())
                                .map((rs, context) -> row(rs))
                                .findOne());
    }

    /** Opens a row, or its next version when it was sealed anew, and its key destroyed, since it was read. */
    private Optional<StoredRelease> openLatest(Row row) {
        Optional<StoredRelease> release = open(row);
        if (release.isPresent() || ground.seals().holds(row.slot())) {
            return release;
        }
        return row(row.id()).filter(next -> !next.slot().equals(row.slot())).flatMap(this::openLatest);
    }

    /** Puts an envelope sealed anew in the place of {@code version}. */
    Change reseal(ReleaseId id, int version, byte[] envelope, int generation) {
        Ground.requireSize(envelope);
        Optional<StoredRelease> present = read(id);
        if (present.isEmpty()) {
            return Change.MISSING;
        }
        return ground.seals().replacing(List.of(present.get().end()), (fresh, replaced) -> {
            KeyId slot = fresh.getFirst();
            byte[] sealed = ground.seals().seal(slot, place(id), envelope);
            return ground.database().write(centre, rows -> {
                replaced.addAll(Ground.keyIds(rows.texts(
                        "SELECT slot FROM release WHERE centre = :centre AND id = :id",
                        query -> query.bind("id", id.text()))));
                if (Centres.generation(rows) != generation) {
                    return Change.MOVED_ON;
                }
                int updated = rows.update("UPDATE release SET slot = :slot, envelope = :envelope,"
                                + " generation = :generation, version = version + 1"
                                + " WHERE centre = :centre AND id = :id AND version = :version")
                        .bind("slot", slot.text())
                        .bind("envelope", sealed)
                        .bind("generation", generation)
                        .bind("id", id.text())
                        .bind("version", version)
                        .execute();
                return updated == 1 ? Change.DONE : Change.MOVED_ON;
            });
        });
    }

    /** Ends a release now: key, row, receipt. Empty when there is none. */
    public Optional<Receipt> revoke(ReleaseId id) {
        return ground.aftermath()
                .end(centre, rows -> {
                    List<KeyId> slots = Ground.keyIds(rows.texts(
                            "SELECT slot FROM release WHERE centre = :centre AND id = :id",
                            query -> query.bind("id", id.text())));
                    return slots.isEmpty()
                            ? Due.Noted.only(Change.MISSING)
                            : new Due.Noted(Change.DONE, List.of(ground.due(ReceiptKind.RELEASE_REVOKED, slots)));
                })
                .receipt();
    }

    private record Row(ReleaseId id, PlanId plan, KeyId slot, int version, int generation, byte[] envelope, int day) {}

    private static Row row(ResultSet rs) throws SQLException {
        return new Row(
                new ReleaseId(rs.getString("id")),
                new PlanId(rs.getString("plan")),
                Ground.keyOrNone(rs.getString("slot")),
                rs.getInt("version"),
                rs.getInt("generation"),
                rs.getBytes("envelope"),
                rs.getInt("added_day"));
    }

    private Optional<StoredRelease> open(Row row) {
        Optional<byte[]> envelope = ground.seals().open(row.slot(), place(row.id()), row.envelope());
        return ground.seals()
                .end(row.slot())
                .filter(end -> envelope.isPresent())
                .map(end -> new StoredRelease(
                        row.id(),
                        row.plan(),
                        row.version(),
                        row.generation(),
                        envelope.orElseThrow(),
                        end,
                        LocalDate.ofEpochDay(row.day())));
    }

    private Seals.Place place(ReleaseId id) {
        return new Seals.Place("release", "envelope", centre, id.text());
    }
}
