package org.stillcall.store;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stillcall.base.Label;

/** Of each trunk and month, that its bill was checked; of nobody. Threads may share it. */
public final class Bills {
    private final Ground ground;
    private final CentreId centre;

    Bills(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
    }

    /** In the place of an earlier check of the same; {@link Change#FULL} when a further one does not fit. */
    public Change put(StoredBill bill) {
        return ground.database().write(centre, rows -> {
            rows.update("DELETE FROM bill WHERE centre = :centre AND trunk = :trunk AND month = :month")
                    .bind("trunk", bill.trunk().text())
                    .bind("month", Tallies.month(bill.month()))
                    .execute();
            if (rows.count("SELECT COUNT(*) FROM bill WHERE centre = :centre") >= StoreLimits.BILLS) {
                rows.undo();
                return Change.FULL;
            }
            rows.update("INSERT INTO bill (centre, trunk, month, verdict, layout, day)"
                            + " VALUES (:centre, :trunk, :month, :verdict, :layout, :day)")
                    .bind("trunk", bill.trunk().text())
                    .bind("month", Tallies.month(bill.month()))
                    .bind("verdict", bill.verdict().text())
                    .bind("layout", bill.layout())
                    .bind("day", Math.toIntExact(bill.day().toEpochDay()))
                    .execute();
            return Change.DONE;
        });
    }

    /** All of them, by trunk and month. */
    public List<StoredBill> list() {
        return ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT trunk, month, verdict, layout, day FROM bill"
                                        + " WHERE centre = :centre ORDER BY trunk, month")
                                .map((rs, context) -> new StoredBill(
                                        new Label(rs.getString("trunk")),
                                        Tallies.month(rs),
                                        new Label(rs.getString("verdict")),
                                        rs.getString("layout"),
                                        LocalDate.ofEpochDay(rs.getInt("day"))))
                                .list());
    }

    /** How the files of that trunk's carrier were written the last time that one was checked. */
    public Optional<String> layout(Label trunk) {
        return list().stream()
                .filter(bill -> bill.trunk().equals(trunk))
                .max(Comparator.comparing(StoredBill::day).thenComparing(StoredBill::month))
                .map(StoredBill::layout);
    }

    /** The present month, by the clock that never goes back. */
    public YearMonth month() {
        return YearMonth.from(LocalDate.ofEpochDay(ground.seals().day()));
    }

    /** Drops those that are too old. */
    static int dropOld(Rows rows, int today) {
        return rows.update("DELETE FROM bill WHERE centre = :centre AND day < :day")
                .bind("day", today - StoreLimits.BILL_DAYS)
                .execute();
    }
}
