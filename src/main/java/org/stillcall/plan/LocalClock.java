package org.stillcall.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Instants of what the clock of a time zone shows, on the safe side where clocks change: what begins, begins late, and
 * what ends, ends early.
 */
public record LocalClock(ZoneId zone) {
    /** When the clock shows {@code wall} and will show nothing earlier again; the jump for a time that is skipped. */
    Instant opens(LocalDateTime wall) {
        ZoneOffsetTransition change = zone.getRules().getTransition(wall);
        if (change == null || change.isGap()) {
            return closes(wall);
        }
        boolean nothingEarlierComes = wall.equals(change.getDateTimeAfter());
        return wall.toInstant(nothingEarlierComes ? change.getOffsetBefore() : change.getOffsetAfter());
    }

    /** When the clock has shown {@code wall} for the first time; the jump for a time that is skipped. */
    public Instant closes(LocalDateTime wall) {
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition change = rules.getTransition(wall);
        if (change == null) {
            return wall.toInstant(rules.getOffset(wall));
        }
        return change.isGap() ? change.getInstant() : wall.toInstant(change.getOffsetBefore());
    }

    Instant startOf(LocalDate day) {
        return opens(day.atStartOfDay());
    }

    Instant endOf(LocalDate day) {
        return closes(day.plusDays(1).atStartOfDay());
    }

    public LocalDateTime shows(Instant now) {
        return LocalDateTime.ofInstant(now, zone);
    }
}
