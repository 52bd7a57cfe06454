package org.stillcall.vault;

import org.jspecify.annotations.Nullable;

/**
 * Keys or receipts cannot be opened or kept, for a reason that the host can put right: the message is a plain sentence
 * for them.
 */
public final class VaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    VaultException(String sentence) {
        super(sentence);
    }

    VaultException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
