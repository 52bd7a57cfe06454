package org.stillcall.plan;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.stillcall.plan.SafeTimes.Window;

/**
 * What the windows mean, said a second time and as simply as can be: somebody reads a wall clock once a minute. A
 * stretch of the local calendar is open from when the clock has shown a time before it for the last time, until the
 * clock shows its end for the first time.
 */
final class WallClock {
    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;
    private static final int AROUND = 10 * DAY;

    private WallClock() {}

    static boolean[] open(ZoneId zone, Instant start, int minutes, List<Window> windows) {
        boolean[] inWeek = new boolean[WEEK];
        for (Window window : windows) {
            int from = (window.day().getValue() - 1) * DAY + window.from().toSecondOfDay() / 60;
            int length =
                    Math.floorMod(window.to().toSecondOfDay() - window.from().toSecondOfDay(), DAY * 60) / 60;
            for (int i = 0; i < (length == 0 ? DAY : length); i++) {
                inWeek[(from + i) % WEEK] = true;
            }
        }
        int all = minutes + 2 * AROUND;
        long[] shown = new long[all]; // minutes of the local calendar
        long monday = LocalDateTime.of(1969, 12, 29, 0, 0).toLocalDate().toEpochDay() * DAY;
        check(LocalDateTime.of(1969, 12, 29, 0, 0).getDayOfWeek() == DayOfWeek.MONDAY);
        for (int i = 0; i < all; i++) {
            LocalDateTime wall = LocalDateTime.ofInstant(start.plusSeconds(60L * (i - AROUND)), zone);
            shown[i] =
                    wall.toLocalDate().toEpochDay() * DAY + wall.toLocalTime().toSecondOfDay() / 60 - monday;
        }
        long[] least = new long[all]; // the least that is still to be shown, this minute included
        long[] most = new long[all]; // the most that was shown so far
        for (int i = 0; i < all; i++) {
            most[i] = Math.max(i == 0 ? Long.MIN_VALUE : most[i - 1], shown[i]);
            int k = all - 1 - i;
            least[k] = Math.min(i == 0 ? Long.MAX_VALUE : least[k + 1], shown[k]);
        }
        boolean[] open = new boolean[minutes];
        for (int i = 0; i < minutes; i++) {
            int at = i + AROUND;
            open[i] = true;
            for (long local = least[at]; local <= most[at]; local++) {
                open[i] &= inWeek[Math.floorMod(local, WEEK)];
            }
        }
        return open;
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new AssertionError();
        }
    }
}
