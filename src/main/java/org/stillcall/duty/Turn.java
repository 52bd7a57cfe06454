package org.stillcall.duty;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.stillcall.base.Label;
import org.stillcall.store.PersonId;
import org.stillcall.store.ShiftId;

/** A shift on one day. */
public record Turn(Key key, Label programme, Tier tier, Span span, Cover cover) {
    /** Which one: a shift has at most one on a day. */
    public record Key(ShiftId shift, LocalDate date) {}

    /** From {@code from} until before {@code until}. */
    public record Span(Instant from, Instant until) {
        boolean contains(Instant instant) {
            return !instant.isBefore(from) && instant.isBefore(until);
        }

        boolean meets(Span other) {
            return from.isBefore(other.until) && other.from.isBefore(until);
        }
    }

    /** Who has it, offered or not. */
    public Optional<PersonId> person() {
        return switch (cover) {
            case Cover.Held(PersonId person) -> Optional.of(person);
            case Cover.Offered(PersonId person) -> Optional.of(person);
            case Cover.Open() -> Optional.empty();
            case Cover.LeftOut() -> Optional.empty();
        };
    }

    boolean isOf(PersonId person) {
        return person().filter(person::equals).isPresent();
    }

    @Override
    public String toString() {
        return "Turn";
    }
}
