package org.stillcall.duty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.duty.Turn.Span;
import org.stillcall.plan.SafeTimes;
import org.stillcall.store.PersonId;
import org.stillcall.store.ShiftId;

/** P3: hours that have to be covered, and for which there is no shift. Wednesday, 2 December 2026, in New York. */
class UncoveredTest {
    private static final ZoneId ZONE = DutySite.ZONE;
    private static final Label OTHER = new Label("other");
    private static final Instant FROM = Instant.parse("2026-12-02T05:00:00Z"); // midnight
    private static final Span DAY = new Span(FROM, FROM.plusSeconds(86_400));

    private final Map<ShiftId, Shift> shifts = new LinkedHashMap<>();

    private void shift(Shift shift) {
        shifts.put(new ShiftId(DutySite.id()), shift);
    }

    private static Shift daily(String from, String until) {
        return Shifts.daily(new PersonId(DutySite.id()), LocalTime.parse(from), LocalTime.parse(until));
    }

    private static SafeTimes everyDay(String from, String to) {
        return SafeTimes.weekly(
                ZONE,
                List.of(DayOfWeek.values()).stream()
                        .map(day -> new SafeTimes.Window(day, LocalTime.parse(from), LocalTime.parse(to)))
                        .toList());
    }

    private List<String> gaps(SafeTimes hours, Span window) {
        return Uncovered.of(new Calendar(ZONE, shifts), Map.of(DutySite.HELPLINE, hours), window).stream()
                .map(gap -> time(gap.span().from()) + "-" + time(gap.span().until()))
                .toList();
    }

    private static String time(Instant instant) {
        return instant.atZone(ZONE).toLocalTime().toString();
    }

    @Test
    void hoursWithoutAnyShift_areAGap() {
        assertEquals(List.of("09:00-17:00"), gaps(everyDay("09:00", "17:00"), DAY));
        assertEquals(List.of("00:00-00:00"), gaps(new SafeTimes.Always(), DAY));
    }

    @Test
    void hours_areLessWhatShiftsCover_whoeverHasThem() {
        shift(daily("08:00", "10:30"));
        shift(daily("10:00", "12:00"));
        shift(Shifts.daily(null, LocalTime.of(15, 0), LocalTime.of(16, 0)));
        assertEquals(List.of("12:00-15:00", "16:00-17:00"), gaps(everyDay("09:00", "17:00"), DAY));
    }

    @Test
    void shift_overMidnightAndOverTheEdges_counts() {
        shift(daily("22:00", "09:00"));
        assertEquals(List.of("09:00-22:00"), gaps(new SafeTimes.Always(), DAY));
        shift(daily("09:00", "22:00"));
        assertEquals(List.of(), gaps(new SafeTimes.Always(), DAY));
    }

    @Test
    void shiftOfAnotherProgramme_coversNothing() {
        Shift helpline = daily("00:00", "00:00");
        shift(new Shift(OTHER, Tier.FIRST, helpline.pattern(), helpline.person(), Map.of()));
        assertEquals(List.of("09:00-17:00"), gaps(everyDay("09:00", "17:00"), DAY));
    }

    /** A coordinator said that it does not take place: that is an answer, not a gap. */
    @Test
    void dayLeftOut_isNoGap() {
        Shift usual = daily("09:00", "17:00");
        shift(new Shift(
                usual.programme(),
                usual.tier(),
                usual.pattern(),
                usual.person(),
                Map.of(LocalDate.of(2026, 12, 2), new Cover.LeftOut())));
        assertEquals(List.of(), gaps(everyDay("09:00", "17:00"), DAY));
    }

    @Test
    void gap_thatGoesOnNow_beginsNow() {
        Instant now = Instant.parse("2026-12-02T15:30:00Z");
        assertEquals(List.of("10:30-17:00"), gaps(everyDay("09:00", "17:00"), new Span(now, now.plusSeconds(43_200))));
    }

    @Test
    void twoWeeks_haveTheirDays_alsoWhereClocksChange() {
        assertEquals(
                14,
                gaps(everyDay("09:00", "17:00"), new Span(FROM, FROM.plusSeconds(14 * 86_400)))
                        .size());
        Instant before = Instant.parse("2026-10-31T04:00:00Z"); // New York sets its clocks back on 1 November
        List<String> changed = gaps(everyDay("01:30", "02:30"), new Span(before, before.plusSeconds(3 * 86_400)));
        assertEquals(List.of("01:30-02:30", "01:30-02:30", "01:30-02:30"), changed);
        assertEquals(List.of(), gaps(SafeTimes.weekly(ZONE, List.of()), DAY));
    }
}
