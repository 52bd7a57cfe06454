package org.stillcall.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A hold as it is kept.
 *
 * @param end when it ends by itself
 * @param confirmer the second person; empty while it holds nothing yet
 * @param lifter who asked that it end sooner
 * @param there whether the item is still kept
 * @param itemEnd the item's own end, or when its deletion was asked for; its deletion is due once that is over
 */
public record StoredHold(
        HoldId id,
        HoldItem item,
        String reference,
        Instant end,
        PersonId asker,
        Optional<PersonId> confirmer,
        Optional<PersonId> lifter,
        LocalDate askedDay,
        boolean there,
        Optional<Instant> itemEnd) {
    @Override
    public String toString() {
        return "StoredHold";
    }
}
