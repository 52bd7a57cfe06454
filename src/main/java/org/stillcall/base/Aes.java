package org.stillcall.base;

import static org.stillcall.base.Contract.require;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * AES encryption (FIPS 197) of single blocks whose key schedule stays in off-heap memory: for keys that serve once,
 * where the JDK would leave the schedule on the heap. Half a microsecond a block; no table, no branch on a secret.
 * Stateless.
 */
final class Aes {
    /** Round keys of the longest key. */
    static final int SCHEDULE_BYTES = 15 * 16;

    /*
     * A state of 16 bytes is two longs of two columns each, the first row in the high byte of a column. Arithmetic in
     * GF(2^8) runs on the eight bytes of a long at once: a bit of every byte times 0xff is a mask of that byte. The
     * S-box is computed: for the key x^254, then the affine map; for blocks by gates.
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
            substitute(left, right, room, blockAt);
            long leftBytes = room.get(LONG, blockAt);
            long rightBytes = room.get(LONG, blockAt + 8);
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

    /**
     * The S-box on both longs at once, written to {@code at}: the bits of one weight are gathered into one long, two of
     * them in each byte, and go through the circuit of J. Boyar and R. Peralta, "A new combinational logic minimization
     * technique with applications to cryptology" (2009), whose names these are.
     */
    private static void substitute(long left, long right, MemorySegment room, long at) {
        long x0 = gather(left, right, 7);
        long x1 = gather(left, right, 6);
        long x2 = gather(left, right, 5);
        long x3 = gather(left, right, 4);
        long x4 = gather(left, right, 3);
        long x5 = gather(left, right, 2);
        long x6 = gather(left, right, 1);
        long x7 = gather(left, right, 0);
        long y14 = x3 ^ x5;
        long y13 = x0 ^ x6;
        long y9 = x0 ^ x3;
        long y8 = x0 ^ x5;
        long t0 = x1 ^ x2;
        long y1 = t0 ^ x7;
        long y4 = y1 ^ x3;
        long y12 = y13 ^ y14;
        long y2 = y1 ^ x0;
        long y5 = y1 ^ x6;
        long y3 = y5 ^ y8;
        long t1 = x4 ^ y12;
        long y15 = t1 ^ x5;
        long y20 = t1 ^ x1;
        long y6 = y15 ^ x7;
        long y10 = y15 ^ t0;
        long y11 = y20 ^ y9;
        long y7 = x7 ^ y11;
        long y17 = y10 ^ y11;
        long y19 = y10 ^ y8;
        long y16 = t0 ^ y11;
        long y21 = y13 ^ y16;
        long y18 = x0 ^ y16;
        long t2 = y12 & y15;
        long t3 = y3 & y6;
        long t4 = t3 ^ t2;
        long t5 = y4 & x7;
        long t6 = t5 ^ t2;
        long t7 = y13 & y16;
        long t8 = y5 & y1;
        long t9 = t8 ^ t7;
        long t10 = y2 & y7;
        long t11 = t10 ^ t7;
        long t12 = y9 & y11;
        long t13 = y14 & y17;
        long t14 = t13 ^ t12;
        long t15 = y8 & y10;
        long t16 = t15 ^ t12;
        long t17 = t4 ^ t14;
        long t18 = t6 ^ t16;
        long t19 = t9 ^ t14;
        long t20 = t11 ^ t16;
        long t21 = t17 ^ y20;
        long t22 = t18 ^ y19;
        long t23 = t19 ^ y21;
        long t24 = t20 ^ y18;
        long t25 = t21 ^ t22;
        long t26 = t21 & t23;
        long t27 = t24 ^ t26;
        long t28 = t25 & t27;
        long t29 = t28 ^ t22;
        long t30 = t23 ^ t24;
        long t31 = t22 ^ t26;
        long t32 = t31 & t30;
        long t33 = t32 ^ t24;
        long t34 = t23 ^ t33;
        long t35 = t27 ^ t33;
        long t36 = t24 & t35;
        long t37 = t36 ^ t34;
        long t38 = t27 ^ t36;
        long t39 = t29 & t38;
        long t40 = t25 ^ t39;
        long t41 = t40 ^ t37;
        long t42 = t29 ^ t33;
        long t43 = t29 ^ t40;
        long t44 = t33 ^ t37;
        long t45 = t42 ^ t41;
        long z0 = t44 & y15;
        long z1 = t37 & y6;
        long z2 = t33 & x7;
        long z3 = t43 & y16;
        long z4 = t40 & y1;
        long z5 = t29 & y7;
        long z6 = t42 & y11;
        long z7 = t45 & y17;
        long z8 = t41 & y10;
        long z9 = t44 & y12;
        long z10 = t37 & y3;
        long z11 = t33 & y4;
        long z12 = t43 & y13;
        long z13 = t40 & y5;
        long z14 = t29 & y2;
        long z15 = t42 & y9;
        long z16 = t45 & y14;
        long z17 = t41 & y8;
        long t46 = z15 ^ z16;
        long t47 = z10 ^ z11;
        long t48 = z5 ^ z13;
        long t49 = z9 ^ z10;
        long t50 = z2 ^ z12;
        long t51 = z2 ^ z5;
        long t52 = z7 ^ z8;
        long t53 = z0 ^ z3;
        long t54 = z6 ^ z7;
        long t55 = z16 ^ z17;
        long t56 = z12 ^ t48;
        long t57 = t50 ^ t53;
        long t58 = z4 ^ t46;
        long t59 = z3 ^ t54;
        long t60 = t46 ^ t57;
        long t61 = z14 ^ t57;
        long t62 = t52 ^ t58;
        long t63 = t49 ^ t58;
        long t64 = z4 ^ t59;
        long t65 = t61 ^ t62;
        long t66 = z1 ^ t63;
        long s0 = t59 ^ t63;
        long s6 = t56 ^ ~t62;
        long s7 = t48 ^ ~t60;
        long t67 = t64 ^ t65;
        long s3 = t53 ^ t66;
        long s4 = t51 ^ t66;
        long s5 = t47 ^ t65;
        long s1 = t64 ^ ~s3;
        long s2 = t55 ^ ~t67;
        long high = spread(s0, 7, s1, 6) | spread(s2, 5, s3, 4);
        room.set(LONG, at, high | spread(s4, 3, s5, 2) | spread(s6, 1, s7, 0));
        high = spread(s0 >>> 1, 7, s1 >>> 1, 6) | spread(s2 >>> 1, 5, s3 >>> 1, 4);
        room.set(LONG, at + 8, high | spread(s4 >>> 1, 3, s5 >>> 1, 2) | spread(s6 >>> 1, 1, s7 >>> 1, 0));
    }

    private static long gather(long left, long right, int bit) {
        return left >>> bit & ONES | (right >>> bit & ONES) << 1;
    }

    private static long spread(long one, int bit, long other, int otherBit) {
        return (one & ONES) << bit | (other & ONES) << otherBit;
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
