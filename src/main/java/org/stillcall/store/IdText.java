package org.stillcall.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Objects;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Contract;
import org.stillcall.base.Randomness;

/** How ids are spelled: 16 random bytes as 22 characters of base64url without padding, in their one canonical form. */
final class IdText {
    private static final int BYTES = 16;

    private IdText() {}

    static boolean spells(String text) {
        return Base64Url.spells(text, BYTES);
    }

    static void require(String text) {
        Contract.require(spells(text), "An id is 16 bytes as 22 characters of base64url.");
    }

    static String random(Randomness randomness) {
        return of(randomBytes(randomness));
    }

    static byte[] randomBytes(Randomness randomness) {
        byte[] bytes = new byte[BYTES];
        randomness.nextBytes(bytes);
        return bytes;
    }

    /** The one id that always stands for a text that is none. */
    static String derived(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return of(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    static String of(byte[] bytes) {
        return Base64Url.encode(bytes);
    }

    static byte[] bytes(String text) {
        return Objects.requireNonNull(Base64Url.decode(text));
    }
}
