package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;

/** G18: key agreement and derivation against the standards' own examples. */
class AgreementTest {
    private final BlockPool rooms = Agreement.rooms();

    @Test
    void derive_ofRfc7518AppendixC_givesItsKey() {
        int[] secret = {
            158, 86, 217, 29, 129, 113, 53, 211, 114, 131, 66, 131, 191, 132, 38, 156, 251, 49, 110, 163, 218, 128, 106,
            72, 246, 218, 167, 121, 140, 254, 144, 196
        };
        try (Agreement agreement = Agreement.in(rooms)) {
            for (int i = 0; i < secret.length; i++) {
                agreement.sharedSecret().set(ValueLayout.JAVA_BYTE, i, (byte) secret[i]);
            }
            agreement.derive("A128GCM", new Jwe.Header(new byte[32], ascii("Alice"), ascii("Bob")), 16);
            byte[] key = Arrays.copyOf(agreement.contentKey().toArray(ValueLayout.JAVA_BYTE), 16);
            assertEquals("VqqN6vgjbSBcIijNcacQGg", Base64Url.encode(key));
            assertArrayEquals(new byte[32], agreement.sharedSecret().toArray(ValueLayout.JAVA_BYTE));
        }
    }

    @Test
    void agree_ofRfc8037AppendixA6_givesItsSharedSecret() {
        byte[] bob = Base64.getUrlDecoder().decode("3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08");
        try (Agreement agreement = Agreement.in(rooms)) {
            agreement
                    .privateKey()
                    .copyFrom(MemorySegment.ofArray(HexFormat.of()
                            .parseHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")));
            assertEquals("hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo", Base64Url.encode(agreement.publicKey()));
            assertTrue(agreement.agree(bob));
            assertEquals(
                    "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742",
                    HexFormat.of().formatHex(agreement.sharedSecret().toArray(ValueLayout.JAVA_BYTE)));
            assertArrayEquals(new byte[32], agreement.privateKey().toArray(ValueLayout.JAVA_BYTE));
        }
    }

    @Test
    void close_overwritesTheRoom() {
        Agreement agreement = Agreement.in(rooms);
        agreement.privateKey().fill((byte) 1);
        agreement.text(64).fill((byte) 2);
        agreement.close();
        try (Block block = rooms.take()) {
            assertArrayEquals(new byte[block.capacity()], block.segment().toArray(ValueLayout.JAVA_BYTE));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
