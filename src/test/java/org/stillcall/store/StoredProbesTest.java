package org.stillcall.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;

/** G15, G20: of a test call its line, what it was to show, whether it passed and the day are kept, and nothing else. */
class StoredProbesTest extends OnBothEngines {
    private static final Label TRUNK = new Label("carrier");
    private static final Label HIDDEN = new Label("hidden");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    private StoredProbes probes() {
        return site.store.probes(site.centre);
    }

    @Test
    void result_standsInThePlaceOfTheOneBefore_alsoAfterARestart() {
        assertEquals(Change.DONE, probes().put(TRUNK, HIDDEN, true));
        assertEquals(Change.DONE, probes().put(TRUNK, new Label("shown"), true));
        site.clock.turn(Duration.ofDays(2));
        assertEquals(Change.DONE, probes().put(TRUNK, HIDDEN, false));
        site.restart();
        assertEquals(
                List.of(
                        new StoredProbe(TRUNK, HIDDEN, false, DAY.plusDays(2)),
                        new StoredProbe(TRUNK, new Label("shown"), true, DAY)),
                probes().list());
    }

    @Test
    void result_goesAfter400Days() {
        probes().put(TRUNK, HIDDEN, true);
        site.clock.turn(Duration.ofDays(StoreLimits.PROBE_DAYS));
        site.store.purgeOverdue();
        assertEquals(1, probes().list().size());
        site.clock.turn(Duration.ofDays(1));
        site.store.purgeOverdue();
        assertEquals(List.of(), probes().list());
    }

    @Test
    void oneTooMany_isNotKept_andThoseThatAreThereGoOn() {
        for (int i = 0; i < StoreLimits.PROBES; i++) {
            assertEquals(Change.DONE, probes().put(new Label("t" + i), HIDDEN, true));
        }
        assertEquals(Change.FULL, probes().put(TRUNK, HIDDEN, true));
        assertEquals(Change.DONE, probes().put(new Label("t7"), HIDDEN, false));
        assertEquals(StoreLimits.PROBES, probes().list().size());
    }
}
