package org.stillcall.plan;

import static org.stillcall.base.Contract.require;

import java.time.LocalDateTime;

/** One piece of the local calendar in whole minutes, from {@code from} until before {@code to}. */
public record Stretch(LocalDateTime from, LocalDateTime to) {
    public Stretch {
        require(from.getSecond() == 0 && from.getNano() == 0, "A stretch begins at a whole minute.");
        require(to.getSecond() == 0 && to.getNano() == 0, "A stretch ends at a whole minute.");
        require(from.isBefore(to), "A stretch ends after it begins.");
    }
}
