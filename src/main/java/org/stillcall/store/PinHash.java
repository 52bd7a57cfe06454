package org.stillcall.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.stillcall.base.Randomness;

/**
 * What is kept of a PIN: Argon2id (RFC 9106) over a salt of its own, which the store seals. A PIN has so few digits
 * that this only makes a copy of the server costly to try; what protects it is that five wrong ones end it.
 */
public final class PinHash {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int MEMORY_KIBIBYTES = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LEAST = 6;
    private static final int MOST = 12;

    private PinHash() {}

    /** 6 to 12 digits that are neither all the same nor a run up or down. */
    public static boolean isStrong(String pin) {
        if (pin.length() < LEAST || pin.length() > MOST) {
            return false;
        }
        boolean oneStep = true;
        int step = pin.charAt(1) - pin.charAt(0);
        for (int i = 0; i < pin.length(); i++) {
            char c = pin.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            oneStep &= i == 0 || c - pin.charAt(i - 1) == step;
        }
        return !(oneStep && Math.abs(step) <= 1);
    }

    /** Salt and hash of a new PIN. */
    public static byte[] verifier(String pin, Randomness randomness) {
        byte[] verifier = new byte[SALT_BYTES + HASH_BYTES];
        byte[] salt = new byte[SALT_BYTES];
        randomness.nextBytes(salt);
        System.arraycopy(salt, 0, verifier, 0, SALT_BYTES);
        hash(pin, salt, verifier);
        return verifier;
    }

    /** Whether this is the PIN; takes the same time wherever it differs. */
    public static boolean holds(byte[] verifier, String pin) {
        if (verifier.length != SALT_BYTES + HASH_BYTES) {
            return false;
        }
        byte[] again = new byte[SALT_BYTES + HASH_BYTES];
        System.arraycopy(verifier, 0, again, 0, SALT_BYTES);
        hash(pin, Arrays.copyOf(verifier, SALT_BYTES), again);
        return MessageDigest.isEqual(verifier, again);
    }

    private static void hash(String pin, byte[] salt, byte[] target) {
        Argon2BytesGenerator argon = new Argon2BytesGenerator();
        argon.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(MEMORY_KIBIBYTES)
                .withIterations(PASSES)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        byte[] bytes = pin.getBytes(StandardCharsets.UTF_8);
        argon.generateBytes(bytes, target, SALT_BYTES, HASH_BYTES);
        Arrays.fill(bytes, (byte) 0);
    }
}
