package org.stillcall.store;

import java.time.Instant;

/** A deletion that a hold stops. The item is out of use from now on; it is deleted when the hold is over. */
public final class HeldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Instant until;

    HeldException(Instant until) {
        super("A legal hold keeps this.", null, false, false);
        this.until = until;
    }

    /** When the hold ends by itself. */
    public Instant until() {
        return until;
    }
}
