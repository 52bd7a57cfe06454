package org.stillcall.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stillcall.vault.KeyId;

/**
 * Whether a hold keeps an item that is to be deleted. If so the item is out of use at once, as it would be if it were
 * gone, and its key is destroyed when the hold is over.
 */
final class Keeping {
    private final Ground ground;
    private final HoldItem item;
    private @Nullable KeyId slot;
    private @Nullable Instant until;
    private Instant now = Instant.EPOCH;

    Keeping(Ground ground, HoldItem item) {
        this.ground = ground;
        this.item = item;
    }

    /** Within the deletion's own transaction; writes down that the item's own end is now. */
    boolean keeps(Rows rows, KeyId key) {
        HoldRows.Row hold = ground.seals().mayBeHeld(key) ? HoldRows.inForce(ground.seals(), rows, item) : null;
        if (hold == null) {
            return false;
        }
        slot = key;
        until = ground.seals().keyEnd(hold.slot()).orElse(null);
        now = ground.seals().now();
        Instant before = ground.seals().end(key).orElse(now);
        if (before.isBefore(now)) {
            now = before; // its end came before anybody asked
        }
        HoldRows.writeOwnEnd(ground.seals(), rows, hold, now);
        return true;
    }

    /** After that transaction. */
    void refuseDeletion() {
        if (until != null) {
            if (slot != null) {
                ground.seals().hold(slot, now, until);
            }
            throw new HeldException(until);
        }
    }
}
