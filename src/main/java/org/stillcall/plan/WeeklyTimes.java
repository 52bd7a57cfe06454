package org.stillcall.plan;

import static org.stillcall.base.Contract.require;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Limits;

/**
 * Weekly windows on the clock of a time zone.
 *
 * <p>How: windows become spans of the week in minutes, joined where they touch, so that two whole days in a row have no
 * seam. A span of a certain week is a piece of the local calendar and becomes two instants. It opens when the clock
 * shows its beginning and will show nothing earlier again, and closes as soon as the clock has shown its end. So when
 * clocks go back and an hour comes twice, a span that begins within that hour opens the second time, one that ends
 * within it closes the first time, and one that does both is left out that week. When clocks go forward, a span that
 * begins or ends in the gap begins or ends at the jump, and one that lies in the gap is left out that week. Thus the
 * survivor's own clock always shows a time of the window while a call may begin.
 */
final class WeeklyTimes implements SafeTimes {
    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;
    private static final int WEEKS_AHEAD = 5; // a change of clocks can swallow a window once, never five times running
    private static final int CERTAINLY_PAST = DAY + 60; // no change of clocks takes back or skips more than a day
    private static final Instant FIRST = Instant.parse("1970-01-08T00:00:00Z");
    private static final Instant LAST = Instant.parse("9990-01-01T00:00:00Z");

    private final LocalClock clock;
    private final List<Span> spans;
    private final List<Window> windows;

    /** Minutes from Monday's midnight; the end may lie in the next week. */
    private record Span(int from, int to) {}

    /** From {@code opens} until before {@code closes}; nothing at all when it does not open before it closes. */
    private record Opening(Instant opens, Instant closes) {}

    WeeklyTimes(ZoneId zone, List<Window> windows) {
        require(windows.size() <= Limits.SAFE_WINDOWS, "There are too many windows.");
        this.clock = new LocalClock(zone);
        this.spans = joined(windows);
        this.windows = List.copyOf(windows);
    }

    @Override
    public List<Window> windows() {
        return windows;
    }

    private static List<Span> joined(List<Window> windows) {
        List<Span> sorted = windows.stream()
                .map(WeeklyTimes::span)
                .sorted(Comparator.comparingInt(Span::from))
                .toList();
        ArrayDeque<Span> joined = new ArrayDeque<>();
        for (Span span : sorted) {
            Span last = joined.peekLast();
            if (last != null && span.from <= last.to) {
                joined.removeLast();
                joined.addLast(new Span(last.from, Math.max(last.to, span.to)));
            } else {
                joined.addLast(span);
            }
        }
        while (joined.size() > 1 && joined.getLast().to - WEEK >= joined.getFirst().from) { // round the week's end
            Span first = joined.removeFirst();
            Span last = joined.removeLast();
            joined.addLast(new Span(last.from, Math.max(last.to, first.to + WEEK)));
        }
        return List.copyOf(joined);
    }

    private static Span span(Window window) {
        int from = minutes(window.day(), window.from());
        int length = Math.floorMod(minutes(window.day(), window.to()) - from, DAY);
        return new Span(from, from + (length == 0 ? DAY : length));
    }

    private static int minutes(DayOfWeek day, LocalTime time) {
        return (day.getValue() - 1) * DAY + time.toSecondOfDay() / 60;
    }

    private boolean wholeWeek() {
        return spans.size() == 1 && spans.getFirst().to - spans.getFirst().from >= WEEK;
    }

    @Override
    public boolean contains(Instant now) {
        if (beyondReckoning(now) || spans.isEmpty()) {
            return false;
        }
        return wholeWeek() || opening(now) != null;
    }

    @Override
    public Instant closes(Instant now) {
        if (wholeWeek()) {
            return LAST;
        }
        Instant end = now;
        for (Opening opening = opening(now); opening != null; opening = opening(end)) { // a seam in a skipped hour
            end = opening.closes;
        }
        return end;
    }

    private @Nullable Opening opening(Instant now) {
        LocalDateTime wall = clock.shows(now);
        int minute = minutes(wall.getDayOfWeek(), wall.toLocalTime());
        for (Span span : spans) {
            boolean thisWeek = span.from <= minute && minute < span.to;
            boolean lastWeek = minute + WEEK < span.to;
            if (thisWeek || lastWeek) {
                Opening opening = opening(span, monday(wall).minusWeeks(thisWeek ? 0 : 1));
                return !now.isBefore(opening.opens) && now.isBefore(opening.closes) ? opening : null;
            }
        }
        return null;
    }

    @Override
    public Optional<Instant> next(Instant now) {
        if (contains(now)) {
            return Optional.of(now);
        }
        if (beyondReckoning(now)) {
            return Optional.empty();
        }
        LocalDateTime wall = clock.shows(now);
        LocalDateTime monday = monday(wall);
        int minute = minutes(wall.getDayOfWeek(), wall.toLocalTime());
        for (int week = -1; week <= WEEKS_AHEAD; week++) {
            for (Span span : spans) {
                if (week * WEEK + span.from < minute - CERTAINLY_PAST) {
                    continue;
                }
                LocalDateTime that = monday.plusWeeks(week);
                Instant opens = clock.opens(that.plusMinutes(span.from));
                if (opens.isAfter(now) && opens.isBefore(clock.closes(that.plusMinutes(span.to)))) {
                    return Optional.of(opens);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean beyondReckoning(Instant now) {
        return now.isBefore(FIRST) || now.isAfter(LAST);
    }

    private static LocalDateTime monday(LocalDateTime wall) {
        return wall.toLocalDate()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .atStartOfDay();
    }

    private Opening opening(Span span, LocalDateTime monday) {
        return new Opening(clock.opens(monday.plusMinutes(span.from)), clock.closes(monday.plusMinutes(span.to)));
    }
}
