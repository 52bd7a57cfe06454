package org.stillcall.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** G5, G15: a number that was withdrawn is known after a restart, stands nowhere in clear, and not for ever. */
class WithdrawnNumbersTest extends OnBothEngines {
    private static final String NUMBER = "16175550182";

    private WithdrawnNumbers withdrawn() {
        return site.store.withdrawn(site.centre);
    }

    @Test
    void number_isKeptOnce_alsoAfterARestart() {
        assertEquals(Change.DONE, withdrawn().add(NUMBER));
        assertEquals(Change.DONE, withdrawn().add(NUMBER));
        site.restart();
        assertEquals(List.of(NUMBER), withdrawn().list());
        assertEquals(Change.DONE, withdrawn().add("16175550183"));
        assertEquals(Set.of(NUMBER, "16175550183"), Set.copyOf(withdrawn().list()));
    }

    @Test
    void number_standsSealed() {
        withdrawn().add(NUMBER);
        List<byte[]> kept = site.store
                .ground()
                .database()
                .read(
                        site.centre,
                        rows -> rows.query("SELECT number FROM withdrawn WHERE centre = :centre")
                                .mapTo(byte[].class)
                                .list());
        assertEquals(1, kept.size());
        assertFalse(new String(kept.getFirst(), StandardCharsets.ISO_8859_1).contains("555"));
    }

    @Test
    void number_isForgottenOnceItIsNotTheCentresAnyMore_andInTheEnd() {
        withdrawn().add(NUMBER);
        withdrawn().add("16175550183");
        withdrawn().retain(List.of(NUMBER));
        assertEquals(List.of(NUMBER), withdrawn().list());
        site.clock.turn(Duration.ofDays(StoreLimits.WITHDRAWN_DAYS));
        site.store.purgeOverdue();
        assertEquals(1, withdrawn().list().size());
        site.clock.turn(Duration.ofDays(1));
        site.store.purgeOverdue();
        assertEquals(List.of(), withdrawn().list());
    }

    @Test
    void oneTooMany_isNotKept() {
        for (int i = 0; i < StoreLimits.WITHDRAWN; i++) {
            int number = i;
            site.store
                    .ground()
                    .database()
                    .write(
                            site.centre,
                            rows -> rows.update("INSERT INTO withdrawn (centre, id, number, day)"
                                            + " VALUES (:centre, :id, :number, :day)")
                                    .bind("id", "A".repeat(18) + String.format("%04d", number))
                                    .bind(
                                            "number",
                                            site.store
                                                    .ground()
                                                    .seals()
                                                    .seal(
                                                            Centres.slot(rows),
                                                            new Seals.Place(
                                                                    "withdrawn",
                                                                    "number",
                                                                    site.centre,
                                                                    "A".repeat(18) + String.format("%04d", number)),
                                                            ("1" + (2_000_000 + number))
                                                                    .getBytes(StandardCharsets.US_ASCII)))
                                    .bind("day", site.store.ground().seals().day())
                                    .execute());
        }
        assertEquals(StoreLimits.WITHDRAWN, withdrawn().list().size());
        assertEquals(Change.FULL, withdrawn().add(NUMBER));
        assertEquals(Change.DONE, withdrawn().add("12000007"));
    }
}
