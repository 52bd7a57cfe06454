package org.stillcall.sip;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.stillcall.sip.OffHeapHash.Algorithm;

/**
 * The sum that proves a password (RFC 7616 section 3.4.1, qop "auth"), computed off the heap: A2 holds a person's
 * number. One owner at a time; closing it wipes what it held.
 */
final class DigestSum implements AutoCloseable {
    private static final int LONGEST = 64;
    private static final int SECOND_AT = LONGEST;
    private static final int RESULT_AT = 2 * LONGEST;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment memory = arena.allocate(3 * LONGEST, 16);
    private final OffHeapHash hash = new OffHeapHash();
    private final Algorithm algorithm;

    DigestSum(Algorithm algorithm) {
        this.algorithm = algorithm;
    }

    /** A1 from its parts; quoted pairs in the realm count as the character that they quote. */
    DigestSum first(String user, Slice realm, byte[] password) {
        hash.begin(algorithm).add(user).add((byte) ':');
        addUnquoted(realm);
        hash.add((byte) ':').add(password).hex(memory, 0);
        return this;
    }

    /** A1 that was hashed before. */
    DigestSum first(byte[] hex) {
        MemorySegment.copy(MemorySegment.ofArray(hex), 0, memory, 0, hex.length);
        return this;
    }

    /** A2. */
    DigestSum second(Slice method, Slice uri) {
        hash.begin(algorithm).add(method).add((byte) ':').add(uri).hex(memory, SECOND_AT);
        return this;
    }

    /** A2. */
    DigestSum second(String method, Slice uri) {
        hash.begin(algorithm).add(method).add((byte) ':').add(uri).hex(memory, SECOND_AT);
        return this;
    }

    /**
     * The sum as hexadecimal digits, in this object's memory.
     *
     * @param count the eight digits of nc, or null for the old form without qop (RFC 2069)
     */
    Slice result(Slice nonce, @Nullable Slice count, Slice cnonce) {
        int digits = algorithm.hexDigits();
        hash.begin(algorithm).add(memory, 0, digits).add((byte) ':');
        addUnquoted(nonce);
        hash.add((byte) ':');
        if (count != null) {
            hash.add(count).add((byte) ':');
            addUnquoted(cnonce);
            hash.add(":auth:");
        }
        hash.add(memory, SECOND_AT, SECOND_AT + digits).hex(memory, RESULT_AT);
        return new Slice(memory, RESULT_AT, RESULT_AT + digits);
    }

    /** Whether both are the same digits, letters in either case; takes the same time wherever they differ. */
    static boolean same(Slice ours, Slice theirs) {
        int difference = ours.length() ^ theirs.length();
        for (int i = 0; i < ours.length(); i++) {
            byte other = theirs.isEmpty() ? 0 : theirs.at(i % theirs.length());
            difference |= ours.at(i) ^ (other | (other & 0x40) >>> 1);
        }
        return difference == 0;
    }

    private void addUnquoted(Slice text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.at(i) == '\\' && i + 1 < text.length()) {
                i++;
            }
            hash.add(text.at(i));
        }
    }

    @Override
    public void close() {
        memory.fill((byte) 0);
        arena.close();
        hash.close();
    }

    @Override
    public String toString() {
        return "DigestSum";
    }
}
