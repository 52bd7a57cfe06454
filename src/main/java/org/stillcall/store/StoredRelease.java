package org.stillcall.store;

import java.time.Instant;
import java.time.LocalDate;

/** A release of information as it is kept. */
public record StoredRelease(
        ReleaseId id, PlanId plan, int version, int generation, byte[] sealed, Instant end, LocalDate addedDay) {
    @Override
    public String toString() {
        return "StoredRelease";
    }
}
