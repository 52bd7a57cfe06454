package org.stillcall.store;

import java.time.LocalDate;
import java.util.List;
import org.stillcall.base.Label;

/** Of each trunk and what a call by it shows, how the last test call went; of nobody. Threads may share it. */
public final class StoredProbes {
    private final Ground ground;
    private final CentreId centre;

    StoredProbes(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
    }

    /** In the place of what was kept of the same before; {@link Change#FULL} when a further one does not fit. */
    public Change put(Label trunk, Label mode, boolean passed) {
        int day = ground.seals().day();
        return ground.database().write(centre, rows -> {
            rows.update("DELETE FROM probe WHERE centre = :centre AND trunk = :trunk AND mode = :mode")
                    .bind("trunk", trunk.text())
                    .bind("mode", mode.text())
                    .execute();
            if (rows.count("SELECT COUNT(*) FROM probe WHERE centre = :centre") >= StoreLimits.PROBES) {
                rows.undo();
                return Change.FULL;
            }
            rows.update("INSERT INTO probe (centre, trunk, mode, passed, day)"
                            + " VALUES (:centre, :trunk, :mode, :passed, :day)")
                    .bind("trunk", trunk.text())
                    .bind("mode", mode.text())
                    .bind("passed", passed ? 1 : 0)
                    .bind("day", day)
                    .execute();
            return Change.DONE;
        });
    }

    /** All of them, by trunk and mode. */
    public List<StoredProbe> list() {
        return ground.database().read(centre, StoredProbes::of);
    }

    static List<StoredProbe> of(Rows rows) {
        return rows.query("SELECT trunk, mode, passed, day FROM probe WHERE centre = :centre ORDER BY trunk, mode")
                .map((rs, context) -> new StoredProbe(
                        new Label(rs.getString("trunk")),
                        new Label(rs.getString("mode")),
                        rs.getInt("passed") == 1,
                        LocalDate.ofEpochDay(rs.getInt("day"))))
                .list();
    }

    /** Drops those of trunks that are tested no more. */
    static int dropOld(Rows rows, int today) {
        return rows.update("DELETE FROM probe WHERE centre = :centre AND day < :day")
                .bind("day", today - StoreLimits.PROBE_DAYS)
                .execute();
    }
}
