package org.stillcall.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** G18: key agreement whose secrets stay off the heap, against RFC 7748 and the JDK's own. */
class X25519Test {
    @ParameterizedTest
    @CsvSource({
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4,"
                + "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c,"
                + "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
        "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d,"
                + "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493,"
                + "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"
    })
    void agree_ofRfc7748Section5Vectors_givesTheirResult(String scalar, String point, String result) {
        assertEquals(result, agree(hex(scalar), hex(point)));
    }

    @Test
    void publicKeyAndAgree_ofRfc7748Section6_giveBothSidesTheSameSecret() {
        byte[] alice = hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
        byte[] bob = hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
        assertEquals(
                "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
                HexFormat.of().formatHex(publicKey(bob)));
        String shared = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742";
        assertEquals(shared, agree(alice, publicKey(bob)));
        assertEquals(shared, agree(bob, publicKey(alice)));
    }

    @Test
    void agree_iterated_givesRfc7748Section5Results() {
        byte[] scalar = new byte[32];
        scalar[0] = 9;
        byte[] point = scalar.clone();
        for (int i = 1; i <= 1000; i++) {
            byte[] result = hex(agree(scalar, point));
            point = scalar;
            scalar = result;
            if (i == 1) {
                assertEquals(
                        "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079",
                        HexFormat.of().formatHex(scalar));
            }
        }
        assertEquals(
                "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51",
                HexFormat.of().formatHex(scalar));
    }

    @Test
    void agree_ofRandomKeys_agreesWithTheJdk() throws GeneralSecurityException {
        Random random = new Random(19);
        for (int round = 0; round < 300; round++) {
            byte[] scalar = new byte[32];
            random.nextBytes(scalar);
            byte[] point = new byte[32];
            random.nextBytes(point);
            if (round < 20) { // values near p and near zero
                Arrays.fill(point, (byte) (round < 10 ? 0xff : 0));
                point[0] = (byte) (round < 10 ? 0xe0 + round * 3 : round + 2);
                point[31] = (byte) (round < 10 ? 0x7f : 0);
            }
            String own = agree(scalar, point);
            if (own.chars().allMatch(c -> c == '0')) {
                continue;
            }
            assertEquals(HexFormat.of().formatHex(byTheJdk(scalar, point)), own, "round " + round);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"
            })
    void agree_withAPointOfSmallOrder_isRefused(String point) {
        MemorySegment room = Rooms.of(X25519.ROOM_BYTES);
        room.asSlice(X25519.SCALAR, 32).fill((byte) 0x55);
        assertFalse(X25519.agree(room, hex(point)));
    }

    @Test
    void agree_leavesNothingInTheRoomButScalarAndSecret() {
        MemorySegment room = Rooms.of(X25519.ROOM_BYTES);
        room.asSlice(X25519.SCALAR, 32).fill((byte) 0x55);
        byte[] point = new byte[32];
        point[0] = 9;
        assertTrue(X25519.agree(room, point));
        assertArrayEquals(new byte[X25519.ROOM_BYTES - 64], room.asSlice(64).toArray(ValueLayout.JAVA_BYTE));
    }

    private static String agree(byte[] scalar, byte[] point) {
        MemorySegment room = Rooms.of(X25519.ROOM_BYTES);
        MemorySegment.copy(scalar, 0, room, ValueLayout.JAVA_BYTE, X25519.SCALAR, 32);
        assertEquals(X25519.agree(room, point), !allZero(room));
        return HexFormat.of().formatHex(room.asSlice(X25519.SHARED, 32).toArray(ValueLayout.JAVA_BYTE));
    }

    private static boolean allZero(MemorySegment room) {
        return room.asSlice(X25519.SHARED, 32).mismatch(Rooms.of(32)) < 0;
    }

    private static byte[] publicKey(byte[] scalar) {
        MemorySegment room = Rooms.of(X25519.ROOM_BYTES);
        MemorySegment.copy(scalar, 0, room, ValueLayout.JAVA_BYTE, X25519.SCALAR, 32);
        return X25519.publicKey(room);
    }

    private static byte[] byTheJdk(byte[] scalar, byte[] point) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("X25519");
        PrivateKey key = factory.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar));
        byte[] bigEnd = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEnd[i] = point[31 - i];
        }
        bigEnd[0] &= 0x7f;
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(key);
        agreement.doPhase(
                factory.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, bigEnd))),
                true);
        return agreement.generateSecret();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
