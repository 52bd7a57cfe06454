package org.stillcall.duty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.duty.DutySite.HELPLINE;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Label;
import org.stillcall.duty.Standing.State;
import org.stillcall.duty.Switch.Position;
import org.stillcall.store.Change;
import org.stillcall.store.PersonId;
import org.stillcall.store.Role;
import org.stillcall.store.ShiftId;

/** G29, P3: who is in a shift is on, off is off at once and on every restart, and nothing reaches past the shift. */
class RotaTest {
    @TempDir
    Path folder;

    private DutySite site;
    private PersonId ana;

    @BeforeEach
    void open() {
        site = new DutySite(folder);
        ana = site.advocate();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private boolean on(PersonId person) {
        boolean listed = site.rota.onDuty(HELPLINE, Tier.FIRST).stream()
                .anyMatch(worker -> worker.person().equals(person));
        assertEquals(listed, site.rota.find(person).isPresent());
        return listed;
    }

    private State state(PersonId person) {
        return site.rota.standing(person).state();
    }

    @Test
    void advocate_isOnInTheirShift_toTheInstant() {
        site.daily(ana, "13:00", "21:00");

        assertFalse(on(ana));
        site.turnTo("2026-11-30T17:30:00Z");
        site.turnAlone(Duration.ofMinutes(30).minusMillis(1));
        assertFalse(on(ana));
        site.turnAlone(Duration.ofMillis(1));
        assertTrue(on(ana), "without a sweep in between");
        site.turnTo("2026-12-01T01:59:30Z");
        assertTrue(on(ana));
        site.turnAlone(Duration.ofSeconds(30));
        assertFalse(on(ana), "although nobody swept");
    }

    @Test
    void shiftOfAnotherProgrammeOrTier_isNotTheirs() {
        site.daily(ana, "09:00", "21:00");

        assertTrue(site.rota.onDuty(new Label("legal"), Tier.FIRST).isEmpty());
        assertTrue(site.rota.onDuty(HELPLINE, Tier.FALLBACK).isEmpty());
    }

    @Test
    void off_countsAtOnce_toTheEndOfTheShift_andTheNextShiftRings() {
        site.daily(ana, "09:00", "21:00");
        List<Boolean> heard = new ArrayList<>();
        site.rota.listen(() -> heard.add(on(ana)));

        assertEquals(Change.DONE, site.rota.turn(ana, Position.OFF, null));

        assertEquals(List.of(false), heard);
        assertEquals(new Standing(State.OFF, Instant.parse("2026-12-01T02:00:00Z")), site.rota.standing(ana));
        site.turnTo("2026-12-01T01:59:59Z");
        assertFalse(on(ana));
        site.turnTo("2026-12-01T13:59:59Z");
        assertEquals(State.NONE, state(ana));
        site.turnTo("2026-12-01T14:00:00Z");
        assertTrue(on(ana));
        assertTrue(site.rota.since(ana).isEmpty(), "what was said is forgotten");
    }

    @Test
    void off_holdsThroughShiftsThatFollowEachOtherAtOnce() {
        site.daily(ana, "09:00", "21:00");
        site.daily(ana, "21:00", "09:00");
        site.rota.turn(ana, Position.OFF, null);

        for (int day = 1; day < 28; day++) {
            site.turnTo("2026-12-%02dT15:00:00Z".formatted(day));
            assertFalse(on(ana));
        }
        site.restart();
        assertFalse(on(ana));
        site.rota.turn(ana, Position.ON, null);
        assertTrue(on(ana));
    }

    @Test
    void breakAndBack() {
        site.daily(ana, "09:00", "21:00");

        site.rota.turn(ana, Position.BREAK, null);
        assertEquals(State.BREAK, state(ana));
        assertFalse(on(ana));
        site.turnTo("2026-11-30T22:00:00Z");
        assertFalse(on(ana), "a break does not end by itself");
        site.rota.turn(ana, Position.ON, null);
        assertTrue(on(ana));
    }

    @Test
    void onWithoutAShift_endsByItself_andIsForEveryProgramme() {
        Instant until = Instant.parse("2026-11-30T19:00:00Z");
        assertEquals(Change.DONE, site.rota.turn(ana, Position.ON, new Switch.Extra(until)));

        assertTrue(on(ana));
        assertEquals(1, site.rota.onDuty(new Label("legal"), Tier.FIRST).size());
        site.restart();
        assertTrue(on(ana));
        site.turnAlone(Duration.ofHours(2));
        assertFalse(on(ana));
    }

    @Test
    void onWithoutAShift_forTooLong_isRefused() {
        Switch.Extra extra = new Switch.Extra(Instant.parse("2026-12-01T09:00:01Z"));

        assertThrows(IllegalArgumentException.class, () -> site.rota.turn(ana, Position.ON, extra));
    }

    @Test
    void offFromAnExtraDuty_isOff() {
        site.rota.turn(ana, Position.ON, new Switch.Extra(Instant.parse("2026-11-30T19:00:00Z")));
        site.rota.turn(ana, Position.OFF, null);

        assertFalse(on(ana));
        site.restart();
        assertFalse(on(ana));
    }

    @Test
    void restart_leavesEachAsTheySaid() {
        PersonId bea = site.advocate();
        PersonId cem = site.advocate();
        site.daily(ana, "09:00", "21:00");
        site.daily(bea, "09:00", "21:00");
        site.daily(cem, "09:00", "21:00");
        site.rota.turn(ana, Position.OFF, null);
        site.rota.turn(bea, Position.BREAK, null);
        site.rota.turn(cem, Position.OFF, null);
        site.rota.turn(cem, Position.ON, null);

        site.restart();

        assertEquals(List.of(State.OFF, State.BREAK, State.ON), List.of(state(ana), state(bea), state(cem)));
        assertEquals(
                List.of(cem),
                site.rota.onDuty(HELPLINE, Tier.FIRST).stream()
                        .map(Worker::person)
                        .toList());
    }

    @Test
    void off_countsAlsoWhenItCannotBeWritten() {
        site.daily(ana, "09:00", "21:00");
        site.store.close();

        assertThrows(RuntimeException.class, () -> site.rota.turn(ana, Position.OFF, null));
        assertFalse(on(ana));
        assertThrows(RuntimeException.class, () -> site.rota.turn(ana, Position.ON, null));
        assertFalse(on(ana), "on counts only when it is written");
        site.restart();
    }

    @Test
    void tenThousandQuestionsOffDuty_findNobody() {
        site.daily(ana, "13:00", "21:00");
        PersonId bea = site.advocate();
        site.daily(bea, "09:00", "21:00");
        site.rota.turn(bea, Position.OFF, null);

        long found = 0;
        for (int i = 0; i < 10_000; i++) {
            site.turnAlone(Duration.ofMillis(359)); // up to a moment before 13:00
            found += site.rota.onDuty(HELPLINE, Tier.FIRST).size();
            found += site.rota.find(bea).stream().count();
        }
        assertEquals(0, found);
    }

    @Test
    void whoIsRemovedOrBecomesHost_leavesAGap() {
        ShiftId shift = site.daily(ana, "09:00", "21:00");
        assertTrue(on(ana));

        site.store.people(site.centre).changeRole(ana, Role.HOST);
        site.rota.reload();

        assertFalse(on(ana));
        assertEquals(new Cover.Open(), site.rota.calendar().shifts().get(shift).cover(LocalDate.of(2026, 12, 3)));
        site.restart();
        assertFalse(site.rota.calendar().shifts().get(shift).names(ana));
    }

    @Test
    void sickness_opensTheDayAtOnce_andAColleagueTakesIt() {
        ShiftId shift = site.daily(ana, "09:00", "21:00");
        PersonId bea = site.advocate();
        PersonId cem = site.advocate();
        Turn.Key today = new Turn.Key(shift, LocalDate.of(2026, 11, 30));

        assertInstanceOf(Swaps.Yes.class, site.rota.swap(today, new Swaps.GiveUp(ana)));
        assertFalse(on(ana));
        assertInstanceOf(Swaps.Yes.class, site.rota.swap(today, new Swaps.Take(bea)));
        assertTrue(on(bea));
        assertEquals(new Swaps.No(Swaps.Why.TAKEN), site.rota.swap(today, new Swaps.Take(cem)));
        site.turnTo("2026-12-01T15:00:00Z");
        assertTrue(on(ana), "the next day is as it was");
        assertEquals(new Swaps.No(Swaps.Why.OVER), site.rota.swap(today, new Swaps.Offer(bea)));
    }

    @Test
    void offered_isTheirsUntilTaken() {
        ShiftId shift = site.daily(ana, "09:00", "21:00");
        PersonId bea = site.advocate();
        Turn.Key today = new Turn.Key(shift, LocalDate.of(2026, 11, 30));

        assertEquals(new Swaps.No(Swaps.Why.NOT_YOURS), site.rota.swap(today, new Swaps.Offer(bea)));
        site.rota.swap(today, new Swaps.Offer(ana));
        assertTrue(on(ana));
        site.rota.swap(today, new Swaps.Take(bea));
        assertTrue(on(bea));
        assertFalse(on(ana));
    }

    @Test
    void worker_isWhatWasSaidOfThem_andPrintsNothing() {
        site.daily(ana, "09:00", "21:00");
        Reach reach = new Reach(Set.of(new Label("es")), Voice.WOMAN, List.of(new Label("desk-1")), null);
        site.rota.reach(ana, before -> reach);
        site.restart();

        Worker worker = site.rota.find(ana).orElseThrow();
        assertEquals(new Worker(ana, Set.of(new Label("es")), Voice.WOMAN, List.of(new Label("desk-1"))), worker);
        assertEquals("Worker", worker.toString());
    }
}
