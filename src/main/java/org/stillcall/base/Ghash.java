package org.stillcall.base;

import static org.stillcall.base.Contract.require;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The universal hash of AES-GCM (NIST SP 800-38D section 6.4) in a room off the heap, for one message after the other.
 * Makes no garbage. One owner at a time, who overwrites the room at the end.
 */
public final class Ghash {
    public static final int ROOM_BYTES = 48;

    /*
     * Multiplies without carries by ordinary products of numbers that have only every fourth bit set (a sum of at most
     * 16 ones fits in four bits, save at the top, whose carry falls out); the high half comes from the bit-reversed
     * factors. No table, no branch on a secret: a table of the key's multiples would be looked up at places that the
     * ciphertext and the key choose, which the caches of a shared machine tell. Some 50 ns a block.
     */
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final long KEY = 0;
    private static final long VALUE = 16;
    private static final long TAIL = 32;
    private static final long EVERY_FOURTH = 0x1111111111111111L;

    private final MemorySegment room;

    /** The key stands in the first 16 bytes of {@code room} before anything is absorbed. */
    public Ghash(MemorySegment room) {
        require(room.isNative() && room.byteSize() >= ROOM_BYTES, "A hash needs its room off the heap.");
        this.room = room;
    }

    /** Begins a message. */
    public void begin() {
        room.set(LONG, VALUE, 0);
        room.set(LONG, VALUE + 8, 0);
    }

    /** Takes so many bytes, filled up to whole blocks with zeros: the associated data, then the ciphertext. */
    public void absorb(MemorySegment data, long from, int bytes) {
        int whole = bytes / 16;
        multiply(data, from, whole);
        if (bytes % 16 != 0) {
            room.set(LONG, TAIL, 0);
            room.set(LONG, TAIL + 8, 0);
            MemorySegment.copy(data, from + whole * 16L, room, TAIL, bytes % 16);
            multiply(room, TAIL, 1);
        }
    }

    /** Ends a message: its hash is then {@link #left} and {@link #right}. */
    public void end(int associatedBytes, int textBytes) {
        room.set(LONG, TAIL, associatedBytes * 8L);
        room.set(LONG, TAIL + 8, textBytes * 8L);
        multiply(room, TAIL, 1);
    }

    /** The first eight bytes. */
    public long left() {
        return room.get(LONG, VALUE);
    }

    /** The last eight bytes. */
    public long right() {
        return room.get(LONG, VALUE + 8);
    }

    /** Forgets the message, not the key. */
    public void wipe() {
        for (long at = VALUE; at < ROOM_BYTES; at += 8) {
            room.set(LONG, at, 0);
        }
    }

    private void multiply(MemorySegment data, long from, int blocks) {
        long h1 = room.get(LONG, KEY);
        long h0 = room.get(LONG, KEY + 8);
        long h1Reversed = Long.reverse(h1);
        long h0Reversed = Long.reverse(h0);
        long y1 = room.get(LONG, VALUE);
        long y0 = room.get(LONG, VALUE + 8);
        for (int block = 0; block < blocks; block++) {
            y1 ^= data.get(LONG, from + block * 16L);
            y0 ^= data.get(LONG, from + block * 16L + 8);
            long y1Reversed = Long.reverse(y1);
            long y0Reversed = Long.reverse(y0);
            long low = lowProduct(y0, h0);
            long high = lowProduct(y1, h1);
            long middle = lowProduct(y0 ^ y1, h0 ^ h1) ^ low ^ high;
            long lowTop = lowProduct(y0Reversed, h0Reversed);
            long highTop = lowProduct(y1Reversed, h1Reversed);
            long middleTop = lowProduct(y0Reversed ^ y1Reversed, h0Reversed ^ h1Reversed) ^ lowTop ^ highTop;
            long p0 = low;
            long p1 = Long.reverse(lowTop) >>> 1 ^ middle;
            long p2 = high ^ Long.reverse(middleTop) >>> 1;
            long p3 = Long.reverse(highTop) >>> 1;
            p3 = p3 << 1 | p2 >>> 63; // 255 coefficients, the first in the top bit
            p2 = p2 << 1 | p1 >>> 63;
            p1 = p1 << 1 | p0 >>> 63;
            p0 = p0 << 1;
            p2 ^= p0 ^ p0 >>> 1 ^ p0 >>> 2 ^ p0 >>> 7; // x^128 = x^7 + x^2 + x + 1
            p1 ^= p0 << 63 ^ p0 << 62 ^ p0 << 57;
            y1 = p3 ^ p1 ^ p1 >>> 1 ^ p1 >>> 2 ^ p1 >>> 7;
            y0 = p2 ^ p1 << 63 ^ p1 << 62 ^ p1 << 57;
        }
        room.set(LONG, VALUE, y1);
        room.set(LONG, VALUE + 8, y0);
    }

    /** The low 64 bits of the product without carries. */
    private static long lowProduct(long x, long y) {
        long x0 = x & EVERY_FOURTH;
        long x1 = x & EVERY_FOURTH << 1;
        long x2 = x & EVERY_FOURTH << 2;
        long x3 = x & EVERY_FOURTH << 3;
        long y0 = y & EVERY_FOURTH;
        long y1 = y & EVERY_FOURTH << 1;
        long y2 = y & EVERY_FOURTH << 2;
        long y3 = y & EVERY_FOURTH << 3;
        return (x0 * y0 ^ x1 * y3 ^ x2 * y2 ^ x3 * y1) & EVERY_FOURTH
                | (x0 * y1 ^ x1 * y0 ^ x2 * y3 ^ x3 * y2) & EVERY_FOURTH << 1
                | (x0 * y2 ^ x1 * y1 ^ x2 * y0 ^ x3 * y3) & EVERY_FOURTH << 2
                | (x0 * y3 ^ x1 * y2 ^ x2 * y1 ^ x3 * y0) & EVERY_FOURTH << 3;
    }
}
