package org.stillcall.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.LongPredicate;
import org.stillcall.plan.SafeTimes.Window;

/**
 * What a plan means, said a second time by a wall clock that is read once a minute. Between "the clock has shown" and
 * "the clock will still show" lie all the times that it may be said to be, usually one; a call is safe when none of
 * them speaks against it.
 */
final class WallTable {
    private static final int DAY = 24 * 60;
    private static final int MARGIN = 2 * DAY;

    final Instant start;
    final int minutes;
    private final long[] least; // minutes of the local calendar since 1970, the least still to be shown
    private final long[] most; // and the most that was shown

    WallTable(ZoneId zone, Instant start, int minutes) {
        this.start = start;
        this.minutes = minutes;
        int all = minutes + 2 * MARGIN;
        least = new long[all];
        most = new long[all];
        ZonedDateTime clock = start.atZone(zone).minusMinutes(MARGIN);
        for (int i = 0; i < all; i++) {
            long shown = clock.toLocalDate().toEpochDay() * DAY + clock.getHour() * 60L + clock.getMinute();
            least[i] = shown;
            most[i] = i == 0 ? shown : Math.max(most[i - 1], shown);
            clock = clock.plusMinutes(1);
        }
        for (int i = all - 2; i >= 0; i--) {
            least[i] = Math.min(least[i + 1], least[i]);
        }
    }

    boolean weekly(int minute, List<Window> windows) {
        return every(minute, local -> windows.stream().anyMatch(window -> covers(window, local)));
    }

    /** Weekly or once, not in an exception, and not after the end. */
    boolean safe(int minute, ContactPlan plan) {
        boolean open = weekly(minute, plan.windows())
                || plan.once().stream().anyMatch(once -> every(minute, local -> within(once, local)));
        return open
                && every(minute, local -> plan.except().stream().noneMatch(not -> within(not, local)))
                && !ended(minute, plan);
    }

    boolean ended(int minute, ContactPlan plan) {
        return !every(minute, local -> local < (plan.end().toEpochDay() + 1) * DAY);
    }

    boolean due(int minute, LocalDate day) {
        return every(minute, local -> local >= day.toEpochDay() * DAY);
    }

    boolean holds(int minute, Consent consent) {
        return every(
                minute,
                local -> local >= consent.given().toEpochDay() * DAY
                        && local < (consent.until().toEpochDay() + 1) * DAY);
    }

    private boolean every(int minute, LongPredicate holds) {
        for (long local = least[minute + MARGIN]; local <= most[minute + MARGIN]; local++) {
            if (!holds.test(local)) {
                return false;
            }
        }
        return true;
    }

    private static boolean within(Stretch stretch, long local) {
        return local >= at(stretch.from()) && local < at(stretch.to());
    }

    private static long at(java.time.LocalDateTime wall) {
        return wall.toLocalDate().toEpochDay() * DAY + wall.getHour() * 60L + wall.getMinute();
    }

    /** 1 January 1970 was a Thursday. */
    private static boolean covers(Window window, long local) {
        long from = window.from().getHour() * 60L + window.from().getMinute();
        long to = window.to().getHour() * 60L + window.to().getMinute();
        long time = Math.floorMod(local, DAY);
        int day = Math.floorMod(Math.floorDiv(local, DAY) + 3, 7) + 1;
        int windowDay = window.day().getValue();
        if (from < to) {
            return day == windowDay && time >= from && time < to;
        }
        return day == windowDay && time >= from || day == windowDay % 7 + 1 && time < to;
    }
}
