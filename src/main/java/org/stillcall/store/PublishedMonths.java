package org.stillcall.store;

import static org.stillcall.base.Contract.require;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.stillcall.base.Label;

/**
 * What is shown of months that are over. Settled once: the counts it was made of are destroyed in the same step, and
 * nothing takes its place. Threads, and servers on one database, may share it: the first to settle a month has.
 */
public final class PublishedMonths {
    /** Of nobody whom calls are about, and shown as it is to coordinators, who answer for it. */
    public static final TallyName OVERRIDE = TallyName.of(new Label("override"));

    /** What a trunk's bill will come to: of nobody, for comparing with the bill; its other names follow. */
    public static final Label TRUNK = new Label("trunk");

    private static final String COUNTS = "name <> :override AND name NOT LIKE :trunks";
    private static final String TRUNKS = TRUNK.text() + " %";

    private final Ground ground;
    private final CentreId centre;

    PublishedMonths(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
    }

    /** Months that are over and of which counts are left, but for {@link #OVERRIDE} and those by {@link #TRUNK}. */
    public List<YearMonth> due() {
        int present = present();
        return ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT DISTINCT month FROM tally WHERE centre = :centre"
                                        + " AND month < :present AND " + COUNTS + " ORDER BY month")
                                .bind("present", present)
                                .bind("trunks", TRUNKS)
                                .bind("override", OVERRIDE.text())
                                .map((rs, context) -> Tallies.month(rs))
                                .list());
    }

    /** Settles what is shown of a month that is over, unless that is settled, and destroys its counts. */
    public void settle(YearMonth month, String shown) {
        require(!shown.isEmpty() && shown.length() <= StoreLimits.PUBLISHED_CHARACTERS, "What is shown has a length.");
        require(Tallies.month(month) < present(), "Only what is over can be settled.");
        int _ = ground.database().write(centre, rows -> {
            rows.update("INSERT INTO published (centre, month, shown) VALUES (:centre, :month, :shown)"
                            + " ON CONFLICT DO NOTHING")
                    .bind("month", Tallies.month(month))
                    .bind("shown", shown)
                    .execute();
            return rows.update("DELETE FROM tally WHERE centre = :centre AND month = :month AND " + COUNTS)
                    .bind("month", Tallies.month(month))
                    .bind("trunks", TRUNKS)
                    .bind("override", OVERRIDE.text())
                    .execute();
        });
    }

    /** All of them, the oldest first. */
    public List<PublishedMonth> list() {
        return ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT month, shown FROM published WHERE centre = :centre ORDER BY month")
                                .map((rs, context) -> new PublishedMonth(Tallies.month(rs), rs.getString("shown")))
                                .list());
    }

    int dropCounts() {
        int present = present();
        return ground.database()
                .write(
                        centre,
                        rows -> rows.update("DELETE FROM tally WHERE centre = :centre AND month < :present" + " AND "
                                        + COUNTS)
                                .bind("present", present)
                                .bind("trunks", TRUNKS)
                                .bind("override", OVERRIDE.text())
                                .execute());
    }

    static int dropOld(Rows rows, int today) {
        return rows.update("DELETE FROM published WHERE centre = :centre AND month < :month")
                .bind("month", Tallies.month(today) - StoreLimits.TALLY_MONTHS)
                .execute();
    }

    /** The first day of the oldest one. */
    static Optional<LocalDate> oldest(Rows rows) {
        return Tallies.firstDay(rows.query("SELECT MIN(month) FROM published WHERE centre = :centre"));
    }

    private int present() {
        return Tallies.month(ground.seals().day());
    }
}
