package org.stillcall.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.stillcall.base.Contract.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillcall.vault.KeyId;

/**
 * The centre's own numbers that are lent to nobody for what networks show with them: never one of a person. Sealed
 * under
 * the key that lasts as long as the centre. Threads may share it.
 */
public final class WithdrawnNumbers {
    private static final int LONGEST = 15; // E.164

    private final Ground ground;
    private final CentreId centre;

    WithdrawnNumbers(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
    }

    /**
     * Keeps one, once; {@link Change#FULL} when a further one does not fit.
     *
     * @param e164 its digits, with its country code
     */
    public Change add(String e164) {
        require(!e164.isEmpty() && e164.length() <= LONGEST, "A number has 1 to 15 digits.");
        if (list().contains(e164)) {
            return Change.DONE;
        }
        String id = IdText.random(ground.randomness());
        int day = ground.seals().day();
        return ground.database().write(centre, rows -> {
            if (rows.count("SELECT COUNT(*) FROM withdrawn WHERE centre = :centre") >= StoreLimits.WITHDRAWN) {
                return Change.FULL;
            }
            byte[] sealed = ground.seals().seal(Centres.slot(rows), place(id), e164.getBytes(US_ASCII));
            rows.update("INSERT INTO withdrawn (centre, id, number, day) VALUES (:centre, :id, :number, :day)")
                    .bind("id", id)
                    .bind("number", sealed)
                    .bind("day", day)
                    .execute();
            return Change.DONE;
        });
    }

    /** All of them, in no order. */
    public List<String> list() {
        List<String> numbers = new ArrayList<>();
        rows().forEach(row -> row.open(this).ifPresent(numbers::add));
        return numbers;
    }

    /** Forgets all but these: what is not the centre's any more need not be kept from anybody. */
    public void retain(List<String> wanted) {
        List<String> gone = rows().stream()
                .filter(row -> row.open(this).filter(wanted::contains).isEmpty())
                .map(Row::id)
                .toList();
        if (!gone.isEmpty()) {
            ground.database()
                    .write(
                            centre,
                            rows -> rows.changeEach("DELETE FROM withdrawn WHERE centre = :centre AND id = :it", gone));
        }
    }

    private record Row(KeyId slot, String id, byte[] sealed) {
        Optional<String> open(WithdrawnNumbers of) {
            return of.ground.seals().open(slot, of.place(id), sealed).map(plain -> new String(plain, US_ASCII));
        }
    }

    private List<Row> rows() {
        return ground.database().read(centre, rows -> {
            KeyId slot = Centres.slot(rows);
            return rows.query("SELECT id, number FROM withdrawn WHERE centre = :centre ORDER BY id")
                    .map((rs, context) -> new Row(slot, rs.getString("id"), rs.getBytes("number")))
                    .list();
        });
    }

    private Seals.Place place(String id) {
        return new Seals.Place("withdrawn", "number", centre, id);
    }

    /** Drops those whose time is over: a network may have changed its mind. */
    static int dropOld(Rows rows, int today) {
        return rows.update("DELETE FROM withdrawn WHERE centre = :centre AND day < :day")
                .bind("day", today - StoreLimits.WITHDRAWN_DAYS)
                .execute();
    }

    @Override
    public String toString() {
        return "WithdrawnNumbers";
    }
}
