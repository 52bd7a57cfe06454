package org.stillcall.duty;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillcall.base.Label;
import org.stillcall.duty.Turn.Span;
import org.stillcall.plan.SafeTimes;

/**
 * Hours in which somebody has to be on duty for a programme, and for which there is no shift; pure. A turn that nobody
 * has is none of these: it is a gap that the calendar knows already. A day that was left out was left out on purpose.
 */
public final class Uncovered {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Uncovered() {}

    /** A stretch without any shift. */
    public record Gap(Label programme, Span span) {}

    /**
     * Those within {@code window}, the first to begin first.
     *
     * @param hours when somebody has to be on duty, by programme
     */
    public static List<Gap> of(Calendar calendar, Map<Label, SafeTimes> hours, Span window) {
        List<Gap> gaps = new ArrayList<>();
        hours.forEach((programme, times) -> {
            List<Span> planned = calendar.planned(programme, window);
            for (Span open : within(times, window)) {
                without(open, planned).forEach(span -> gaps.add(new Gap(programme, span)));
            }
        });
        gaps.sort(Comparator.comparing((Gap gap) -> gap.span().from())
                .thenComparing(gap -> gap.span().until())
                .thenComparing(Gap::programme));
        return gaps;
    }

    private static List<Span> within(SafeTimes times, Span window) {
        List<Span> spans = new ArrayList<>();
        Instant at = window.from();
        while (at.isBefore(window.until())) {
            Optional<Instant> opens = times.next(at).filter(next -> next.isBefore(window.until()));
            if (opens.isEmpty()) {
                return spans;
            }
            Instant closes = earlier(times.closes(opens.get()), window.until());
            if (closes.isAfter(opens.get())) {
                spans.add(new Span(opens.get(), closes));
            }
            at = later(closes, opens.get().plus(MINUTE)); // so that it always goes on
        }
        return spans;
    }

    /** What of {@code open} none of {@code planned}, in the order of their beginnings, is in. */
    private static List<Span> without(Span open, List<Span> planned) {
        List<Span> rest = new ArrayList<>();
        Instant at = open.from();
        for (Span shift : planned) {
            if (shift.until().isAfter(at) && shift.from().isBefore(open.until())) {
                if (shift.from().isAfter(at)) {
                    rest.add(new Span(at, shift.from()));
                }
                at = shift.until();
            }
        }
        if (at.isBefore(open.until())) {
            rest.add(new Span(at, open.until()));
        }
        return rest;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
