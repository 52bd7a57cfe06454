package org.stillcall.duty;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stillcall.base.Label;
import org.stillcall.duty.Turn.Span;
import org.stillcall.plan.LocalClock;
import org.stillcall.store.PersonId;
import org.stillcall.store.ShiftId;

/**
 * All shifts on the centre's clock; pure.
 *
 * <p>How clocks that change are met: a shift begins, and ends, when the clock has shown its time for the first time; a
 * time that is skipped is the moment of the jump. That is one rule for both, and as it never turns back, two shifts of
 * which one ends when the other begins meet at one instant: nothing is left out between them and nothing is done twice.
 * The price: in the night in which an hour comes twice, a shift over that hour lasts an hour longer, and one that lies
 * in a skipped hour does not take place.
 */
public final class Calendar {
    /** No change of clocks moves a day by more; a turn may last a day and begin on the day before. */
    private static final int DAYS_AROUND = 3;

    private final LocalClock clock;
    private final Map<ShiftId, Shift> shifts;

    public Calendar(ZoneId zone, Map<ShiftId, Shift> shifts) {
        this.clock = new LocalClock(zone);
        this.shifts = Map.copyOf(shifts);
    }

    public Map<ShiftId, Shift> shifts() {
        return shifts;
    }

    public ZoneId zone() {
        return clock.zone();
    }

    /** The centre's day at that instant. */
    public LocalDate day(Instant now) {
        return clock.shows(now).toLocalDate();
    }

    /** Turns of which some part lies in {@code window}, the first to begin first; those left out are not among them. */
    public List<Turn> turns(Span window) {
        List<Turn> turns = new ArrayList<>();
        shifts.forEach((id, shift) -> collect(id, shift, window, turns));
        turns.removeIf(turn -> turn.cover().equals(new Cover.LeftOut()));
        turns.sort(Comparator.comparing((Turn turn) -> turn.span().from())
                .thenComparing(turn -> turn.span().until())
                .thenComparing(turn -> turn.key().shift().text()));
        return turns;
    }

    /** When a programme's turns are, those left out as well; the first to begin first. */
    List<Span> planned(Label programme, Span window) {
        List<Turn> turns = new ArrayList<>();
        shifts.forEach((id, shift) -> {
            if (shift.programme().equals(programme)) {
                collect(id, shift, window, turns);
            }
        });
        return turns.stream()
                .map(Turn::span)
                .sorted(Comparator.comparing(Span::from))
                .toList();
    }

    private void collect(ShiftId id, Shift shift, Span window, List<Turn> turns) {
        LocalDate last = day(window.until()).plusDays(1);
        for (LocalDate date = day(window.from()).minusDays(DAYS_AROUND); !date.isAfter(last); date = date.plusDays(1)) {
            Cover cover = shift.cover(date);
            if (!shift.pattern().fallsOn(date)) {
                continue;
            }
            Span span = span(date, shift.pattern().hours());
            if (span.from().isBefore(span.until()) && span.meets(window)) {
                turns.add(new Turn(new Turn.Key(id, date), shift.programme(), shift.tier(), span, cover));
            }
        }
    }

    Span span(LocalDate date, Pattern.Hours hours) {
        return new Span(
                instant(date, hours.from()), instant(hours.overMidnight() ? date.plusDays(1) : date, hours.until()));
    }

    private Instant instant(LocalDate date, LocalTime time) {
        return clock.closes(LocalDateTime.of(date, time));
    }

    /**
     * Until when somebody is in shifts without a break from that instant on: the instant itself when they are in none,
     * at most {@code horizon}.
     */
    Instant through(PersonId person, Instant from, Instant horizon) {
        Calendar theirs = of(person);
        Instant through = from;
        while (through.isBefore(horizon)) {
            Instant at = through;
            Instant next = theirs.turns(new Span(at, at.plusNanos(1))).stream()
                    .filter(turn -> turn.isOf(person))
                    .map(turn -> turn.span().until())
                    .max(Comparator.naturalOrder())
                    .orElse(at);
            if (!next.isAfter(at)) {
                return at;
            }
            through = next;
        }
        return horizon;
    }

    private Calendar of(PersonId person) {
        Map<ShiftId, Shift> theirs = new HashMap<>(shifts);
        theirs.values().removeIf(shift -> !shift.names(person));
        return new Calendar(clock.zone(), theirs);
    }
}
