package org.stillcall.duty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stillcall.duty.Turn.Span;
import org.stillcall.store.PersonId;
import org.stillcall.store.ShiftId;

/** P3: a calendar for other programs holds times and nothing else, in lines that RFC 5545 allows. */
class CalendarTextTest {
    private static final Instant NOW = Instant.parse("2026-10-24T12:00:00Z");

    private static String calendar(PersonId person, Shift shift) {
        Calendar calendar = new Calendar(DutySite.ZONE, Map.of(new ShiftId("AAAAAAAAAAAAAAAAAAAAAA"), shift));
        Span window = new Span(NOW, NOW.plusSeconds(9 * 86_400));
        return new String(CalendarText.of(calendar.turns(window), NOW), US_ASCII);
    }

    @Test
    void nightShift_overTheChangeOfClocks_isInUtc() {
        PersonId person = new PersonId(DutySite.id());
        LocalDate eve = LocalDate.of(2026, 10, 31);
        Pattern.Hours hours = new Pattern.Hours(LocalTime.of(22, 0), LocalTime.of(6, 0));
        Shift shift = new Shift(DutySite.HELPLINE, Tier.FIRST, Pattern.once(eve, hours), person, Map.of());

        String text = calendar(person, shift);

        assertTrue(text.contains("DTSTART:20261101T020000Z\r\nDTEND:20261101T110000Z\r\n"), "nine hours that night");
        assertTrue(text.startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
        assertTrue(text.endsWith("END:VEVENT\r\nEND:VCALENDAR\r\n"));
        assertEquals(text, calendar(person, shift), "the same at each reading");
        assertTrue(text.lines().allMatch(line -> line.length() <= 75));
    }

    @Test
    void longLine_isFolded() {
        StringBuilder text = new StringBuilder();
        CalendarText.line(text, "X".repeat(200));

        assertEquals("X".repeat(75) + "\r\n " + "X".repeat(74) + "\r\n " + "X".repeat(51) + "\r\n", text.toString());
    }
}
