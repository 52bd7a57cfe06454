package org.stillcall.plan;

import static org.stillcall.base.Contract.require;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** When it is safe to call. */
public sealed interface SafeTimes permits SafeTimes.Always, WeeklyTimes, PlanTimes, JointTimes {
    /** Whether a call may begin at {@code now}. */
    boolean contains(Instant now);

    /** The first instant from {@code now} on at which a call may begin; empty when none comes in the next weeks. */
    Optional<Instant> next(Instant now);

    /** When the time that {@code now} is in is over; {@code now} has to be in one. */
    Instant closes(Instant now);

    /** Its weekly windows as they were written; none where it is made of something else. */
    default List<Window> windows() {
        return List.of();
    }

    /** Weekly windows on the clock of {@code zone}; an empty list means never. */
    static SafeTimes weekly(ZoneId zone, List<Window> windows) {
        return new WeeklyTimes(zone, windows);
    }

    /** Any time; holds only where somebody chose it in so many words. */
    record Always() implements SafeTimes {
        @Override
        public boolean contains(Instant now) {
            return true;
        }

        @Override
        public Optional<Instant> next(Instant now) {
            return Optional.of(now);
        }

        @Override
        public Instant closes(Instant now) {
            return Instant.MAX;
        }
    }

    /**
     * One window of a week, in whole minutes, from {@code from} until before {@code to}; a {@code to} that is not after
     * {@code from} is on the next day, and midnight to midnight is the whole day.
     */
    record Window(DayOfWeek day, LocalTime from, LocalTime to) {
        public Window {
            require(from.getSecond() == 0 && from.getNano() == 0, "A window begins at a whole minute.");
            require(to.getSecond() == 0 && to.getNano() == 0, "A window ends at a whole minute.");
            require(!from.equals(to) || from.equals(LocalTime.MIDNIGHT), "A window begins and ends at two times.");
        }
    }
}
