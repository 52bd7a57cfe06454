package org.stillcall.base;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** G18: encryption that leaves no plaintext on the heap, against the published vectors and the JDK's own. */
class AesGcmTest {
    private static final String KEY = "feffe9928665731c6d6a8f9467308308";
    private static final String NONCE = "cafebabefacedbaddecaf888";
    private static final String AAD = "feedfacedeadbeeffeedfacedeadbeefabaddad2";
    private static final String TEXT = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
    private static final String ZEROS = "00000000000000000000000000000000";

    enum Engine {
        QUICK,
        STILL;

        AesGcm with(byte[] key) {
            return switch (this) {
                case QUICK -> AesGcm.quick(Rooms.of(AesGcm.QUICK_ROOM_BYTES), key, 0, key.length);
                case STILL -> AesGcm.still(Rooms.of(AesGcm.STILL_ROOM_BYTES), key.length, Rooms.holding(key));
            };
        }
    }

    /** A published vector: McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B. */
    record Vector(String name, String key, String nonce, String text, String associated, String sealed) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Vector> vectors() {
        String zeroNonce = ZEROS.substring(8);
        return Stream.of(
                new Vector("case 1", ZEROS, zeroNonce, "", "", "58e2fccefa7e3061367f1d57a4e7455a"),
                new Vector(
                        "case 2",
                        ZEROS,
                        zeroNonce,
                        ZEROS,
                        "",
                        "0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf"),
                new Vector(
                        "case 3",
                        KEY,
                        NONCE,
                        TEXT + "1aafd255",
                        "",
                        "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
                                + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091473f5985"
                                + "4d5c2af327cd64a62cf35abd2ba6fab4"),
                new Vector(
                        "case 4",
                        KEY,
                        NONCE,
                        TEXT,
                        AAD,
                        "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
                                + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"
                                + "5bc94fbc3221a5db94fae95ae7121a47"),
                new Vector("case 13", ZEROS + ZEROS, zeroNonce, "", "", "530f8afbc74536b9a963b4f1c4cb738b"),
                new Vector(
                        "case 14",
                        ZEROS + ZEROS,
                        zeroNonce,
                        ZEROS,
                        "",
                        "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"),
                new Vector(
                        "case 16",
                        KEY + KEY,
                        NONCE,
                        TEXT,
                        AAD,
                        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                                + "76fc6ece0f4e1768cddf8853bb2d551b"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void seal_ofThePublishedVectors_givesTheirCiphertextAndTag(Vector vector) {
        byte[] text = hex(vector.text());
        for (Engine engine : Engine.values()) {
            try (AesGcm gcm = engine.with(hex(vector.key()))) {
                byte[] sealed = new byte[text.length + AesGcm.TAG_BYTES];
                gcm.seal(
                        Rooms.holding(text),
                        hex(vector.nonce()),
                        hex(vector.associated()),
                        MemorySegment.ofArray(sealed));
                assertEquals(vector.sealed(), HexFormat.of().formatHex(sealed), engine.name());
                MemorySegment opened = Rooms.of(text.length);
                assertTrue(
                        gcm.open(MemorySegment.ofArray(sealed), hex(vector.nonce()), hex(vector.associated()), opened));
                assertArrayEquals(text, opened.toArray(JAVA_BYTE));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void sealAndOpen_ofRandomInputs_agreeWithTheJdk(Engine engine) throws GeneralSecurityException {
        Random random = new Random(17);
        for (int round = 0; round < 300; round++) {
            byte[] key = bytes(random, random.nextBoolean() ? 16 : 32);
            byte[] nonce = bytes(random, 12);
            byte[] associated = bytes(random, random.nextInt(70));
            byte[] text = bytes(random, random.nextInt(engine == Engine.QUICK ? 3000 : 200));
            byte[] expected = byTheJdk(key, nonce, associated, text);
            try (AesGcm gcm = engine.with(key)) {
                MemorySegment sealed = Rooms.of(expected.length);
                gcm.seal(Rooms.holding(text), nonce, associated, sealed);
                assertArrayEquals(expected, sealed.toArray(JAVA_BYTE), "round " + round);
                MemorySegment opened = Rooms.of(text.length);
                assertTrue(gcm.open(MemorySegment.ofArray(expected), nonce, associated, opened));
                assertArrayEquals(text, opened.toArray(JAVA_BYTE), "round " + round);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void open_whenAnyBitIsWrong_releasesNothing(Engine engine) throws GeneralSecurityException {
        Random random = new Random(18);
        byte[] key = bytes(random, 32);
        byte[] nonce = bytes(random, 12);
        byte[] associated = bytes(random, 5);
        byte[] sealed = byTheJdk(key, nonce, associated, bytes(random, 21));
        try (AesGcm gcm = engine.with(key)) {
            MemorySegment opened = Rooms.of(21);
            for (int bit = 0; bit < sealed.length * 8; bit++) {
                byte[] wrong = sealed.clone();
                wrong[bit / 8] ^= (byte) (1 << bit % 8);
                assertFalse(gcm.open(MemorySegment.ofArray(wrong), nonce, associated, opened), "bit " + bit);
                assertArrayEquals(new byte[21], opened.toArray(JAVA_BYTE));
            }
            associated[4] ^= 1;
            assertFalse(gcm.open(MemorySegment.ofArray(sealed), nonce, associated, opened));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void seal_ofPlaintextOnTheHeap_isRefused(Engine engine) {
        try (AesGcm gcm = engine.with(new byte[16])) {
            MemorySegment onHeap = MemorySegment.ofArray(new byte[3]);
            MemorySegment sealed = Rooms.of(19);
            assertThrows(IllegalArgumentException.class, () -> gcm.seal(onHeap, new byte[12], new byte[0], sealed));
            assertThrows(IllegalArgumentException.class, () -> gcm.open(sealed, new byte[12], new byte[0], onHeap));
        }
    }

    @Test
    void close_overwritesTheRoom() {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 7);
        MemorySegment room = Rooms.of(AesGcm.STILL_ROOM_BYTES);
        AesGcm gcm = AesGcm.still(room, 32, Rooms.holding(key));
        assertTrue(room.mismatch(Rooms.of(AesGcm.STILL_ROOM_BYTES)) >= 0);
        gcm.close();
        gcm.close();
        assertEquals(-1, room.mismatch(Rooms.of(AesGcm.STILL_ROOM_BYTES)));
        assertThrows(IllegalStateException.class, () -> gcm.seal(Rooms.of(1), new byte[12], new byte[0], Rooms.of(17)));
    }

    private static byte[] byTheJdk(byte[] key, byte[] nonce, byte[] associated, byte[] text)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(associated);
        return cipher.doFinal(text);
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
