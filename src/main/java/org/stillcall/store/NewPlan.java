package org.stillcall.store;

import java.time.Instant;

/**
 * A contact plan to be kept: the policy half as text, the envelope (kind 2) sealed to the centre's key of
 * {@code generation}, the instant after which nothing of it can be read, and the most attempts of a call-back.
 */
public record NewPlan(
        PlanId id, String programme, byte[] policy, byte[] envelope, int generation, Instant end, int cap) {
    @Override
    public String toString() {
        return "NewPlan";
    }
}
