package org.stillcall.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Sha256Test {
    @Test
    void digest_ofTheStandardsExample_givesItsResult() {
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                HexFormat.of().formatHex(digest("abc".getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void digest_ofEveryLengthUpTo300_agreesWithTheJdk() throws NoSuchAlgorithmException {
        Random random = new Random(20);
        for (int length = 0; length <= 300; length++) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(message), digest(message), "" + length);
        }
    }

    private static byte[] digest(byte[] message) {
        MemorySegment room = Rooms.of(Sha256.ROOM_BYTES);
        Sha256.digest(Rooms.holding(message), room);
        assertEquals(-1, room.asSlice(32).mismatch(Rooms.of(Sha256.ROOM_BYTES - 32)));
        return room.asSlice(0, 32).toArray(ValueLayout.JAVA_BYTE);
    }
}
