package org.stillcall.store;

import java.time.Instant;
import java.time.LocalDate;

/** A contact plan as it is kept; policy and envelope are opened from the server's seal, the envelope's own stays. */
public record StoredPlan(
        PlanId id,
        String programme,
        int version,
        int generation,
        byte[] policy,
        byte[] envelope,
        Instant end,
        int attempts,
        int cap,
        LocalDate addedDay) {
    @Override
    public String toString() {
        return "StoredPlan";
    }
}
