package org.stillcall.store;

import java.util.Optional;

/** Names a contact plan: 16 random bytes as 22 characters of base64url. */
public record PlanId(String text) {
    public PlanId {
        IdText.require(text);
    }

    /** The id that {@code text} spells, if it spells one. */
    public static Optional<PlanId> parse(String text) {
        return IdText.spells(text) ? Optional.of(new PlanId(text)) : Optional.empty();
    }
}
