package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Digits;
import org.stillcall.base.Limits;
import org.stillcall.base.Randomness;

/** Fuzz targets: whatever is said to be a sealed number is read within its bounds or refused, and opens nothing. */
class VaultFuzzTest {
    private static final CallKeys KEYS = new CallKeys(() -> 0, Randomness.seeded(1), Digits.pool(1));

    @FuzzTest
    void compactJwe(byte[] data) {
        String kid = KEYS.issue().orElseThrow().kid();
        assertTrue(KEYS.open(kid, data) instanceof CallKeys.Refused);
        assertEquals(0, KEYS.waiting());
    }

    @FuzzTest
    void header(byte[] data) {
        String rest = ".." + Base64Url.encode(new byte[12]) + "." + Base64Url.encode(new byte[12]) + "."
                + Base64Url.encode(new byte[16]);
        String compact = Base64Url.encode(data) + rest;
        if (Jwe.read("kid", compact) instanceof Jwe.Read read) {
            assertEquals(12, read.jwe().textBytes());
            assertEquals(32, read.jwe().header().peer().length);
            assertTrue(compact.length() <= Limits.SEALED_NUMBER_CHARACTERS);
            String text = new String(data, StandardCharsets.UTF_8);
            assertTrue(text.contains("epk") || text.contains("\\u"));
        }
    }

    @FuzzTest
    void publicKey(byte[] data) {
        byte[] key = Jwe.publicKey(new String(data, StandardCharsets.UTF_8));
        assertTrue(key == null || key.length == 32);
    }
}
