package org.stillcall.store;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.stillcall.base.Label;

/**
 * Counts by name and month, of nobody. When something is written tells when it happened, so callers count in memory and
 * write on a fixed clock. Threads may share it.
 */
public final class Tallies {
    private static final int MONTHS = 12;

    private final Ground ground;
    private final CentreId centre;

    Tallies(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
    }

    /** Counts something of one label. */
    public Change add(Label name, int times) {
        return add(TallyName.of(name), times);
    }

    /** Counts {@code times} more in the present month; {@link Change#FULL} when a further tally does not fit. */
    public Change add(TallyName name, int times) {
        int month = month(ground.seals().day());
        return ground.database().write(centre, rows -> {
            int counted = rows.update("UPDATE tally SET times = times + :times"
                            + " WHERE centre = :centre AND name = :name AND month = :month")
                    .bind("times", times)
                    .bind("name", name.text())
                    .bind("month", month)
                    .execute();
            if (counted == 1) {
                return Change.DONE;
            }
            if (rows.count("SELECT COUNT(*) FROM tally WHERE centre = :centre") >= StoreLimits.TALLIES) {
                return Change.FULL;
            }
            rows.update("INSERT INTO tally (centre, name, month, times) VALUES (:centre, :name, :month, :times)")
                    .bind("name", name.text())
                    .bind("month", month)
                    .bind("times", times)
                    .execute();
            return Change.DONE;
        });
    }

    /** All tallies, by month and name. */
    public List<Tally> list() {
        return ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT name, month, times"
                                        + " FROM tally WHERE centre = :centre ORDER BY month, name")
                                .map((rs, context) -> new Tally(
                                        new TallyName(rs.getString("name")),
                                        monthOf(rs.getInt("month")),
                                        rs.getLong("times")))
                                .list());
    }

    /** Drops those that are too old. */
    static int dropOld(Rows rows, int today) {
        return rows.update("DELETE FROM tally WHERE centre = :centre AND month < :month")
                .bind("month", month(today) - StoreLimits.TALLY_MONTHS)
                .execute();
    }

    /** The first day of the month of the oldest one. */
    static Optional<LocalDate> oldest(Rows rows) {
        return rows.query("SELECT MIN(month) FROM tally WHERE centre = :centre")
                .mapTo(Integer.class)
                .findOne()
                .map(month -> LocalDate.of(month / MONTHS, month % MONTHS + 1, 1));
    }

    private static int month(int day) {
        return number(YearMonth.from(LocalDate.ofEpochDay(day)));
    }

    /** How a month stands in a table. */
    static int number(YearMonth month) {
        return month.getYear() * MONTHS + month.getMonthValue() - 1;
    }

    static YearMonth monthOf(int number) {
        return YearMonth.of(number / MONTHS, number % MONTHS + 1);
    }
}
