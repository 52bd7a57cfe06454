package org.stillcall.duty;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.duty.Switch.Position;
import org.stillcall.duty.Turn.Span;
import org.stillcall.store.PersonId;

/**
 * How somebody stands at one instant, from the calendar and what they said last; pure.
 *
 * <p>The rule: who is in a shift is on, unless they said break or off since. Either holds to the end of the unbroken
 * stretch of duty in which it was said, so that it ends neither by a clock nor with a shift that another one of theirs
 * follows at once, but never reaches into the next duty. Outside of a shift nobody is on who did not say until when,
 * and that ends by itself.
 *
 * @param state ON, BREAK or OFF while on duty; NONE otherwise
 * @param until to when duty goes on unbroken, at most two weeks ahead; now for NONE
 */
public record Standing(State state, Instant until) {
    /** What the page shows. */
    public enum State {
        ON,
        BREAK,
        OFF,
        NONE
    }

    /** No stretch is followed further. */
    static final Duration FURTHEST = Duration.ofDays(14);

    static Standing of(PersonId person, Calendar calendar, @Nullable Switch said, Instant now) {
        Instant until = through(person, calendar, said, now, now);
        if (!until.isAfter(now)) {
            return new Standing(State.NONE, now);
        }
        if (said == null || !rests(person, calendar, said, now)) {
            return new Standing(State.ON, until);
        }
        return new Standing(said.position() == Position.BREAK ? State.BREAK : State.OFF, until);
    }

    /** Whether a break or an off still holds at {@code at}. */
    static boolean rests(PersonId person, Calendar calendar, Switch said, Instant at) {
        return said.position() != Position.ON
                && through(person, calendar, said, said.since(), at).isAfter(at);
    }

    /** As {@link Calendar#through}, with what somebody does without a shift. */
    private static Instant through(
            PersonId person, Calendar calendar, @Nullable Switch said, Instant from, Instant now) {
        Instant horizon = now.plus(FURTHEST);
        Instant through = calendar.through(person, from, horizon);
        if (said == null) {
            return through;
        }
        Switch.Extra extra = said.extra();
        if (extra != null && !said.since().isAfter(through) && extra.until().isAfter(through)) {
            through = calendar.through(person, extra.until(), horizon);
        }
        return through;
    }

    /** The spans within {@code window} in which somebody is on, by turn; with {@link Optional#empty} for no turn. */
    static List<Stretch> stretches(PersonId person, Calendar calendar, @Nullable Switch said, Span window) {
        List<Stretch> stretches = new ArrayList<>();
        for (Turn turn : calendar.turns(window)) {
            Instant at = latest(turn.span().from(), window.from());
            if (turn.isOf(person) && (said == null || !rests(person, calendar, said, at))) {
                stretches.add(new Stretch(Optional.of(turn), turn.span()));
            }
        }
        if (said == null) {
            return stretches;
        }
        Switch.Extra extra = said.extra();
        if (extra != null && extra.until().isAfter(window.from()) && !rests(person, calendar, said, window.from())) {
            stretches.add(new Stretch(Optional.empty(), new Span(said.since(), extra.until())));
        }
        return stretches;
    }

    /** Somebody is on, for a turn's programme and tier, or for every programme without one. */
    record Stretch(Optional<Turn> turn, Span span) {}

    private static Instant latest(Instant one, Instant other) {
        return List.of(one, other).stream().max(Comparator.naturalOrder()).orElseThrow();
    }
}
