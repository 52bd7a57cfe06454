package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillcall.plan.SafeTimes;
import org.stillcall.plan.SafeTimes.Window;
import org.stillcall.store.PlanId;

/** P6: who was reached is not called once more in the same window, and who was not stays on the list. */
class ReachedTest {
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    @Test
    void reached_holdsUntilItsTimeAndForNobodyElse() {
        Reached reached = new Reached();
        PlanId one = new PlanId(DeskBrowser.newId());
        PlanId other = new PlanId(DeskBrowser.newId());
        reached.add(one, NOW.plusSeconds(60), NOW);
        assertTrue(reached.holds(one, NOW.plusSeconds(59)));
        assertFalse(reached.holds(one, NOW.plusSeconds(60)));
        assertFalse(reached.holds(other, NOW));
        reached.forget(one);
        assertFalse(reached.holds(one, NOW));
    }

    /** Fridays and Mondays from nine to five in New York. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T14:00:00Z, 2026-11-23T14:00:00Z", // as it opens
        "2026-11-20T21:59:59Z, 2026-11-23T14:00:00Z", // just before it closes
        "2026-11-20T22:00:00Z, 2026-11-23T14:00:00Z", // the call outlasted it
        "2026-11-23T15:00:00Z, 2026-11-27T14:00:00Z"
    })
    void nextOpening_isThatOfTheNextWindow(Instant now, Instant opens) {
        List<Window> windows = List.of(
                new Window(DayOfWeek.MONDAY, LocalTime.of(9, 0), LocalTime.of(17, 0)),
                new Window(DayOfWeek.FRIDAY, LocalTime.of(9, 0), LocalTime.of(17, 0)));
        SafeTimes times = SafeTimes.weekly(ZoneId.of("America/New_York"), windows);
        assertEquals(Optional.of(opens), Reached.nextOpening(times, now));
    }

    @Test
    void nextOpening_ofATimeWithoutAnEnd_isADayLater() {
        assertEquals(Optional.of(NOW.plusSeconds(86_400)), Reached.nextOpening(new SafeTimes.Always(), NOW));
        assertEquals(
                Optional.empty(), Reached.nextOpening(SafeTimes.weekly(ZoneId.of("America/New_York"), List.of()), NOW));
    }

    @Test
    void reached_atTheLimit_forgetsWhoWasReachedLongestAgo() {
        Reached reached = new Reached();
        PlanId first = new PlanId(DeskBrowser.newId());
        PlanId second = new PlanId(DeskBrowser.newId());
        reached.add(second, NOW.plusSeconds(60), NOW);
        reached.add(first, NOW.plusSeconds(60), NOW);
        reached.add(second, NOW.plusSeconds(60), NOW); // again, so the first is the oldest now
        for (int i = 0; i < ApiLimits.REACHED - 2; i++) {
            reached.add(new PlanId(DeskBrowser.newId()), NOW.plusSeconds(60), NOW);
        }
        assertTrue(reached.holds(first, NOW));
        reached.add(new PlanId(DeskBrowser.newId()), NOW.plusSeconds(60), NOW);
        assertFalse(reached.holds(first, NOW));
        assertTrue(reached.holds(second, NOW));
    }
}
