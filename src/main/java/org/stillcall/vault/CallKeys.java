package org.stillcall.vault;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.base.Randomness;

/** One-time keys, each good for one number and sixty seconds. Threads may share it. */
public final class CallKeys implements AutoCloseable {
    /** What a client needs in order to seal one number: the key's name and its public half as a JWK. */
    public record CallKey(String kid, String jwk) {}

    /** What came of opening. */
    public sealed interface Outcome permits Opened, Refused {}

    /** The number; the caller closes it. */
    public record Opened(Digits number) implements Outcome {}

    public record Refused(Reason reason) implements Outcome {}

    public enum Reason {
        UNKNOWN_KEY,
        TOO_LONG,
        MALFORMED,
        NOT_ACCEPTED,
        NOT_AUTHENTIC,
        NOT_A_NUMBER,
        BUSY
    }

    /** {@code nowMillis} is a monotonic clock; {@code numbers} a pool made by {@link Digits#pool}. */
    public CallKeys(LongSupplier nowMillis, Randomness randomness, BlockPool numbers) {
        throw new UnsupportedOperationException();
    }

    /** A new key, or none when as many as the limit are waiting. */
    public Optional<CallKey> issue() {
        throw new UnsupportedOperationException();
    }

    /** Opens a compact JWE with the key of that name, which is used up whatever comes of it. */
    public Outcome open(String kid, CharSequence compactJwe) {
        throw new UnsupportedOperationException();
    }

    /** The same, from ASCII bytes. */
    public Outcome open(String kid, byte[] compactJwe) {
        throw new UnsupportedOperationException();
    }

    /** Overwrites every key whose time is over and returns how many; call it each second or so. */
    public int sweep() {
        throw new UnsupportedOperationException();
    }

    /** How many keys wait. */
    public int waiting() {
        throw new UnsupportedOperationException();
    }

    /** Overwrites every key; later calls find none. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
