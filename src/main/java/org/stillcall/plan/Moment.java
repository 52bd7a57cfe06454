package org.stillcall.plan;

import static org.stillcall.base.Contract.require;

import java.time.Duration;
import java.time.Instant;

/**
 * The present by two clocks: {@code wall} is the machine's, by which safe hours are meant; {@code steady} never goes
 * back, and is at most as far ahead as the wall clock once was. What has ended has ended by the later of both.
 */
public record Moment(Instant wall, Instant steady) {
    /** Further apart, the wall clock was set back, and which hour it is for the survivor is not known. */
    public static final Duration MOST_APART = Duration.ofMinutes(2);

    /** Both clocks say the same. */
    public static Moment of(Instant instant) {
        return new Moment(instant, instant);
    }

    /** By which ends and consents are judged. */
    public Instant later() {
        return wall.isAfter(steady) ? wall : steady;
    }

    /** Whether safe hours cannot be judged. */
    public boolean apart() {
        return Duration.between(wall, steady).abs().compareTo(MOST_APART) > 0;
    }

    public Moment plus(Duration time) {
        require(!time.isNegative(), "What is foreseen is to come.");
        return new Moment(wall.plus(time), steady.plus(time));
    }
}
