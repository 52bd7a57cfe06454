package org.stillcall.store;

import java.util.List;
import java.util.Optional;
import org.stillcall.vault.KeyId;
import org.stillcall.vault.Receipt;
import org.stillcall.vault.ReceiptKind;

/**
 * What follows from a change: these keys are destroyed, the rows under them go, and a receipt is appended.
 *
 * @param token the receipt's; empty for one that is in the log already
 * @param noted the token as it stands in the note
 */
record Due(ReceiptKind kind, Optional<String> token, Seals.SealedToken noted, List<KeyId> slots) {
    /** A change's outcome and what follows from it; nothing follows unless it was done. */
    record Noted(Change change, List<Due> dues) {
        Noted {
            dues = change == Change.DONE ? dues : List.of();
        }

        static Noted only(Change change) {
            return new Noted(change, List.of());
        }
    }

    /** A change that is through, with the receipts that were appended for it. */
    record Settled(Change change, List<Receipt> receipts) {
        Optional<Receipt> receipt() {
            return receipts.stream().findFirst();
        }
    }
}
