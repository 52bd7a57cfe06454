package org.stillcall.call;

import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.plan.Footprint;
import org.stillcall.plan.Identity;

/**
 * A call that somebody may ask for, without its number: what would it leave behind?
 *
 * @param phone the advocate's; null to say nothing about whether it can take a call now
 * @param asked what the survivor's phone is to show, as if the advocate had agreed to what that means
 * @param planned the contact plan; null where there is none
 * @param device from which it is asked; null for a program at the API
 */
public record Prospect(
        @Nullable Label phone,
        Label programme,
        Identity asked,
        Switchboard.@Nullable Planned planned,
        @Nullable String device) {
    /** What came of it. */
    public sealed interface Answer {
        /** The call may be asked for now, and would leave that. */
        record Foreseen(Footprint footprint) implements Answer {}

        /** The call would be refused. */
        record Refused(Switchboard.Placement.Refused why) implements Answer {}
    }

    @Override
    public String toString() {
        return "Prospect";
    }
}
