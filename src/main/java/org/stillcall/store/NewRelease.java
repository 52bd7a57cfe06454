package org.stillcall.store;

import java.time.Instant;

/** A release of information to be kept: an envelope (kind 3) that ends at {@code end} or with its plan. */
public record NewRelease(ReleaseId id, PlanId plan, byte[] sealed, int generation, Instant end) {
    @Override
    public String toString() {
        return "NewRelease";
    }
}
