package org.stillcall.sip;

import static org.stillcall.base.Contract.check;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * MD5 (RFC 1321) and SHA-256 (FIPS 180-4) whose message, state and schedule never touch the heap: a digest-uri holds a
 * person's number, and the platform's digests copy off-heap memory to arrays. One owner at a time; closing it wipes it.
 */
final class OffHeapHash implements AutoCloseable {
    /** The algorithms of digest that the product speaks (RFC 8760), the weaker first. */
    enum Algorithm {
        MD5("MD5", 32),
        SHA_256("SHA-256", 64);

        private final String token;
        private final int hexDigits;

        Algorithm(String token, int hexDigits) {
            this.token = token;
            this.hexDigits = hexDigits;
        }

        /** As it stands in a challenge. */
        String token() {
            return token;
        }

        /** The length of its result as {@link #hex} writes it. */
        int hexDigits() {
            return hexDigits;
        }
    }

    private static final int BLOCK = 64;
    private static final int LENGTH_AT = 56;
    // the block being filled, then the state (8 words), then the schedule (64 words)
    private static final int STATE_AT = BLOCK;
    private static final int SCHEDULE_AT = STATE_AT + 32;
    private static final int BYTES = SCHEDULE_AT + 256;

    private static final ValueLayout.OfInt LITTLE = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt BIG = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private static final int[] MD5_START = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    private static final int[] MD5_TURNS = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};
    private static final int[] MD5_SINES = sines();

    private static final int[] SHA_START = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    private static final int[] SHA_ROOTS = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment memory = arena.allocate(BYTES, 16);
    private Algorithm algorithm = Algorithm.MD5;
    private int filled;
    private long total;
    private boolean begun;

    /** RFC 1321 section 3.4: the integer part of 4294967296 times abs(sin(i)). */
    private static int[] sines() {
        int[] table = new int[64];
        for (int i = 0; i < table.length; i++) {
            table[i] = (int) (long) (Math.abs(StrictMath.sin(i + 1)) * 4294967296.0);
        }
        return table;
    }

    /** Begins a new message; what was begun before is dropped. */
    OffHeapHash begin(Algorithm algorithm) {
        this.algorithm = algorithm;
        filled = 0;
        total = 0;
        begun = true;
        int[] start = algorithm == Algorithm.MD5 ? MD5_START : SHA_START;
        for (int i = 0; i < start.length; i++) {
            memory.set(LITTLE, STATE_AT + 4L * i, start[i]);
        }
        return this;
    }

    OffHeapHash add(byte value) {
        check(begun, "A hash is begun before bytes are added.");
        memory.set(ValueLayout.JAVA_BYTE, filled++, value);
        total++;
        if (filled == BLOCK) {
            absorb();
        }
        return this;
    }

    OffHeapHash add(Slice slice) {
        return add(slice.memory(), slice.start(), slice.end());
    }

    /** Adds the bytes {@code [from, to)}. */
    OffHeapHash add(MemorySegment source, long from, long to) {
        check(begun, "A hash is begun before bytes are added.");
        long at = from;
        while (at < to) {
            int bytes = (int) Math.min(to - at, BLOCK - filled);
            MemorySegment.copy(source, at, memory, filled, bytes);
            filled += bytes;
            total += bytes;
            at += bytes;
            if (filled == BLOCK) {
                absorb();
            }
        }
        return this;
    }

    OffHeapHash add(byte[] bytes) {
        return add(MemorySegment.ofArray(bytes), 0, bytes.length);
    }

    /** Adds ASCII text of ours. */
    OffHeapHash add(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            add((byte) ascii.charAt(i));
        }
        return this;
    }

    /** Ends the message and writes its hash as lower-case hexadecimal digits: {@link Algorithm#hexDigits} of them. */
    void hex(MemorySegment target, long offset) {
        check(begun, "A hash is begun before it is ended.");
        begun = false;
        boolean little = algorithm == Algorithm.MD5;
        memory.set(ValueLayout.JAVA_BYTE, filled++, (byte) 0x80);
        if (filled > LENGTH_AT) {
            memory.asSlice(filled, BLOCK - filled).fill((byte) 0);
            absorb();
        }
        memory.asSlice(filled, LENGTH_AT - filled).fill((byte) 0);
        long bits = total * 8;
        memory.set(little ? LITTLE : BIG, LENGTH_AT, (int) (little ? bits : bits >>> 32));
        memory.set(little ? LITTLE : BIG, LENGTH_AT + 4, (int) (little ? bits >>> 32 : bits));
        absorb();
        for (int i = 0; i < algorithm.hexDigits() / 2; i++) {
            int word = memory.get(LITTLE, STATE_AT + 4L * (i / 4));
            int value = word >>> 8 * (little ? i % 4 : 3 - i % 4);
            target.set(ValueLayout.JAVA_BYTE, offset + 2L * i, HEX[value >>> 4 & 0xf]);
            target.set(ValueLayout.JAVA_BYTE, offset + 2L * i + 1, HEX[value & 0xf]);
        }
        memory.fill((byte) 0);
    }

    /** Overwrites and frees its memory. */
    @Override
    public void close() {
        memory.fill((byte) 0);
        arena.close();
    }

    private void absorb() {
        if (algorithm == Algorithm.MD5) {
            absorbMd5();
        } else {
            absorbSha256();
        }
        filled = 0;
    }

    private int state(int i) {
        return memory.get(LITTLE, STATE_AT + 4L * i);
    }

    private void addToState(int i, int value) {
        memory.set(LITTLE, STATE_AT + 4L * i, state(i) + value);
    }

    /** RFC 1321 section 3.4. */
    private void absorbMd5() {
        int a = state(0);
        int b = state(1);
        int c = state(2);
        int d = state(3);
        for (int i = 0; i < 64; i++) {
            int round = i / 16;
            int mixed;
            int word;
            switch (round) {
                case 0 -> {
                    mixed = b & c | ~b & d;
                    word = i;
                }
                case 1 -> {
                    mixed = b & d | c & ~d;
                    word = 5 * i + 1 & 15;
                }
                case 2 -> {
                    mixed = b ^ c ^ d;
                    word = 3 * i + 5 & 15;
                }
                default -> {
                    mixed = c ^ (b | ~d);
                    word = 7 * i & 15;
                }
            }
            int sum = a + mixed + MD5_SINES[i] + memory.get(LITTLE, 4L * word);
            a = d;
            d = c;
            c = b;
            b += Integer.rotateLeft(sum, MD5_TURNS[4 * round + i % 4]);
        }
        addToState(0, a);
        addToState(1, b);
        addToState(2, c);
        addToState(3, d);
    }

    /** FIPS 180-4 section 6.2.2. */
    private void absorbSha256() {
        for (int i = 0; i < 64; i++) {
            int word;
            if (i < 16) {
                word = memory.get(BIG, 4L * i);
            } else {
                int early = scheduled(i - 15);
                int late = scheduled(i - 2);
                int sigma0 = Integer.rotateRight(early, 7) ^ Integer.rotateRight(early, 18) ^ early >>> 3;
                int sigma1 = Integer.rotateRight(late, 17) ^ Integer.rotateRight(late, 19) ^ late >>> 10;
                word = scheduled(i - 16) + sigma0 + scheduled(i - 7) + sigma1;
            }
            memory.set(LITTLE, SCHEDULE_AT + 4L * i, word);
        }
        int a = state(0);
        int b = state(1);
        int c = state(2);
        int d = state(3);
        int e = state(4);
        int f = state(5);
        int g = state(6);
        int h = state(7);
        for (int i = 0; i < 64; i++) {
            int sum1 = Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
            int first = h + sum1 + (e & f ^ ~e & g) + SHA_ROOTS[i] + scheduled(i);
            int sum0 = Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
            int second = sum0 + (a & b ^ a & c ^ b & c);
            h = g;
            g = f;
            f = e;
            e = d + first;
            d = c;
            c = b;
            b = a;
            a = first + second;
        }
        addToState(0, a);
        addToState(1, b);
        addToState(2, c);
        addToState(3, d);
        addToState(4, e);
        addToState(5, f);
        addToState(6, g);
        addToState(7, h);
    }

    private int scheduled(int i) {
        return memory.get(LITTLE, SCHEDULE_AT + 4L * i);
    }

    @Override
    public String toString() {
        return "OffHeapHash";
    }
}
