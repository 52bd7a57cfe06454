package org.stillcall.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillcall.base.Randomness;

/** G25: of a PIN there is Argon2id over a salt of its own, as costly as OWASP asks at least, and nothing else. */
class PinHashTest {
    private static final String PIN = "402918";

    private final Randomness randomness = Randomness.secure();

    @Test
    void verifier_isArgon2idOfASaltOfItsOwn() {
        byte[] verifier = PinHash.verifier(PIN, randomness);
        byte[] again = PinHash.verifier(PIN, randomness);
        assertEquals(48, verifier.length);
        assertFalse(Arrays.equals(verifier, 0, 16, again, 0, 16), "a salt of its own");
        assertFalse(Arrays.equals(verifier, 16, 48, again, 16, 48));
        Argon2BytesGenerator argon = new Argon2BytesGenerator();
        argon.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(0x13)
                .withMemoryAsKB(19_456)
                .withIterations(2)
                .withParallelism(1)
                .withSalt(Arrays.copyOf(verifier, 16))
                .build());
        byte[] hash = new byte[32];
        argon.generateBytes(PIN.getBytes(UTF_8), hash);
        assertArrayEquals(hash, Arrays.copyOfRange(verifier, 16, 48));
    }

    @Test
    void verifier_holdsForItsPinAlone() {
        byte[] verifier = PinHash.verifier(PIN, randomness);
        assertTrue(PinHash.holds(verifier, PIN));
        assertFalse(PinHash.holds(verifier, "402919"));
        assertFalse(PinHash.holds(verifier, ""));
        assertFalse(PinHash.holds(Arrays.copyOf(verifier, 47), PIN), "cut off");
        verifier[3] ^= 1;
        assertFalse(PinHash.holds(verifier, PIN), "another salt");
    }

    @ParameterizedTest
    @CsvSource({
        "402918, true",
        "40291, false",
        "4029184029184, false",
        "111111, false",
        "123456, false",
        "987654, false",
        "135791, true",
        "40291a, false",
        "\u0664\u0660\u0662\u0669\u0661\u0668, false"
    })
    void pin_isStrongEnough(String pin, boolean strong) {
        assertEquals(strong, PinHash.isStrong(pin));
    }
}
