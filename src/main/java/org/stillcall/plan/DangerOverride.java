package org.stillcall.plan;

import static org.stillcall.base.Contract.require;

import java.time.Instant;

/**
 * Leave to call outside a plan's times because a life is in danger. Who granted it, and that it serves one call only,
 * is kept by whoever hands it in.
 *
 * @param from it counts from here on
 * @param until and before this
 */
public record DangerOverride(Danger danger, Instant from, Instant until) {
    /** Why; the list is short on purpose, and there is no free text. */
    public enum Danger {
        DANGER_TO_LIFE,
        MEDICAL,
        CHILD_IN_DANGER
    }

    public DangerOverride {
        require(from.isBefore(until), "An override ends after it begins.");
    }

    boolean holds(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }
}
