package org.stillcall.plan;

import static org.stillcall.base.Contract.require;

import org.jspecify.annotations.Nullable;

/**
 * The plan that a call is made under and where it stands.
 *
 * @param attempts calls that were tried under it so far
 * @param override leave to call outside its times; null as a rule
 */
public record PlanStanding(
        ContactPlan plan, int attempts, @Nullable DangerOverride override) {
    public PlanStanding {
        require(attempts >= 0, "Attempts are counted from nought.");
    }
}
