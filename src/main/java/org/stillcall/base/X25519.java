package org.stillcall.base;

import static org.stillcall.base.Contract.require;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * X25519 (RFC 7748 section 5) whose private scalar, shared secret and every field element stay in off-heap memory that
 * the caller lends: the scalar stands at {@link #SCALAR} of that room, the shared secret comes to stand at {@link
 * #SHARED}.
 * Same time and same memory accesses whatever the scalar. Stateless.
 */
public final class X25519 {
    public static final int KEY_BYTES = 32;
    /** Where in the room the caller puts the 32 bytes of the private scalar; they are not changed. */
    public static final long SCALAR = 0;
    /** Where in the room the result stands. */
    public static final long SHARED = 32;
    /** The room's size. */
    public static final int ROOM_BYTES = 64 + 13 * 40;

    /*
     * A field element is five limbs of 51 bits in 40 bytes (little end first), kept below 2^53. The product of two
     * limbs
     * is split at bit 51: its low part is the wrapped product masked, its high part Math.multiplyHigh of both after
     * shifting them left by 13 bits between them. Sums of such parts stay below 2^62, also after folding the upper half
     * back (2^255 = 19), so no carry is lost. Slots are numbered; "room" is passed to every step and wiped by agree().
     */
    private static final long MASK = (1L << 51) - 1;
    private static final long FIELD = 64;
    private static final int X1 = 0;
    private static final int X2 = 1;
    private static final int Z2 = 2;
    private static final int X3 = 3;
    private static final int Z3 = 4;
    private static final int A = 5;
    private static final int AA = 6;
    private static final int B = 7;
    private static final int BB = 8;
    private static final int E = 9;
    private static final int C = 10;
    private static final int D = 11;
    private static final int F = 12;
    private static final byte[] BASE_POINT = new byte[KEY_BYTES];

    static {
        BASE_POINT[0] = 9;
    }

    private X25519() {}

    /** The public key of the scalar in {@code room}. */
    public static byte[] publicKey(MemorySegment room) {
        agree(room, BASE_POINT);
        byte[] result = new byte[KEY_BYTES];
        MemorySegment.copy(room, ValueLayout.JAVA_BYTE, SHARED, result, 0, KEY_BYTES);
        room.asSlice(SHARED, KEY_BYTES).fill((byte) 0);
        return result;
    }

    /**
     * Multiplies the peer's point by the scalar in {@code room}, leaves the result at {@link #SHARED} and wipes the
     * rest.
     *
     * @return false when the result is all zero (a point of small order), which must not be used
     */
    public static boolean agree(MemorySegment room, byte[] peer) {
        require(room.isNative() && room.byteSize() >= ROOM_BYTES, "A key agreement needs its room off the heap.");
        require(peer.length == KEY_BYTES, "A public key has 32 bytes.");
        decode(room, peer);
        ladder(room);
        invert(room);
        multiply(room, X2, X2, Z2);
        boolean usable = encode(room);
        room.asSlice(FIELD, ROOM_BYTES - FIELD).fill((byte) 0);
        return usable;
    }

    private static void ladder(MemorySegment room) {
        small(room, X2, 1);
        small(room, Z2, 0);
        copy(room, X3, X1);
        small(room, Z3, 1);
        long swap = 0;
        for (int t = 254; t >= 0; t--) {
            long bit = bit(room, t);
            swapIf(room, swap ^ bit);
            swap = bit;
            add(room, A, X2, Z2);
            multiply(room, AA, A, A);
            subtract(room, B, X2, Z2);
            multiply(room, BB, B, B);
            subtract(room, E, AA, BB);
            add(room, C, X3, Z3);
            subtract(room, D, X3, Z3);
            multiply(room, D, D, A);
            multiply(room, C, C, B);
            add(room, X3, D, C);
            multiply(room, X3, X3, X3);
            subtract(room, Z3, D, C);
            multiply(room, Z3, Z3, Z3);
            multiply(room, Z3, X1, Z3);
            multiply(room, X2, AA, BB);
            small(room, F, 121_665);
            multiply(room, F, F, E);
            add(room, F, AA, F);
            multiply(room, Z2, E, F);
        }
        swapIf(room, swap);
    }

    /** One bit of the clamped scalar (RFC 7748 section 5, decodeScalar25519). */
    private static long bit(MemorySegment room, int t) {
        if (t < 3) {
            return 0;
        }
        if (t == 254) {
            return 1;
        }
        return room.get(ValueLayout.JAVA_BYTE, SCALAR + (t >> 3)) >> (t & 7) & 1;
    }

    private static void swapIf(MemorySegment room, long bit) {
        long mask = -bit;
        for (int limb = 0; limb < 5; limb++) {
            long x = mask & (get(room, X2, limb) ^ get(room, X3, limb));
            set(room, X2, limb, get(room, X2, limb) ^ x);
            set(room, X3, limb, get(room, X3, limb) ^ x);
            long z = mask & (get(room, Z2, limb) ^ get(room, Z3, limb));
            set(room, Z2, limb, get(room, Z2, limb) ^ z);
            set(room, Z3, limb, get(room, Z3, limb) ^ z);
        }
    }

    /** Z2 to the power of p - 2 = 2^255 - 21; names are the exponents reached so far. */
    private static void invert(MemorySegment room) {
        multiply(room, A, Z2, Z2); // 2
        square(room, B, A, 2); // 8
        multiply(room, B, Z2, B); // 9
        multiply(room, A, A, B); // 11
        square(room, C, A, 1); // 22
        multiply(room, B, B, C); // 2^5 - 1
        square(room, C, B, 5);
        multiply(room, B, C, B); // 2^10 - 1
        square(room, C, B, 10);
        multiply(room, C, C, B); // 2^20 - 1
        square(room, D, C, 20);
        multiply(room, C, D, C); // 2^40 - 1
        square(room, C, C, 10);
        multiply(room, B, C, B); // 2^50 - 1
        square(room, C, B, 50);
        multiply(room, C, C, B); // 2^100 - 1
        square(room, D, C, 100);
        multiply(room, C, D, C); // 2^200 - 1
        square(room, C, C, 50);
        multiply(room, B, C, B); // 2^250 - 1
        square(room, B, B, 5);
        multiply(room, Z2, B, A); // 2^255 - 21
    }

    private static void square(MemorySegment room, int result, int of, int times) {
        multiply(room, result, of, of);
        for (int i = 1; i < times; i++) {
            multiply(room, result, result, result);
        }
    }

    private static void add(MemorySegment room, int result, int left, int right) {
        for (int limb = 0; limb < 5; limb++) {
            set(room, result, limb, get(room, left, limb) + get(room, right, limb));
        }
    }

    /** The difference plus 2p, so that no limb is negative. */
    private static void subtract(MemorySegment room, int result, int left, int right) {
        set(room, result, 0, get(room, left, 0) + (MASK - 18) * 2 - get(room, right, 0));
        for (int limb = 1; limb < 5; limb++) {
            set(room, result, limb, get(room, left, limb) + MASK * 2 - get(room, right, limb));
        }
        carry(room, result);
    }

    private static void multiply(MemorySegment room, int result, int left, int right) {
        long a0 = get(room, left, 0);
        long a1 = get(room, left, 1);
        long a2 = get(room, left, 2);
        long a3 = get(room, left, 3);
        long a4 = get(room, left, 4);
        long b0 = get(room, right, 0);
        long b1 = get(room, right, 1);
        long b2 = get(room, right, 2);
        long b3 = get(room, right, 3);
        long b4 = get(room, right, 4);
        long s0 = low(a0, b0);
        long s1 = low(a0, b1) + low(a1, b0) + high(a0, b0);
        long s2 = low(a0, b2) + low(a1, b1) + low(a2, b0) + high(a0, b1) + high(a1, b0);
        long s3 = low(a0, b3) + low(a1, b2) + low(a2, b1) + low(a3, b0);
        s3 += high(a0, b2) + high(a1, b1) + high(a2, b0);
        long s4 = low(a0, b4) + low(a1, b3) + low(a2, b2) + low(a3, b1) + low(a4, b0);
        s4 += high(a0, b3) + high(a1, b2) + high(a2, b1) + high(a3, b0);
        long s5 = low(a1, b4) + low(a2, b3) + low(a3, b2) + low(a4, b1);
        s5 += high(a0, b4) + high(a1, b3) + high(a2, b2) + high(a3, b1) + high(a4, b0);
        long s6 = low(a2, b4) + low(a3, b3) + low(a4, b2);
        s6 += high(a1, b4) + high(a2, b3) + high(a3, b2) + high(a4, b1);
        long s7 = low(a3, b4) + low(a4, b3) + high(a2, b4) + high(a3, b3) + high(a4, b2);
        long s8 = low(a4, b4) + high(a3, b4) + high(a4, b3);
        long s9 = high(a4, b4);
        set(room, result, 0, s0 + 19 * s5);
        set(room, result, 1, s1 + 19 * s6);
        set(room, result, 2, s2 + 19 * s7);
        set(room, result, 3, s3 + 19 * s8);
        set(room, result, 4, s4 + 19 * s9);
        carry(room, result);
    }

    private static long low(long a, long b) {
        return a * b & MASK;
    }

    private static long high(long a, long b) {
        return Math.multiplyHigh(a << 6, b << 7);
    }

    private static void carry(MemorySegment room, int slot) {
        long r0 = get(room, slot, 0);
        long r1 = get(room, slot, 1) + (r0 >>> 51);
        long r2 = get(room, slot, 2) + (r1 >>> 51);
        long r3 = get(room, slot, 3) + (r2 >>> 51);
        long r4 = get(room, slot, 4) + (r3 >>> 51);
        r0 = (r0 & MASK) + 19 * (r4 >>> 51);
        set(room, slot, 0, r0 & MASK);
        set(room, slot, 1, (r1 & MASK) + (r0 >>> 51));
        set(room, slot, 2, r2 & MASK);
        set(room, slot, 3, r3 & MASK);
        set(room, slot, 4, r4 & MASK);
    }

    private static void decode(MemorySegment room, byte[] point) {
        for (int limb = 0; limb < 5; limb++) {
            long value = 0;
            for (int bit = 0; bit < 51; bit++) {
                int at = limb * 51 + bit; // 0 to 254: the top bit is masked off (RFC 7748 section 5)
                value |= (point[at >> 3] >> (at & 7) & 1L) << bit;
            }
            set(room, X1, limb, value);
        }
    }

    /** Writes X2 fully reduced to the result's place; false when it is zero. */
    private static boolean encode(MemorySegment room) {
        carry(room, X2);
        carry(room, X2);
        long q = get(room, X2, 0) + 19 >>> 51; // 1 when the value is p or more
        for (int limb = 1; limb < 5; limb++) {
            q = get(room, X2, limb) + q >>> 51;
        }
        long over = 19 * q;
        for (int limb = 0; limb < 5; limb++) {
            long value = get(room, X2, limb) + over;
            over = value >>> 51;
            set(room, X2, limb, value & MASK);
        }
        long any = 0;
        for (int i = 0; i < KEY_BYTES; i++) {
            long value = 0;
            for (int bit = i * 8; bit < Math.min(i * 8 + 8, 255); bit++) {
                value |= (get(room, X2, bit / 51) >>> bit % 51 & 1) << (bit & 7);
            }
            any |= value;
            room.set(ValueLayout.JAVA_BYTE, SHARED + i, (byte) value);
        }
        return any != 0;
    }

    private static void small(MemorySegment room, int slot, long value) {
        set(room, slot, 0, value);
        for (int limb = 1; limb < 5; limb++) {
            set(room, slot, limb, 0);
        }
    }

    private static void copy(MemorySegment room, int result, int of) {
        MemorySegment.copy(room, FIELD + of * 40L, room, FIELD + result * 40L, 40);
    }

    private static long get(MemorySegment room, int slot, int limb) {
        return room.get(ValueLayout.JAVA_LONG_UNALIGNED, FIELD + slot * 40L + limb * 8L);
    }

    private static void set(MemorySegment room, int slot, int limb, long value) {
        room.set(ValueLayout.JAVA_LONG_UNALIGNED, FIELD + slot * 40L + limb * 8L, value);
    }
}
