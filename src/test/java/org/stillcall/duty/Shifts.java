package org.stillcall.duty;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stillcall.store.PersonId;

/** Shifts of tests. */
final class Shifts {
    private Shifts() {}

    static Shift daily(@Nullable PersonId person, LocalTime from, LocalTime until) {
        return new Shift(DutySite.HELPLINE, Tier.FIRST, pattern(from, until), person, Map.of());
    }

    static Pattern pattern(LocalTime from, LocalTime until) {
        return new Pattern(
                new Pattern.Season(LocalDate.of(2026, 11, 1), null),
                EnumSet.allOf(DayOfWeek.class),
                1,
                new Pattern.Hours(from, until));
    }
}
