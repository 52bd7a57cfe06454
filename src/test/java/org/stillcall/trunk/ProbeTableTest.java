package org.stillcall.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stillcall.trunk.ProbeTable.Action;
import org.stillcall.trunk.ProbeTable.Event;
import org.stillcall.trunk.ProbeTable.Step;

/** G2, G15: nothing but a right test call opens a way, and a leak closes it at once. */
class ProbeTableTest {
    private static Step step(ProbeStanding standing, Event event) {
        return ProbeTable.step(standing, event);
    }

    @Test
    void everyStanding_answersEveryEvent() {
        for (ProbeStanding standing : ProbeStanding.values()) {
            for (Event event : Event.values()) {
                Step step = step(standing, event);
                assertEquals(
                        standing.open() && !step.next().open(),
                        step.actions().contains(Action.CLOSE) && standing.open(),
                        standing + " " + event);
                assertEquals(
                        !standing.open() && step.next().open(),
                        step.actions().contains(Action.OPEN),
                        standing + " " + event);
                if (!standing.open() && step.next().open()) {
                    assertEquals(Event.RIGHT, event);
                }
            }
        }
    }

    @Test
    void leak_closesFromEverywhere_andTakesTwoRightOnesToOpen() {
        for (ProbeStanding standing : ProbeStanding.values()) {
            assertEquals(ProbeStanding.LEAKED, step(standing, Event.WRONG).next());
        }
        assertFalse(step(ProbeStanding.LEAKED, Event.WRONG).actions().contains(Action.CLOSE), "told once");
        Step first = step(ProbeStanding.LEAKED, Event.RIGHT);
        assertEquals(new Step(ProbeStanding.RECOVERING, List.of(Action.AGAIN_SOON)), first);
        assertEquals(ProbeStanding.PASSED, step(first.next(), Event.RIGHT).next());
    }

    @Test
    void lostOne_closesNothing_andOpensNothing() {
        for (ProbeStanding standing : ProbeStanding.values()) {
            assertEquals(standing.open(), step(standing, Event.UNCLEAR).next().open());
            assertTrue(step(standing, Event.UNCLEAR).actions().contains(Action.AGAIN_SOON));
        }
    }

    @Test
    void overdue_closesWhateverIsOpen() {
        for (ProbeStanding standing : ProbeStanding.values()) {
            assertFalse(step(standing, Event.EXPIRED).next().open());
        }
    }

    /** A seeded walk: open always means that the last test call which told anything was right. */
    @Test
    void walk_isOpenOnlyAfterARightOne() {
        long seed = 20261201;
        Random random = new Random(seed);
        ProbeStanding standing = ProbeStanding.UNTESTED;
        Event told = Event.WRONG;
        for (int i = 0; i < 100_000; i++) {
            Event event = Event.values()[random.nextInt(Event.values().length)];
            standing = step(standing, event).next();
            told = event == Event.UNCLEAR || event == Event.CARRIER_CHANGED ? told : event;
            assertTrue(!standing.open() || told == Event.RIGHT, "seed " + seed + " step " + i);
        }
    }
}
