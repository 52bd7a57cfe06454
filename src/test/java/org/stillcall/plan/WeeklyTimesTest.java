package org.stillcall.plan;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Limits;
import org.stillcall.plan.SafeTimes.Window;

/** G13 (windows): a call may begin inside a window of the survivor's own clock and never outside. */
class WeeklyTimesTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static Window window(DayOfWeek day, String from, String to) {
        return new Window(day, LocalTime.parse(from), LocalTime.parse(to));
    }

    private static SafeTimes newYork(Window... windows) {
        return SafeTimes.weekly(NEW_YORK, List.of(windows));
    }

    private static void open(SafeTimes times, String from, String until) {
        Instant first = Instant.parse(from);
        Instant end = Instant.parse(until);
        assertFalse(times.contains(first.minusNanos(1)));
        assertTrue(times.contains(first));
        assertTrue(times.contains(end.minusNanos(1)));
        assertFalse(times.contains(end));
        assertEquals(Optional.of(first), times.next(first.minusSeconds(60)));
    }

    @Test
    void window_inAnOrdinaryWeek_holdsFromItsFirstInstantUntilBeforeItsLast() {
        open(newYork(window(MONDAY, "09:00", "17:30")), "2026-11-16T14:00:00Z", "2026-11-16T22:30:00Z");
    }

    @Test
    void window_acrossMidnightAndTheWeeksEnd_isOneWindow() {
        open(newYork(window(SUNDAY, "22:00", "02:00")), "2026-11-16T03:00:00Z", "2026-11-16T07:00:00Z");
    }

    @Test
    void windows_thatTouch_haveNoSeam() {
        open(
                newYork(window(FRIDAY, "00:00", "00:00"), window(SATURDAY, "00:00", "12:00")),
                "2026-11-20T05:00:00Z",
                "2026-11-21T17:00:00Z");
    }

    @Test
    void window_thatBeginsInTheHourThatIsSkipped_opensAtTheJump() {
        // 2026-03-08: 02:00 EST becomes 03:00 EDT
        open(newYork(window(SUNDAY, "02:30", "04:00")), "2026-03-08T07:00:00Z", "2026-03-08T08:00:00Z");
    }

    @Test
    void window_thatEndsInTheHourThatIsSkipped_closesAtTheJump() {
        open(newYork(window(SUNDAY, "01:00", "02:30")), "2026-03-08T06:00:00Z", "2026-03-08T07:00:00Z");
    }

    @Test
    void window_insideTheHourThatIsSkipped_waitsForTheNextWeek() {
        SafeTimes times = newYork(window(SUNDAY, "02:15", "02:45"));
        assertEquals(
                Optional.of(Instant.parse("2026-03-15T06:15:00Z")), times.next(Instant.parse("2026-03-08T05:00:00Z")));
    }

    @Test
    void window_thatBeginsInTheHourThatComesTwice_opensTheSecondTime() {
        // 2026-11-01: 02:00 EDT becomes 01:00 EST
        open(newYork(window(SUNDAY, "01:30", "03:00")), "2026-11-01T06:30:00Z", "2026-11-01T08:00:00Z");
    }

    @Test
    void window_thatEndsInTheHourThatComesTwice_closesTheFirstTime() {
        open(newYork(window(SATURDAY, "22:00", "01:30")), "2026-11-01T02:00:00Z", "2026-11-01T05:30:00Z");
    }

    @Test
    void window_aroundTheHourThatComesTwice_holdsThroughBoth() {
        open(newYork(window(SUNDAY, "00:30", "03:00")), "2026-11-01T04:30:00Z", "2026-11-01T08:00:00Z");
    }

    @Test
    void window_exactlyTheHourThatComesTwice_holdsThroughBoth() {
        open(newYork(window(SUNDAY, "01:00", "02:00")), "2026-11-01T05:00:00Z", "2026-11-01T07:00:00Z");
    }

    @Test
    void window_insideTheHourThatComesTwice_waitsForTheNextWeek() {
        SafeTimes times = newYork(window(SUNDAY, "01:15", "01:45"));
        assertEquals(
                Optional.of(Instant.parse("2026-11-08T06:15:00Z")), times.next(Instant.parse("2026-11-01T04:00:00Z")));
    }

    @Test
    void day_thatDidNotExist_isNotCalledOn() {
        // Samoa went from Thursday 29 December 2011 to Saturday the 31st
        SafeTimes times = SafeTimes.weekly(ZoneId.of("Pacific/Apia"), List.of(window(FRIDAY, "09:00", "17:00")));
        assertEquals(
                Optional.of(LocalDateTime.parse("2012-01-06T09:00")
                        .atZone(ZoneId.of("Pacific/Apia"))
                        .toInstant()),
                times.next(Instant.parse("2011-12-30T09:59:00Z")));
    }

    @Test
    void week_wholeOfDays_isAlwaysOpen() {
        List<Window> days = Arrays.stream(DayOfWeek.values())
                .map(day -> window(day, "00:00", "00:00"))
                .toList();
        SafeTimes times = SafeTimes.weekly(ZoneId.of("America/Havana"), days); // its midnight comes twice
        Instant start = Instant.parse("2026-10-31T00:00:00Z");
        for (int minute = 0; minute < 3 * 24 * 60; minute++) {
            assertTrue(times.contains(start.plusSeconds(60L * minute)));
        }
    }

    @Test
    void noWindows_andTimesBeyondReckoning_areNever() {
        SafeTimes never = SafeTimes.weekly(NEW_YORK, List.of());
        assertFalse(never.contains(Instant.parse("2026-11-01T04:00:00Z")));
        assertEquals(Optional.empty(), never.next(Instant.parse("2026-11-01T04:00:00Z")));
        SafeTimes times = newYork(window(MONDAY, "00:00", "23:59"));
        for (Instant instant : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH)) {
            assertFalse(times.contains(instant));
            assertEquals(Optional.empty(), times.next(instant));
        }
    }

    @Test
    void window_whichIsNone_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> window(MONDAY, "09:00", "09:00"));
        assertThrows(IllegalArgumentException.class, () -> window(MONDAY, "09:00:30", "10:00"));
        assertThrows(IllegalArgumentException.class, () -> window(MONDAY, "09:00", "10:00:00.5"));
        List<Window> many = Collections.nCopies(Limits.SAFE_WINDOWS, window(MONDAY, "09:00", "10:00"));
        assertTrue(SafeTimes.weekly(NEW_YORK, many).contains(Instant.parse("2026-11-16T14:00:00Z")));
        List<Window> tooMany = new ArrayList<>(many);
        tooMany.add(window(FRIDAY, "09:00", "10:00"));
        assertThrows(IllegalArgumentException.class, () -> SafeTimes.weekly(NEW_YORK, tooMany));
    }

    /**
     * Against a clock read minute by minute: over twelve days around a change of clocks, by nothing but what the wall
     * clock shows at each minute.
     */
    @Test
    void randomWindows_inRandomZones_agreeWithAClockReadMinuteByMinute() {
        long seed = System.nanoTime();
        System.out.println("WeeklyTimesTest seed " + seed);
        Random random = new Random(seed);
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        for (int round = 0; round < 300; round++) {
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            agree(zone, nearAChange(zone, random), randomWindows(random), "seed " + seed + " zone " + zone);
        }
    }

    @Test
    void randomWindows_inZonesWithOddChanges_agreeWithAClockReadMinuteByMinute() {
        long seed = System.nanoTime();
        System.out.println("WeeklyTimesTest odd zones seed " + seed);
        Random random = new Random(seed);
        List<String> odd = List.of(
                "America/New_York",
                "Europe/Berlin",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "America/Havana",
                "America/Asuncion",
                "Africa/Casablanca",
                "Atlantic/Azores",
                "Asia/Beirut",
                "Antarctica/Troll",
                "Pacific/Chatham",
                "America/St_Johns");
        for (int round = 0; round < 400; round++) {
            ZoneId zone = ZoneId.of(odd.get(random.nextInt(odd.size())));
            agree(zone, nearAChange(zone, random), randomWindows(random), "seed " + seed + " zone " + zone);
        }
    }

    private static Instant nearAChange(ZoneId zone, Random random) {
        Instant any = Instant.parse("1995-01-01T00:00:00Z").plusSeconds(random.nextInt(1_300_000_000));
        var change = random.nextInt(4) == 0 ? null : zone.getRules().nextTransition(any);
        return change == null
                ? any.truncatedTo(java.time.temporal.ChronoUnit.MINUTES)
                : change.getInstant().minus(Duration.ofDays(3));
    }

    private static List<Window> randomWindows(Random random) {
        List<Window> windows = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            DayOfWeek day = DayOfWeek.of(1 + random.nextInt(7));
            // half of them in the small hours of the weekend, where clocks change
            boolean weekend = random.nextBoolean();
            int from = weekend ? random.nextInt(5 * 60) : random.nextInt(24 * 60);
            int length = 1 + random.nextInt(weekend ? 180 : 23 * 60);
            windows.add(new Window(
                    weekend ? DayOfWeek.of(6 + random.nextInt(2)) : day,
                    LocalTime.ofSecondOfDay(60L * from),
                    LocalTime.ofSecondOfDay(60L * ((from + length) % (24 * 60)))));
        }
        return windows;
    }

    private static void agree(ZoneId zone, Instant start, List<Window> windows, String what) {
        SafeTimes times = SafeTimes.weekly(zone, windows);
        int minutes = 12 * 24 * 60;
        boolean[] open = WallClock.open(zone, start, minutes, windows);
        int next = -1;
        for (int minute = minutes - 1; minute >= 0; minute--) {
            Instant instant = start.plusSeconds(60L * minute);
            assertEquals(open[minute], times.contains(instant), () -> what + " at " + instant + " " + windows);
            next = open[minute] ? minute : next;
            if (next >= 0 && minute % 7 == 0) {
                Instant expected = start.plusSeconds(60L * next);
                assertEquals(expected, times.next(instant).orElseThrow(), () -> what + " after " + instant + windows);
            }
        }
    }
}
