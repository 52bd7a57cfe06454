package org.stillcall.vault;

import org.stillcall.base.Digits;
import org.stillcall.base.Randomness;

/** The client's half: seals a number to a call key. Threads may share it. */
public final class NumberSealer implements AutoCloseable {
    public NumberSealer(Randomness randomness) {
        throw new UnsupportedOperationException();
    }

    /** The number as a compact JWE for the key {@code jwk} (as {@link CallKeys.CallKey} gives it). */
    public String seal(Digits number, String jwk) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
