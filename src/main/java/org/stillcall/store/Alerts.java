package org.stillcall.store;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the staff of one centre should know of; at the limit the oldest goes. Threads may share it. */
public final class Alerts {
    private final Ground ground;
    private final CentreId centre;

    Alerts(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
    }

    /** Leaves an alert for a person; for one who is not there it does nothing. */
    public void raise(PersonId person, AlertKind kind) {
        raise(person, kind, null);
    }

    /** The same about somebody. */
    public void raise(PersonId person, AlertKind kind, @Nullable PersonId about) {
        ground.database().write(centre, rows -> {
            if (!People.isThere(rows, person)) {
                return Change.MISSING;
            }
            rows.update("DELETE FROM alert WHERE centre = :centre AND person = :person AND number <="
                            + " (SELECT MAX(number) FROM alert WHERE centre = :centre AND person = :person) - :kept")
                    .bind("person", person.text())
                    .bind("kept", StoreLimits.ALERTS_PER_PERSON - 1)
                    .execute();
            rows.update("INSERT INTO alert (centre, id, person, number, kind, about, day)"
                            + " VALUES (:centre, :id, :person,"
                            + " (SELECT COALESCE(MAX(number), 0) + 1 FROM alert"
                            + " WHERE centre = :centre AND person = :person), :kind, :about, :day)")
                    .bind("id", IdText.random(ground.randomness()))
                    .bind("person", person.text())
                    .bind("kind", kind.name())
                    .bind("about", about == null ? null : about.text())
                    .bind("day", ground.seals().day())
                    .execute();
            return Change.DONE;
        });
    }

    /** A person's alerts, the latest first. */
    public List<Alert> list(PersonId person) {
        return ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT id, kind, about, day FROM alert"
                                        + " WHERE centre = :centre AND person = :person ORDER BY number DESC")
                                .bind("person", person.text())
                                .map((rs, context) -> new Alert(
                                        new AlertId(rs.getString("id")),
                                        person,
                                        AlertKind.valueOf(rs.getString("kind")),
                                        about(rs.getString("about")),
                                        LocalDate.ofEpochDay(rs.getInt("day"))))
                                .list());
    }

    private static @Nullable PersonId about(@Nullable String id) {
        return id == null ? null : new PersonId(id);
    }

    /** Takes one of a person's alerts away; false when there is none. */
    public boolean dismiss(PersonId person, AlertId id) {
        return ground.database()
                .write(
                        centre,
                        rows -> rows.update("DELETE FROM alert WHERE centre = :centre AND"
                                                + " person = :person AND id = :id")
                                        .bind("person", person.text())
                                        .bind("id", id.text())
                                        .execute()
                                == 1);
    }

    /** Drops those that are too old. */
    static int dropOld(Rows rows, int today) {
        return rows.update("DELETE FROM alert WHERE centre = :centre AND day < :day")
                .bind("day", today - StoreLimits.ALERT_DAYS)
                .execute();
    }
}
