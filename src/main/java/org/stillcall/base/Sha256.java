package org.stillcall.base;

import static org.stillcall.base.Contract.require;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * SHA-256 (FIPS 180-4) of secrets: message, schedule and digest stay in off-heap memory that the caller lends and
 * wipes.
 * For a hundred bytes now and then; other hashing belongs to the JDK. Stateless.
 */
public final class Sha256 {
    public static final int DIGEST_BYTES = 32;
    /** What {@link #digest} needs: the digest, one padded block and the message schedule. */
    public static final int ROOM_BYTES = DIGEST_BYTES + 64 + 64 * 4;

    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final long BLOCK = DIGEST_BYTES;
    private static final long SCHEDULE = BLOCK + 64;

    private static final int[] START = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    private static final int[] K = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    private Sha256() {}

    /** Hashes all of {@code message}; the digest is the first 32 bytes of {@code room}, the rest of it is wiped. */
    public static void digest(MemorySegment message, MemorySegment room) {
        require(room.isNative() && room.byteSize() >= ROOM_BYTES, "A digest needs its room off the heap.");
        for (int i = 0; i < START.length; i++) {
            room.set(WORD, i * 4L, START[i]);
        }
        long whole = message.byteSize() / 64 * 64;
        for (long at = 0; at < whole; at += 64) {
            MemorySegment.copy(message, at, room, BLOCK, 64);
            compress(room);
        }
        long rest = message.byteSize() - whole;
        room.asSlice(BLOCK, 64).fill((byte) 0);
        MemorySegment.copy(message, whole, room, BLOCK, rest);
        room.set(ValueLayout.JAVA_BYTE, BLOCK + rest, (byte) 0x80);
        if (rest >= 56) {
            compress(room);
            room.asSlice(BLOCK, 64).fill((byte) 0);
        }
        room.set(LONG, BLOCK + 56, message.byteSize() * 8);
        compress(room);
        room.asSlice(BLOCK, ROOM_BYTES - BLOCK).fill((byte) 0);
    }

    private static void compress(MemorySegment room) {
        for (int t = 0; t < 16; t++) {
            room.set(WORD, SCHEDULE + t * 4L, room.get(WORD, BLOCK + t * 4L));
        }
        for (int t = 16; t < 64; t++) {
            room.set(
                    WORD,
                    SCHEDULE + t * 4L,
                    small1(word(room, t - 2)) + word(room, t - 7) + small0(word(room, t - 15)) + word(room, t - 16));
        }
        int a = room.get(WORD, 0);
        int b = room.get(WORD, 4);
        int c = room.get(WORD, 8);
        int d = room.get(WORD, 12);
        int e = room.get(WORD, 16);
        int f = room.get(WORD, 20);
        int g = room.get(WORD, 24);
        int h = room.get(WORD, 28);
        for (int t = 0; t < 64; t++) {
            int first = h + big1(e) + (e & f ^ ~e & g) + K[t] + word(room, t);
            int second = big0(a) + (a & b ^ a & c ^ b & c);
            h = g;
            g = f;
            f = e;
            e = d + first;
            d = c;
            c = b;
            b = a;
            a = first + second;
        }
        add(room, 0, a);
        add(room, 4, b);
        add(room, 8, c);
        add(room, 12, d);
        add(room, 16, e);
        add(room, 20, f);
        add(room, 24, g);
        add(room, 28, h);
    }

    private static int word(MemorySegment room, int t) {
        return room.get(WORD, SCHEDULE + t * 4L);
    }

    private static void add(MemorySegment room, long at, int value) {
        room.set(WORD, at, room.get(WORD, at) + value);
    }

    private static int big0(int x) {
        return Integer.rotateRight(x, 2) ^ Integer.rotateRight(x, 13) ^ Integer.rotateRight(x, 22);
    }

    private static int big1(int x) {
        return Integer.rotateRight(x, 6) ^ Integer.rotateRight(x, 11) ^ Integer.rotateRight(x, 25);
    }

    private static int small0(int x) {
        return Integer.rotateRight(x, 7) ^ Integer.rotateRight(x, 18) ^ x >>> 3;
    }

    private static int small1(int x) {
        return Integer.rotateRight(x, 17) ^ Integer.rotateRight(x, 19) ^ x >>> 10;
    }
}
