package org.stillcall.duty;

import static org.stillcall.base.Contract.require;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On which days a shift takes place and when, on the centre's clock.
 *
 * @param days at least one
 * @param weeksApart 1 for every week, 2 for every other one, counted from the week of the first day
 */
public record Pattern(Season season, Set<DayOfWeek> days, int weeksApart, Hours hours) {
    private static final int EARLIEST_YEAR = 1970;
    private static final int LATEST_YEAR = 2200;

    /**
     * From the first day to the last one, both included; without a last one for ever.
     *
     * @param last null for a shift that has no end
     */
    public record Season(LocalDate first, @Nullable LocalDate last) {
        public Season {
            require(
                    first.getYear() >= EARLIEST_YEAR
                            && first.getYear() < LATEST_YEAR
                            && (last == null || !last.isBefore(first) && last.getYear() < LATEST_YEAR),
                    "A shift's last day is its first one or later.");
        }

        boolean contains(LocalDate date) {
            return !date.isBefore(first) && (last == null || !date.isAfter(last));
        }
    }

    /**
     * In whole minutes; {@code until} at or before {@code from} is on the next day, so that the same twice is a whole
     * day.
     */
    public record Hours(LocalTime from, LocalTime until) {
        public Hours {
            require(
                    from.truncatedTo(ChronoUnit.MINUTES).equals(from)
                            && until.truncatedTo(ChronoUnit.MINUTES).equals(until),
                    "A shift begins and ends on the minute.");
        }

        boolean overMidnight() {
            return !until.isAfter(from);
        }
    }

    public Pattern {
        days = Set.copyOf(days);
        require(!days.isEmpty(), "A shift takes place on some day.");
        require(weeksApart >= 1 && weeksApart <= DutyLimits.WEEKS_APART, "A shift comes again after 1 to 8 weeks.");
    }

    /** Once, on that day. */
    public static Pattern once(LocalDate date, Hours hours) {
        return new Pattern(new Season(date, date), Set.of(date.getDayOfWeek()), 1, hours);
    }

    /** Whether a turn of it begins on that day. */
    public boolean fallsOn(LocalDate date) {
        return season.contains(date)
                && days.contains(date.getDayOfWeek())
                && ChronoUnit.WEEKS.between(monday(season.first()), monday(date)) % weeksApart == 0;
    }

    private static LocalDate monday(LocalDate date) {
        return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
