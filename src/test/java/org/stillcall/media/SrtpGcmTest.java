package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** G12: our AES-GCM for sound: RFC 7714's own packets, the JDK's cipher on random ones, and no garbage. */
class SrtpGcmTest {
    private static final long SEED = 49;
    private static final String KEY = "000102030405060708090a0b0c0d0e0f";
    private static final String SALT = "517569642070726f2071756f";
    private static final int SOURCE = 0x5501a0b2;
    private static final int MOST = MediaLimits.DATAGRAM_BYTES;

    private static SrtpGcm published() {
        return new SrtpGcm((label, bytes) -> hex(bytes == 16 ? KEY : SALT));
    }

    /** RFC 7714 sections 16.1.1 and 16.1.2. */
    @Test
    void packet_ofTheStandardsExample_isSealedAndOpenedAsThere() {
        byte[] clear = hex("8040f17b8041f8d35501a0b247616c6c696120657374206f6d6e69732064"
                + "697669736120696e207061727465732074726573");
        String sealed = "8040f17b8041f8d35501a0b2f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b"
                + "36de3adf8833899d7f27beb16a9152cf765ee4390cce";
        byte[] packet = Arrays.copyOf(clear, MOST);
        try (SrtpGcm cipher = published()) {
            int length = cipher.seal(packet, 12, clear.length, SOURCE, 0xf17b);
            assertEquals(sealed, HexFormat.of().formatHex(packet, 0, length));
            assertEquals(clear.length, cipher.open(packet, 12, length, SOURCE, 0xf17b));
            assertArrayEquals(clear, Arrays.copyOf(packet, clear.length));
        }
    }

    /** RFC 7714 section 17.1. */
    @Test
    void report_ofTheStandardsExample_isSealedAndOpenedAsThere() {
        byte[] clear = hex("81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61"
                + "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef");
        String sealed = "81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda"
                + "4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4";
        byte[] packet = Arrays.copyOf(clear, MOST);
        try (SrtpGcm cipher = published()) {
            int length = cipher.sealControl(packet, clear.length, 0x4d617273, 0x5d4);
            assertEquals(sealed, HexFormat.of().formatHex(packet, 0, length));
            assertEquals(0x5d4, cipher.controlIndex(packet, length));
            assertEquals(clear.length, cipher.openControl(packet, length, 0x4d617273, 0x5d4));
            assertArrayEquals(clear, Arrays.copyOf(packet, clear.length));
        }
    }

    @Test
    void packets_ofEveryLength_areSealedAsByTheJdk() throws GeneralSecurityException {
        Random random = new Random(SEED);
        for (int round = 0; round < 40; round++) {
            byte[] key = bytes(random, 16);
            byte[] salt = bytes(random, 12);
            try (SrtpGcm cipher = new SrtpGcm((label, bytes) -> bytes == 16 ? key.clone() : salt.clone())) {
                for (int text = round % 7; text < MOST - 120; text += 1 + random.nextInt(29)) {
                    int clear = 12 + 4 * random.nextInt(20);
                    byte[] packet = bytes(random, MOST + 20);
                    byte[] before = packet.clone();
                    int source = random.nextInt();
                    long index = random.nextLong(1L << 48);
                    byte[] expected = byTheJdk(key, nonce(salt, source, index), before, clear, text);
                    int length = cipher.seal(packet, clear, clear + text, source, index);
                    String what = "seed " + SEED + ", round " + round + ", header " + clear + ", text " + text;
                    assertArrayEquals(expected, Arrays.copyOf(packet, length), what);
                    assertEquals(clear + text, cipher.open(packet, clear, length, source, index), what);
                    assertArrayEquals(Arrays.copyOf(before, clear + text), Arrays.copyOf(packet, clear + text), what);
                }
            }
        }
    }

    @Test
    void forgedPacket_isLeftAsItCame() {
        byte[] packet = bytes(new Random(SEED), MOST);
        try (SrtpGcm cipher = published()) {
            int length = cipher.seal(packet, 12, 700, SOURCE, 7);
            packet[length - 1] ^= 1;
            byte[] before = packet.clone();
            assertEquals(-1, cipher.open(packet, 12, length, SOURCE, 7));
            assertArrayEquals(before, packet);
        }
    }

    @Test
    void packets_makeNoGarbage() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] packet = new byte[MOST];
        int rounds = 20_000;
        try (SrtpGcm cipher = published()) {
            int opened = turn(cipher, packet, rounds, 0); // warm
            long before = threads.getCurrentThreadAllocatedBytes();
            opened += turn(cipher, packet, rounds, rounds);
            long garbage = threads.getCurrentThreadAllocatedBytes() - before;
            assertEquals(2 * rounds, opened);
            assertTrue(garbage < rounds, garbage + " bytes for " + rounds + " packets");
        }
    }

    private static int turn(SrtpGcm cipher, byte[] packet, int rounds, int from) {
        int opened = 0;
        for (int index = from; index < from + rounds; index++) {
            int length = cipher.seal(packet, 12, 172, SOURCE, index);
            opened += cipher.open(packet, 12, length, SOURCE, index) == 172 ? 1 : 0;
        }
        return opened;
    }

    @Test
    void rehearsal_opensAllThatItSeals() {
        assertEquals(20_000, SrtpRehearsal.perform(SrtpSuite.AEAD_AES_128_GCM, () -> false));
        assertEquals(0, SrtpRehearsal.perform(SrtpSuite.AEAD_AES_128_GCM, () -> true));
    }

    @Test
    void closedCipher_opensNothingAnyMore() {
        SrtpGcm cipher = published();
        cipher.close();
        cipher.close();
        assertThrows(IllegalStateException.class, () -> cipher.seal(new byte[MOST], 12, 172, SOURCE, 1));
        assertThrows(IllegalStateException.class, () -> cipher.openControl(new byte[MOST], 172, SOURCE, 1));
    }

    /** RFC 7714 section 8.1, by its picture. */
    private static byte[] nonce(byte[] salt, int source, long index) {
        byte[] nonce = new byte[12];
        Bits.putInt(nonce, 2, source);
        for (int i = 0; i < 6; i++) {
            nonce[6 + i] = (byte) (index >>> 8 * (5 - i));
        }
        for (int i = 0; i < 12; i++) {
            nonce[i] ^= salt[i];
        }
        return nonce;
    }

    private static byte[] byTheJdk(byte[] key, byte[] nonce, byte[] packet, int clear, int text)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(packet, 0, clear);
        byte[] sealed = new byte[clear + text + 16];
        System.arraycopy(packet, 0, sealed, 0, clear);
        assertEquals(text + 16, cipher.doFinal(packet, clear, text, sealed, clear));
        return sealed;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
