package org.stillcall.vault;

import static org.stillcall.base.Contract.check;
import static org.stillcall.base.Contract.require;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.stillcall.base.AesGcm;
import org.stillcall.base.Base64Url;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.base.Limits;
import org.stillcall.base.Randomness;

/** The client's half: seals a number to a call key. Threads may share it. */
public final class NumberSealer implements AutoCloseable {
    /** Every number is padded with spaces to one length, so that a sealed one does not tell how long it is. */
    private static final int TEXT_BYTES = Limits.DIAL_STRING + 8;

    private final Randomness randomness;
    private final KeySource source;
    private final BlockPool rooms = Agreement.rooms();

    public NumberSealer(Randomness randomness) {
        this.randomness = randomness;
        this.source = new KeySource(randomness);
    }

    /**
     * The number as a compact JWE for the key {@code jwk} (as {@link CallKeys.CallKey} gives it); the number stays the
     * caller's to close. Throws when {@code jwk} is not a public key on X25519.
     */
    public String seal(Digits number, String jwk) {
        byte[] peer = Jwe.publicKey(jwk);
        if (peer == null) {
            throw new IllegalArgumentException("A call key is a public JWK on X25519.");
        }
        try (Agreement agreement = Agreement.in(rooms)) {
            if (agreement == null) {
                throw new IllegalStateException("Too many numbers are being sealed at once.");
            }
            source.next(agreement.privateKey());
            String header =
                    "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":" + CallKeys.jwk(agreement.publicKey()) + "}";
            String associated = Base64Url.encode(header.getBytes(StandardCharsets.US_ASCII));
            write(number, agreement.text(TEXT_BYTES));
            byte[] nonce = nonce();
            byte[] sealed = new byte[TEXT_BYTES + AesGcm.TAG_BYTES];
            boolean usable = agreement.seal(
                    Jwe.Header.to(peer),
                    nonce,
                    associated.getBytes(StandardCharsets.US_ASCII),
                    MemorySegment.ofArray(sealed));
            require(usable, "A call key is a public JWK on X25519.");
            byte[] ciphertext = Arrays.copyOf(sealed, TEXT_BYTES);
            byte[] tag = Arrays.copyOfRange(sealed, TEXT_BYTES, sealed.length);
            return associated + ".." + Base64Url.encode(nonce) + "." + Base64Url.encode(ciphertext) + "."
                    + Base64Url.encode(tag);
        }
    }

    private static void write(Digits number, MemorySegment text) {
        text.fill((byte) ' ');
        int at = 0;
        if (number.international()) {
            text.set(ValueLayout.JAVA_BYTE, at++, (byte) '+');
        }
        int copied = number.copyTo(text, at);
        check(copied == number.length(), "A number was copied whole.");
    }

    private byte[] nonce() {
        byte[] nonce = new byte[AesGcm.NONCE_BYTES];
        randomness.nextBytes(nonce);
        return nonce;
    }

    /** Overwrites what later keys would be made of. */
    @Override
    public void close() {
        source.close();
    }
}
