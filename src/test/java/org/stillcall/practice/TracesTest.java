package org.stillcall.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** B2, B3: what each place keeps of a call, and for how many calls. */
class TracesTest {
    private static final Instant THEN = Instant.parse("2026-07-01T23:05:00Z");
    private static final Arrival ARRIVAL =
            new Arrival("Anonymous", "anonymous", "", "", List.of("id"), false, List.of());
    private static final CallerShown PRIVATE = new CallerShown(true, "Private", List.of());

    private final Traces traces = new Traces(Clock.fixed(THEN, ZoneOffset.UTC));

    @Test
    void call_thatWasTalked_isLoggedAndBilledByTheMinute() {
        traces.note(ended(Ending.TALKED, 61));
        assertEquals(List.of("Private, 23:05, 1 min 1 s"), traces.callLog());
        assertEquals(List.of("Incoming, Private, 23:05, 2 min"), traces.bill());
        assertEquals(List.of(), traces.voicemail());
        assertEquals(5, traces.footprints().size());
    }

    @Test
    void message_isKeptInThreePlaces() {
        traces.note(ended(Ending.MESSAGE, 12));
        assertEquals(List.of("Private, 23:05, missed"), traces.callLog());
        assertEquals(List.of("Private, 23:05, 12 s"), traces.voicemail());
        assertEquals(List.of("Incoming, Private, 23:05, 1 min, to voicemail"), traces.bill());
    }

    @Test
    void call_thatTheCarrierBlocked_isKeptByTheCarrierOnly() {
        traces.note(ended(Ending.BLOCKED_BY_CARRIER, 0));
        assertEquals(List.of(), traces.callLog());
        assertEquals(List.of(), traces.bill());
        assertEquals("Nothing.", traces.footprints().getFirst().shows());
        assertEquals(
                "A call at 23:05 without a name, to be kept private.",
                traces.footprints().getLast().shows());
    }

    @Test
    void time_isThatOfTheClocksZone() {
        Traces here = new Traces(Clock.fixed(THEN, ZoneId.of("America/New_York")));
        here.note(ended(Ending.MISSED, 0));
        assertEquals(List.of("Private, 19:05, missed"), here.callLog());
    }

    @Test
    void lists_forgetTheOldest() {
        for (int i = 0; i < Traces.MOST + 3; i++) {
            traces.note(ended(Ending.MESSAGE, i));
        }
        assertEquals(Traces.MOST, traces.callLog().size());
        assertEquals(Traces.MOST, traces.bill().size());
        assertEquals(Traces.MOST, traces.voicemail().size());
        assertTrue(traces.voicemail().getFirst().endsWith(", 12 s"));
    }

    @Test
    void listeners_areBounded() {
        Watchers watchers = new Watchers();
        for (int i = 0; i < Watchers.MOST; i++) {
            watchers.add(handset -> {});
        }
        assertThrows(IllegalStateException.class, () -> watchers.add(handset -> {}));
    }

    private static Traces.Ended ended(Ending ending, long seconds) {
        return new Traces.Ended(ending, PRIVATE, ARRIVAL, THEN, seconds);
    }
}
