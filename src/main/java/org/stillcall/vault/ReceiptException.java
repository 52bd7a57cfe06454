package org.stillcall.vault;

import org.jspecify.annotations.Nullable;

/** The receipt log cannot be opened, read or written; the message is a plain sentence for the host. */
public final class ReceiptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReceiptException(String sentence) {
        super(sentence);
    }

    ReceiptException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
