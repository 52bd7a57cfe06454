package org.stillcall.base;

import static org.stillcall.base.Contract.require;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * AES encryption (FIPS 197) of single blocks whose key schedule stays in off-heap memory: for keys that serve once,
 * where
 * the JDK would leave the schedule on the heap. Some microseconds a block; no table, no branch on a secret. Stateless.
 */
final class Aes {
    /** Round keys of the longest key. */
    static final int SCHEDULE_BYTES = 15 * 16;

    /*
     * A state of 16 bytes is two longs of two columns each, the first row in the high byte of a column. Arithmetic in
     * GF(2^8) runs on the eight bytes of a long at once: a bit of every byte times 0xff is a mask of that byte. The
     * S-box is computed: x^254, then the affine map.
     */
    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LOW_SEVEN = 0x7f7f7f7f7f7f7f7fL;
    private static final int[] SQUARES = {0x01, 0x04, 0x10, 0x40, 0x1b, 0x6c, 0xab, 0x9a}; // x^0, x^2 .. x^14

    private Aes() {}

    /** Expands the key at {@code keyAt} (16 or 32 bytes) to {@code scheduleAt} in the same room. */
    static void expand(MemorySegment room, long keyAt, int keyBytes, long scheduleAt) {
        require(keyBytes == 16 || keyBytes == 32, "A key has 128 or 256 bits.");
        require(room.isNative(), "A key schedule needs its room off the heap.");
        int keyWords = keyBytes / 4;
        MemorySegment.copy(room, keyAt, room, scheduleAt, keyBytes);
        int constant = 1;
        for (int i = keyWords; i < 4 * (rounds(keyBytes) + 1); i++) {
            int word = room.get(WORD, scheduleAt + (i - 1) * 4L);
            if (i % keyWords == 0) {
                word = (int) substitute(Integer.toUnsignedLong(Integer.rotateLeft(word, 8))) ^ constant << 24;
                constant = constant << 1 ^ (constant >> 7) * 0x11b;
            } else if (keyWords == 8 && i % 8 == 4) {
                word = (int) substitute(Integer.toUnsignedLong(word));
            }
            room.set(WORD, scheduleAt + i * 4L, word ^ room.get(WORD, scheduleAt + (i - keyWords) * 4L));
        }
    }

    /** Encrypts the 16 bytes at {@code blockAt} in place. */
    static void encrypt(MemorySegment room, long scheduleAt, int keyBytes, long blockAt) {
        int rounds = rounds(keyBytes);
        long left = room.get(LONG, blockAt) ^ room.get(LONG, scheduleAt);
        long right = room.get(LONG, blockAt + 8) ^ room.get(LONG, scheduleAt + 8);
        for (int round = 1; round <= rounds; round++) {
            long leftBytes = substitute(left);
            long rightBytes = substitute(right);
            left = shiftRows(leftBytes, rightBytes);
            right = shiftRows(rightBytes, leftBytes);
            if (round < rounds) {
                left = mixColumns(left);
                right = mixColumns(right);
            }
            left ^= room.get(LONG, scheduleAt + round * 16L);
            right ^= room.get(LONG, scheduleAt + round * 16L + 8);
        }
        room.set(LONG, blockAt, left);
        room.set(LONG, blockAt + 8, right);
    }

    private static int rounds(int keyBytes) {
        return keyBytes / 4 + 6;
    }

    /** The two columns of {@code own} after rows move left by 0, 1, 2, 3 through all four columns. */
    private static long shiftRows(long own, long other) {
        return own & 0xff00000000000000L
                | own << 32 & 0x00ff000000000000L
                | other & 0x0000ff0000000000L
                | other << 32 & 0x000000ff00000000L
                | own & 0x00000000ff000000L
                | other >>> 32 & 0x0000000000ff0000L
                | other & 0x000000000000ff00L
                | own >>> 32 & 0x00000000000000ffL;
    }

    private static long mixColumns(long x) {
        long turned = rotateColumns(x, 8);
        return timesX(x ^ turned) ^ turned ^ rotateColumns(x, 16) ^ rotateColumns(x, 24);
    }

    private static long rotateColumns(long x, int bits) {
        long kept = ((1L << 32 - bits) - 1) * 0x0000000100000001L;
        return (x & kept) << bits | x >>> 32 - bits & ((1L << bits) - 1) * 0x0000000100000001L;
    }

    private static long timesX(long x) {
        return (x & LOW_SEVEN) << 1 ^ (x >>> 7 & ONES) * 0x1b;
    }

    private static long substitute(long x) {
        long two = square(x);
        long three = times(two, x);
        long twelve = square(square(three));
        long fifteen = times(twelve, three);
        long twoHundredForty = square(square(square(square(fifteen))));
        long inverse = times(times(twoHundredForty, twelve), two); // x^254
        return inverse
                ^ rotateBytes(inverse, 1)
                ^ rotateBytes(inverse, 2)
                ^ rotateBytes(inverse, 3)
                ^ rotateBytes(inverse, 4)
                ^ 0x63 * ONES;
    }

    private static long rotateBytes(long x, int bits) {
        long kept = ONES * (0xff >> bits);
        return (x & kept) << bits | x >>> 8 - bits & ONES * ((1 << bits) - 1);
    }

    private static long times(long a, long b) {
        long product = 0;
        long power = a;
        for (int bit = 0; bit < 8; bit++) {
            product ^= power & (b >>> bit & ONES) * 0xff;
            power = timesX(power);
        }
        return product;
    }

    private static long square(long x) {
        long result = 0;
        for (int bit = 0; bit < 8; bit++) {
            result ^= (x >>> bit & ONES) * SQUARES[bit];
        }
        return result;
    }
}
