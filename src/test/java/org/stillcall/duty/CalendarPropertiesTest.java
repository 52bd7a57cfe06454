package org.stillcall.duty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.stillcall.base.Label;
import org.stillcall.duty.Turn.Span;
import org.stillcall.store.ShiftId;

/**
 * P3: around every kind of change of clocks, shifts are where a clock on the wall puts them that is never turned back,
 * minute by minute; and a day cut into shifts has each instant once.
 */
class CalendarPropertiesTest {
    private static final Duration AROUND = Duration.ofHours(27);

    @Property(tries = 1_500)
    void dayCutIntoShifts_hasEachInstantOnce(@ForAll @IntRange(min = 0) int seed) {
        RandomShifts random = new RandomShifts(seed);
        ZoneId zone = random.zone();
        Instant change = random.change(zone);
        List<LocalTime> cuts = random.cuts(5, LocalTime.ofInstant(change, zone));
        Map<ShiftId, Shift> shifts = new HashMap<>();
        for (int i = 0; i < cuts.size(); i++) {
            Pattern.Hours hours = new Pattern.Hours(cuts.get(i), cuts.get((i + 1) % cuts.size()));
            Pattern.Season season = new Pattern.Season(LocalDate.of(1970, 1, 1), null);
            Pattern daily = new Pattern(season, EnumSet.allOf(DayOfWeek.class), 1, hours);
            shifts.put(random.id(i), new Shift(new Label("helpline"), Tier.FIRST, daily, null, Map.of()));
        }

        walk(zone, change, shifts, wall -> 1);
    }

    @Property(tries = 1_500)
    void anyShift_isWhereTheClockOnTheWallPutsIt(@ForAll @IntRange(min = 0) int seed) {
        RandomShifts random = new RandomShifts(seed);
        ZoneId zone = random.zone();
        Instant change = random.change(zone);
        LocalDateTime at = LocalDateTime.ofInstant(change, zone);
        Shift shift = random.shift(at.toLocalDate(), at.toLocalTime());

        walk(zone, change, Map.of(random.id(0), shift), wall -> count(shift, wall));
    }

    /** How many turns of a shift hold at a time on the wall: those of this day and of the day before. */
    private static int count(Shift shift, LocalDateTime wall) {
        int count = 0;
        for (LocalDate date : List.of(wall.toLocalDate(), wall.toLocalDate().minusDays(1))) {
            Pattern.Hours hours = shift.pattern().hours();
            LocalDateTime from = date.atTime(hours.from());
            LocalDateTime until =
                    date.plusDays(hours.until().isAfter(hours.from()) ? 0 : 1).atTime(hours.until());
            boolean takesPlace = shift.pattern().fallsOn(date) && !(shift.cover(date) instanceof Cover.LeftOut);
            count += takesPlace && !wall.isBefore(from) && wall.isBefore(until) ? 1 : 0;
        }
        return count;
    }

    /** Goes from minute to minute, with a clock on the wall that is never turned back. */
    private static void walk(
            ZoneId zone, Instant change, Map<ShiftId, Shift> shifts, Function<LocalDateTime, Integer> expected) {
        Instant first = change.minus(AROUND);
        Instant last = change.plus(AROUND);
        List<Turn> turns = new Calendar(zone, shifts).turns(new Span(first, last));
        LocalDateTime wall = LocalDateTime.ofInstant(first.minus(AROUND), zone);
        for (Instant now = first.minus(AROUND); now.isBefore(last); now = now.plusSeconds(60)) {
            LocalDateTime shown = LocalDateTime.ofInstant(now, zone);
            wall = shown.isAfter(wall) ? shown : wall;
            if (!now.isBefore(first)) {
                Instant at = now;
                long found =
                        turns.stream().filter(turn -> turn.span().contains(at)).count();
                assertEquals(expected.apply(wall), (int) found, () -> zone + " " + at);
            }
        }
    }
}
