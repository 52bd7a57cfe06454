package org.stillcall.store;

import static org.stillcall.base.Contract.require;

import java.util.List;
import org.stillcall.base.Randomness;
import org.stillcall.vault.KeyId;
import org.stillcall.vault.ReceiptKind;

/** What every part of the store stands on. */
record Ground(Database database, Seals seals, Aftermath aftermath, Attempts attempts, Randomness randomness) {
    Due due(ReceiptKind kind, List<KeyId> slots) {
        return aftermath.due(kind, slots);
    }

    Due due(ReceiptKind kind) {
        return aftermath.due(kind, List.of());
    }

    static void requireSize(byte[] bytes) {
        require(bytes.length >= 1 && bytes.length <= StoreLimits.SEALED_BYTES, "A stored value has 1 to 16384 bytes.");
    }

    static List<KeyId> keyIds(List<String> texts) {
        return texts.stream().map(Ground::keyId).toList();
    }

    /** The key that a row names; throws for a row that names none, whose key can not be told to be destroyed. */
    static KeyId keyId(String slot) {
        return KeyId.parse(slot)
                .orElseThrow(() -> new StoreException("A stored row names no key: the database was changed or damaged."
                        + " The next start ends what is left of that row."));
    }

    /** As {@link #keyId}, where one damaged row must not stand in the way of the others: it names a key of nobody. */
    static KeyId keyOrNone(String slot) {
        return KeyId.parse(slot).orElseGet(() -> new KeyId(IdText.derived(slot)));
    }
}
