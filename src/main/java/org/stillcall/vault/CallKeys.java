package org.stillcall.vault;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.base.Limits;
import org.stillcall.base.Randomness;
import org.stillcall.base.X25519;

/**
 * One-time keys, each good for one number and sixty seconds; private halves stand off the heap. Threads may share it.
 */
public final class CallKeys implements AutoCloseable {
    private static final int TOKEN_BITS = 128;

    /** What a client needs in order to seal one number: the key's name and its public half as a JWK. */
    public record CallKey(String kid, String jwk) {}

    /** What came of opening. */
    public sealed interface Outcome permits Opened, Refused {}

    /** The number; whoever gets it closes it. */
    public record Opened(Digits number) implements Outcome {}

    public record Refused(Reason reason) implements Outcome {}

    /** Why a sealed number was not opened. */
    public enum Reason {
        /** Never issued, used before, or its time is over. */
        UNKNOWN_KEY,
        TOO_LONG,
        /** Not a compact JWE. */
        MALFORMED,
        /** A JWE of another algorithm, for another key, or with a header member that is not known here. */
        NOT_ACCEPTED,
        /** Sealed to another key, or changed on its way. */
        NOT_AUTHENTIC,
        NOT_A_NUMBER,
        /** As many numbers as the limit are being opened or held. */
        BUSY
    }

    private record Waiting(Block privateKey, long endMillis) {}

    private final LongSupplier nowMillis;
    private final Randomness randomness;
    private final BlockPool numbers;
    private final KeySource source;
    private final BlockPool rooms = Agreement.rooms();
    private final BlockPool privateKeys = new BlockPool(X25519.KEY_BYTES, Limits.CALL_KEYS);
    private final LinkedHashMap<String, Waiting> waiting = new LinkedHashMap<>(); // oldest first
    private boolean closed;

    /** {@code nowMillis} is a monotonic clock, {@code numbers} a pool made by {@link Digits#pool}. */
    public CallKeys(LongSupplier nowMillis, Randomness randomness, BlockPool numbers) {
        this.nowMillis = nowMillis;
        this.randomness = randomness;
        this.numbers = numbers;
        this.source = new KeySource(randomness);
    }

    /** A new key, or none when as many as the limit are waiting or after the end. */
    public Optional<CallKey> issue() {
        sweep();
        byte[] publicKey;
        Block privateKey;
        try (Agreement agreement = Agreement.in(rooms)) {
            privateKey = agreement == null ? null : privateKeys.take();
            if (agreement == null || privateKey == null) {
                return Optional.empty();
            }
            source.next(agreement.privateKey());
            privateKey.segment().copyFrom(agreement.privateKey());
            publicKey = agreement.publicKey();
        }
        String kid = randomness.token(TOKEN_BITS);
        synchronized (this) {
            if (closed) {
                privateKey.close();
                return Optional.empty();
            }
            waiting.put(kid, new Waiting(privateKey, nowMillis.getAsLong() + Limits.CALL_KEY_MILLIS));
        }
        return Optional.of(new CallKey(kid, jwk(publicKey)));
    }

    static String jwk(byte[] publicKey) {
        return "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"" + Base64Url.encode(publicKey) + "\"}";
    }

    /** Opens a compact JWE with the key of that name, which is used up whatever comes of it. */
    public Outcome open(String kid, CharSequence compactJwe) {
        Block privateKey = take(kid);
        if (privateKey == null) {
            return new Refused(Reason.UNKNOWN_KEY);
        }
        try (privateKey) {
            if (compactJwe.length() > Limits.SEALED_NUMBER_CHARACTERS) {
                return new Refused(Reason.TOO_LONG);
            }
            return switch (Jwe.read(kid, compactJwe.toString())) {
                case Jwe.Refused refused -> new Refused(refused.reason());
                case Jwe.Read read -> open(privateKey.segment(), read.jwe());
            };
        }
    }

    /** The same, from ASCII bytes. */
    public Outcome open(String kid, byte[] compactJwe) {
        int most = Math.min(compactJwe.length, Limits.SEALED_NUMBER_CHARACTERS + 1);
        return open(kid, new String(compactJwe, 0, most, StandardCharsets.ISO_8859_1));
    }

    /**
     * Opens a compact JWE that holds not a number but {@code secret.byteSize()} bytes, a key for what follows; the
     * key of that name is used up whatever comes of it.
     *
     * @param secret off-heap; gets the bytes
     * @return null when they are there
     */
    public @Nullable Reason openSecret(String kid, String compactJwe, MemorySegment secret) {
        Block privateKey = take(kid);
        if (privateKey == null) {
            return Reason.UNKNOWN_KEY;
        }
        try (privateKey;
                Agreement agreement = Agreement.in(rooms)) {
            if (agreement == null) {
                return Reason.BUSY;
            }
            return switch (Jwe.read(kid, compactJwe)) {
                case Jwe.Refused refused -> refused.reason();
                case Jwe.Read read when read.jwe().textBytes() != secret.byteSize() -> Reason.MALFORMED;
                case Jwe.Read read -> {
                    agreement.privateKey().copyFrom(privateKey.segment());
                    if (!agreement.open(read.jwe())) {
                        yield Reason.NOT_AUTHENTIC;
                    }
                    secret.copyFrom(agreement.text(read.jwe().textBytes()));
                    yield null;
                }
            };
        }
    }

    private Outcome open(MemorySegment privateKey, Jwe jwe) {
        try (Agreement agreement = Agreement.in(rooms)) {
            if (agreement == null) {
                return new Refused(Reason.BUSY);
            }
            agreement.privateKey().copyFrom(privateKey);
            if (!agreement.open(jwe)) {
                return new Refused(Reason.NOT_AUTHENTIC);
            }
            Digits number = Digits.read(numbers, agreement.text(jwe.textBytes()), 0, jwe.textBytes());
            if (number != null) {
                return new Opened(number);
            }
            return new Refused(full(numbers) ? Reason.BUSY : Reason.NOT_A_NUMBER);
        }
    }

    private static boolean full(BlockPool pool) {
        try (Block block = pool.take()) {
            return block == null;
        }
    }

    private synchronized @Nullable Block take(String kid) {
        Waiting found = waiting.remove(kid);
        if (found == null) {
            return null;
        }
        if (found.endMillis() - nowMillis.getAsLong() <= 0) {
            found.privateKey().close();
            return null;
        }
        return found.privateKey();
    }

    /** Overwrites every key whose time is over and returns how many; to be called each second or so. */
    public synchronized int sweep() {
        long now = nowMillis.getAsLong();
        int swept = 0;
        for (Iterator<Waiting> oldest = waiting.values().iterator(); oldest.hasNext(); swept++) {
            Waiting key = oldest.next();
            if (key.endMillis() - now > 0) {
                break;
            }
            key.privateKey().close();
            oldest.remove();
        }
        return swept;
    }

    /** How many keys wait. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** Overwrites every key; none is issued and none is found from now on. */
    @Override
    public synchronized void close() {
        closed = true;
        waiting.values().forEach(key -> key.privateKey().close());
        waiting.clear();
        source.close();
    }
}
