package org.stillcall.store;

import java.time.Instant;

/** A hold that somebody asks for: of which item, by which court's reference, until when, and who asks. */
public record NewHold(HoldId id, HoldItem item, String reference, Instant end, PersonId asker) {
    @Override
    public String toString() {
        return "NewHold";
    }
}
