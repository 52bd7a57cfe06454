package org.stillcall.sip;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.stillcall.base.Randomness;

/** The random key of this process's tables, and SipHash-2-4 (Aumasson and Bernstein, 2012) under it. Immutable. */
public final class HashKey {
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final long k0;
    private final long k1;

    HashKey(long k0, long k1) {
        this.k0 = k0;
        this.k1 = k1;
    }

    public static HashKey random(Randomness randomness) {
        return new HashKey(randomness.nextLong(), randomness.nextLong());
    }

    /** A keyed number that follows from both; not SipHash, but of inputs that are random or keyed hashes already. */
    long mix(long value, long salt) {
        long z = (value ^ k0) + Long.rotateLeft(salt * 0x9e3779b97f4a7c15L ^ k1, 31);
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    long hash(MemorySegment memory, long start, long end) {
        long v0 = k0 ^ 0x736f6d6570736575L;
        long v1 = k1 ^ 0x646f72616e646f6dL;
        long v2 = k0 ^ 0x6c7967656e657261L;
        long v3 = k1 ^ 0x7465646279746573L;
        long at = start;
        for (boolean last = false; !last; ) {
            long word;
            if (end - at >= Long.BYTES) {
                word = memory.get(WORD, at);
                at += Long.BYTES;
            } else {
                word = (end - start) << 56;
                for (int i = 0; at + i < end; i++) {
                    word |= (memory.get(ValueLayout.JAVA_BYTE, at + i) & 0xffL) << (8 * i);
                }
                last = true;
            }
            v3 ^= word;
            for (int round = 0; round < 2; round++) {
                v0 += v1;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v3;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 += v3;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 += v1;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= word;
        }
        v2 ^= 0xff;
        for (int round = 0; round < 4; round++) {
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }
}
