package org.stillcall.duty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.stillcall.base.Base64Url;

/**
 * Turns as a calendar that other programs subscribe to (RFC 5545): times, and one word that anybody may read. All times
 * are UTC, so that no program's idea of a zone moves a shift.
 */
public final class CalendarText {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    /** Section 3.1: a line has at most 75 octets; a longer one goes on after a line break and a space. */
    private static final int LINE_OCTETS = 75;

    private static final int NAME_BYTES = 16;

    private CalendarText() {}

    /** Octets of text/calendar; {@code now} is when it was made. */
    public static byte[] of(List<Turn> turns, Instant now) {
        StringBuilder text = new StringBuilder();
        line(text, "BEGIN:VCALENDAR");
        line(text, "VERSION:2.0");
        line(text, "PRODID:-//Notes//Notes//EN");
        line(text, "METHOD:PUBLISH");
        line(text, "REFRESH-INTERVAL;VALUE=DURATION:PT1H"); // RFC 7986 section 5.7
        line(text, "X-PUBLISHED-TTL:PT1H");
        for (Turn turn : turns) {
            line(text, "BEGIN:VEVENT");
            line(text, "UID:" + name(turn));
            line(text, "DTSTAMP:" + UTC.format(now));
            line(text, "DTSTART:" + UTC.format(turn.span().from()));
            line(text, "DTEND:" + UTC.format(turn.span().until()));
            line(text, "SUMMARY:Busy");
            line(text, "CLASS:PRIVATE");
            line(text, "END:VEVENT");
        }
        line(text, "END:VCALENDAR");
        return text.toString().getBytes(UTF_8);
    }

    /** The same for the same turn at each reading, and telling nothing of the shift. */
    private static String name(Turn turn) {
        byte[] hash = sha256((turn.key().shift().text() + '/' + turn.key().date()).getBytes(UTF_8));
        return Base64Url.encode(java.util.Arrays.copyOf(hash, NAME_BYTES));
    }

    /** All of it is ASCII, so that an octet is a character. */
    static void line(StringBuilder text, String line) {
        int most = LINE_OCTETS;
        int from = 0;
        while (line.length() - from > most) {
            text.append(line, from, from + most).append("\r\n ");
            from += most;
            most = LINE_OCTETS - 1; // the space counts
        }
        text.append(line, from, line.length()).append("\r\n");
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.");
        }
    }
}
