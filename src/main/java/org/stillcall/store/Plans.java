package org.stillcall.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.stillcall.base.Contract.require;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;
import org.stillcall.vault.KeyId;
import org.stillcall.vault.Receipt;
import org.stillcall.vault.ReceiptKind;

/**
 * The contact plans of one centre. Programme, policy half and envelope stand sealed under the plan's own key, which
 * ends with the plan; every new version gets a new key, so that the old version is gone with the old key. Threads may
 * share it.
 */
public final class Plans {
    private static final String COLUMNS =
            "id, slot, version, generation, programme, policy, envelope, attempts, cap, added_day";

    private final Ground ground;
    private final CentreId centre;

    Plans(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
    }

    /**
     * Keeps a new plan as version 1. {@link Change#MOVED_ON} when its envelope is sealed to another than the present
     * generation of the centre's key, {@link Change#MISSING} when its end is over.
     */
    public Change create(NewPlan plan) {
        requireSound(plan);
        return ground.seals().withEnding(plan.end(), slot -> {
            Sealed sealed = seal(plan, slot);
            return ground.database().write(centre, rows -> insert(rows, plan, sealed));
        });
    }

    private Change insert(Rows rows, NewPlan plan, Sealed sealed) {
        if (Centres.generation(rows) != plan.generation()) {
            return Change.MOVED_ON;
        }
        if (version(rows, plan.id()).isPresent()) {
            return Change.EXISTS;
        }
        if (rows.count("SELECT COUNT(*) FROM plan WHERE centre = :centre") >= StoreLimits.PLANS) {
            return Change.FULL;
        }
        Update insert = rows.update("INSERT INTO plan"
                        + " (centre, id, slot, version, generation, programme, policy,"
                        + " envelope, attempts, cap, added_day)"
                        + " VALUES (:centre, :id, :slot, 1, :generation, :programme,"
                        + " :policy, :envelope, 0, :cap, :day)")
                .bind("day", ground.seals().day());
        bind(insert, plan, sealed).execute();
        return Change.DONE;
    }

    /** The plan, unless it ended. */
    public Optional<StoredPlan> read(PlanId id) {
        return row(id).flatMap(this::openLatest);
    }

    /** The plan, also past its end as long as a hold keeps it: for whoever the hold is for, not to call by. */
    public Optional<StoredPlan> readKept(PlanId id) {
        return row(id).flatMap(row -> openLatest(row, ground.seals()::openKept));
    }

    /** All plans that have not ended; one that does not open is left out. */
    public List<StoredPlan> list() {
        List<Row> found = ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT " + COLUMNS + " FROM plan WHERE centre = :centre ORDER BY id")
                                .map((rs, context) -> row(rs))
                                .list());
        List<StoredPlan> plans = new ArrayList<>(found.size());
        found.forEach(row -> openIfSound(row).ifPresent(plans::add));
        return plans;
    }

    /** One damaged row must not hide the others; reading it by its id says so. */
    private Optional<StoredPlan> openIfSound(Row row) {
        try {
            return openLatest(row);
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    /**
     * Puts {@code plan} in the place of {@code version} of it, as version + 1; {@link Change#MOVED_ON} when it is at
     * another version by now, or the centre's key at another generation. Attempts stay counted.
     */
    public Change replace(NewPlan plan, int version) {
        return replace(plan, version, Counting.GOES_ON);
    }

    /** The same for a plan that was agreed on anew: its attempts are counted from nought again. */
    public Change renew(NewPlan plan, int version) {
        Change change = replace(plan, version, Counting.ANEW);
        if (change == Change.DONE) {
            ground.attempts().forget(centre, plan.id());
        }
        return change;
    }

    private enum Counting {
        GOES_ON,
        ANEW
    }

    private Change replace(NewPlan plan, int version, Counting counting) {
        requireSound(plan);
        if (!plan.end().isAfter(ground.seals().now())) {
            return Change.MISSING;
        }
        List<Due> dues = duesOfReplacing(plan, counting);
        return ground.seals().replacing(List.of(plan.end()), (fresh, replaced) -> {
            Sealed sealed = seal(plan, fresh.getFirst());
            return ground.aftermath()
                    .run(centre, rows -> {
                        replaced.clear();
                        Change put = replace(rows, plan, version, sealed, replaced);
                        if (put == Change.DONE && counting == Counting.ANEW) {
                            rows.update("UPDATE plan SET attempts = 0 WHERE centre = :centre AND id = :id")
                                    .bind("id", plan.id().text())
                                    .execute();
                        }
                        return new Due.Noted(put, dues);
                    })
                    .change();
        });
    }

    /** A change of what people agreed on is receipted; that the same is sealed anew is not. */
    private List<Due> duesOfReplacing(NewPlan plan, Counting counting) {
        List<Due> dues = new ArrayList<>();
        if (read(plan.id())
                .filter(was -> !Arrays.equals(was.policy(), plan.policy()))
                .isPresent()) {
            dues.add(ground.due(ReceiptKind.RULE_CHANGED));
        }
        if (counting == Counting.ANEW) {
            dues.add(ground.due(ReceiptKind.PLAN_RENEWED));
        }
        return dues;
    }

    /**
     * Puts another policy half in the place of that of {@code version}, as version + 1: the server's own change, such
     * as a consent that is used up. It holds also while the envelope waits for being sealed to a new key.
     */
    public Change rewrite(PlanId id, int version, byte[] policy) {
        Ground.requireSize(policy);
        Optional<StoredPlan> present = read(id);
        if (present.isEmpty()) {
            return Change.MISSING;
        }
        StoredPlan was = present.get();
        if (was.version() != version) {
            return Change.MOVED_ON;
        }
        NewPlan plan = new NewPlan(id, was.programme(), policy, was.envelope(), was.generation(), was.end(), was.cap());
        return putAgain(plan, version);
    }

    /** Puts an envelope sealed anew in the place of {@code version}, also of a plan that a hold keeps. */
    Change reseal(PlanId id, int version, byte[] envelope, int generation) {
        Ground.requireSize(envelope);
        return readKept(id)
                .map(was -> putAgain(
                        new NewPlan(id, was.programme(), was.policy(), envelope, generation, was.end(), was.cap()),
                        version))
                .orElse(Change.MISSING);
    }

    /** The same plan under another key, which ends when its key does: a hold goes along. */
    private Change putAgain(NewPlan plan, int version) {
        Instant end =
                row(plan.id()).flatMap(row -> ground.seals().keyEnd(row.slot())).orElse(plan.end());
        return ground.seals().replacing(List.of(end), (fresh, replaced) -> {
            Sealed sealed = seal(plan, fresh.getFirst());
            return ground.database().write(centre, rows -> put(rows, plan, version, sealed, replaced));
        });
    }

    private Change replace(Rows rows, NewPlan plan, int version, Sealed sealed, List<KeyId> replaced) {
        if (HoldRows.inForce(ground.seals(), rows, HoldItem.of(plan.id())) != null) {
            return Change.HELD; // the version that is held would go
        }
        boolean another = version(rows, plan.id()).isPresent() && Centres.generation(rows) != plan.generation();
        return another ? Change.MOVED_ON : put(rows, plan, version, sealed, replaced);
    }

    private Change put(Rows rows, NewPlan plan, int version, Sealed sealed, List<KeyId> replaced) {
        List<String> slots = rows.texts(
                "SELECT slot FROM plan WHERE centre = :centre AND id = :id",
                query -> query.bind("id", plan.id().text()));
        if (slots.isEmpty() || !ground.seals().kept(Ground.keyId(slots.getFirst()))) {
            return Change.MISSING;
        }
        ground.seals().holdGoesAlong(Ground.keyId(slots.getFirst()), sealed.slot());
        Update update = rows.update("UPDATE plan SET slot = :slot, version = version + 1, generation = :generation,"
                        + " programme = :programme, policy = :policy, envelope = :envelope, cap = :cap"
                        + " WHERE centre = :centre AND id = :id AND version = :version")
                .bind("version", version);
        if (bind(update, plan, sealed).execute() != 1) {
            return Change.MOVED_ON;
        }
        replaced.addAll(Ground.keyIds(slots));
        return Change.DONE;
    }

    /**
     * Ends a plan and its releases now: keys, rows, receipts. Empty when there is none. Throws {@link HeldException}
     * where a hold keeps the plan: then it is out of use from now on, and its releases end.
     */
    public Optional<Receipt> delete(PlanId id) {
        Keeping keeping = new Keeping(ground, HoldItem.of(id));
        Optional<Receipt> receipt = ground.aftermath()
                .end(centre, rows -> {
                    List<KeyId> slots = Ground.keyIds(rows.texts(
                            "SELECT slot FROM plan WHERE centre = :centre AND id = :id",
                            query -> query.bind("id", id.text())));
                    if (slots.isEmpty()) {
                        return Due.Noted.only(Change.MISSING);
                    }
                    List<Due> dues = new ArrayList<>();
                    if (!keeping.keeps(rows, slots.getFirst())) {
                        dues.add(ground.due(ReceiptKind.PLAN_DELETED, slots));
                    }
                    for (KeyId release : releases(rows, id)) {
                        dues.add(ground.due(ReceiptKind.RELEASE_ENDED, List.of(release)));
                    }
                    return new Due.Noted(Change.DONE, dues);
                })
                .receipt();
        ground.attempts().forget(centre, id);
        keeping.refuseDeletion();
        return receipt;
    }

    /**
     * Counts an attempt to reach the survivor; {@link Change#FULL} when the plan allows no further one. It counts at
     * once, and is written down with {@link Store#writeAttempts}.
     */
    public Change attempted(PlanId id) {
        Optional<Row> found = row(id);
        if (found.isEmpty() || !ground.seals().readable(found.get().slot())) {
            return Change.MISSING;
        }
        boolean counted = ground.attempts().count(centre, id, () -> {
            Row now = row(id).orElse(found.get());
            return new Attempts.StoredAttempts(now.attempts(), now.cap());
        });
        return counted ? Change.DONE : Change.FULL;
    }

    static Optional<Integer> version(Rows rows, PlanId id) {
        return rows.query("SELECT version FROM plan WHERE centre = :centre AND id = :id")
                .bind("id", id.text())
                .mapTo(Integer.class)
                .findOne();
    }

    static List<KeyId> releases(Rows rows, PlanId id) {
        return Ground.keyIds(rows.texts(
                "SELECT slot FROM release WHERE centre = :centre AND plan = :plan",
                query -> query.bind("plan", id.text())));
    }

    private static void requireSound(NewPlan plan) {
        Ground.requireSize(plan.policy());
        Ground.requireSize(plan.envelope());
        require(plan.cap() >= 0 && plan.cap() <= StoreLimits.ATTEMPTS, "A plan allows 0 to 99 attempts.");
        require(!plan.programme().isEmpty() && plan.programme().length() <= 40, "A programme's name is 1 to 40 long.");
    }

    /** A plan's columns under its key. */
    record Sealed(KeyId slot, byte[] programme, byte[] policy, byte[] envelope) {}

    Sealed seal(NewPlan plan, KeyId slot) {
        Seals seals = ground.seals();
        return new Sealed(
                slot,
                seals.seal(slot, place("programme", plan.id()), plan.programme().getBytes(UTF_8)),
                seals.seal(slot, place("policy", plan.id()), plan.policy()),
                seals.seal(slot, place("envelope", plan.id()), plan.envelope()));
    }

    private static Update bind(Update statement, NewPlan plan, Sealed sealed) {
        return statement
                .bind("id", plan.id().text())
                .bind("slot", sealed.slot().text())
                .bind("generation", plan.generation())
                .bind("programme", sealed.programme())
                .bind("policy", sealed.policy())
                .bind("envelope", sealed.envelope())
                .bind("cap", plan.cap());
    }

    private record Row(PlanId id, Sealed sealed, int version, int generation, int attempts, int cap, int day) {
        KeyId slot() {
            return sealed.slot();
        }
    }

    private Optional<Row> row(PlanId id) {
        return ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT " + COLUMNS + " FROM plan WHERE centre = :centre AND id = :id")
                                .bind("id", id.text())
                                .map((rs, context) -> row(rs))
                                .findOne());
    }

    private static Row row(ResultSet rs) throws SQLException {
        return new Row(
                new PlanId(rs.getString("id")),
                new Sealed(
                        Ground.keyOrNone(rs.getString("slot")),
                        rs.getBytes("programme"),
                        rs.getBytes("policy"),
                        rs.getBytes("envelope")),
                rs.getInt("version"),
                rs.getInt("generation"),
                rs.getInt("attempts"),
                rs.getInt("cap"),
                rs.getInt("added_day"));
    }

    /** Opens a row, or its next version when it was replaced, and its key destroyed, since it was read. */
    private Optional<StoredPlan> openLatest(Row row) {
        return openLatest(row, ground.seals()::open);
    }

    private Optional<StoredPlan> openLatest(Row row, Seals.Opening opening) {
        Optional<StoredPlan> plan = open(row, opening);
        if (plan.isPresent() || ground.seals().holds(row.slot())) {
            return plan;
        }
        return row(row.id()).filter(next -> !next.slot().equals(row.slot())).flatMap(next -> openLatest(next, opening));
    }

    private Optional<StoredPlan> open(Row row, Seals.Opening opening) {
        Sealed sealed = row.sealed();
        Optional<byte[]> programme = opening.open(sealed.slot(), place("programme", row.id()), sealed.programme());
        Optional<byte[]> policy = opening.open(sealed.slot(), place("policy", row.id()), sealed.policy());
        Optional<byte[]> envelope = opening.open(sealed.slot(), place("envelope", row.id()), sealed.envelope());
        return ground.seals()
                .end(sealed.slot())
                .filter(end -> programme.isPresent() && policy.isPresent() && envelope.isPresent())
                .map(end -> new StoredPlan(
                        row.id(),
                        new String(programme.orElseThrow(), UTF_8),
                        row.version(),
                        row.generation(),
                        policy.orElseThrow(),
                        envelope.orElseThrow(),
                        end,
                        row.attempts() + ground.attempts().of(centre, row.id()),
                        row.cap(),
                        LocalDate.ofEpochDay(row.day())));
    }

    private Seals.Place place(String column, PlanId id) {
        return new Seals.Place("plan", column, centre, id.text());
    }
}
