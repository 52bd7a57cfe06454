package org.stillcall.sip;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.stillcall.base.Limits;
import org.stillcall.base.Loop;
import org.stillcall.base.Randomness;

/**
 * The nonces of our challenges (RFC 7616 section 3.3). Loop thread only.
 *
 * <p>Issuing one keeps nothing: a nonce is a random word, its time hidden under a keyed hash of that word (a clock is
 * nobody's business), and a keyed hash over both and the address that asked. So a challenge flood fills no table, and a
 * nonce cannot be used from an address that did not receive it. Only the nonces that proved a password are remembered,
 * with the counts used, so that no answer is taken twice. When that table is full the oldest is forgotten, and every
 * nonce as old as that one that is not in the table counts as stale.
 */
final class Nonces {
    /** How a nonce stands before its answer is looked at. */
    enum Age {
        FRESH,
        STALE
    }

    private static final long LIFE_MILLIS = 300_000;
    private static final int WORD = 16; // hexadecimal digits
    private static final int LENGTH = 3 * WORD;

    private final Loop loop;
    private final RandomGenerator random;
    private final HashKey clockKey;
    private final HashKey sealKey;
    private final LinkedHashMap<Long, Counts> used = new LinkedHashMap<>();
    private long forgottenUntil = Long.MIN_VALUE;

    /** The counts used with one nonce: the highest and the 64 up to it. */
    private static final class Counts {
        private final long issued;
        private long highest;
        private long window;

        private Counts(long issued) {
            this.issued = issued;
        }

        private boolean take(long count) {
            if (count > highest) {
                long ahead = count - highest;
                window = ahead >= Long.SIZE ? 0 : window << ahead;
                window |= 1;
                highest = count;
                return true;
            }
            long behind = highest - count;
            if (behind >= Long.SIZE || (window >>> behind & 1) == 1) {
                return false;
            }
            window |= 1L << behind;
            return true;
        }
    }

    Nonces(Loop loop, Randomness randomness) {
        this.loop = loop;
        this.random = randomness;
        this.clockKey = HashKey.random(randomness);
        this.sealKey = HashKey.random(randomness);
    }

    /** A new nonce for that address. */
    String issue(InetAddress source) {
        long salt = random.nextLong();
        long hidden = loop.nowMillis() ^ hash(clockKey, salt, 0, new byte[0]);
        long seal = hash(sealKey, salt, hidden, source.getAddress());
        return String.format(java.util.Locale.ROOT, "%016x%016x%016x", salt, hidden, seal);
    }

    /** Whether we issued it to that address, and lately. */
    Age age(Slice nonce, InetAddress source) {
        if (nonce.length() != LENGTH || !isHex(nonce)) {
            return Age.STALE;
        }
        long seal = hash(sealKey, word(nonce, 0), word(nonce, 1), source.getAddress());
        long issued = issued(nonce);
        boolean ours = seal == word(nonce, 2) && issued <= loop.nowMillis();
        boolean lately = loop.nowMillis() - issued < LIFE_MILLIS;
        boolean known = issued > forgottenUntil || used.containsKey(word(nonce, 0));
        return ours && lately && known ? Age.FRESH : Age.STALE;
    }

    /** Takes a count of a {@link Age#FRESH} nonce whose answer was right; false when it was taken before. */
    boolean take(Slice nonce, long count) {
        long salt = word(nonce, 0);
        Counts counts = used.get(salt);
        if (counts == null) {
            makeRoom();
            counts = new Counts(issued(nonce));
            used.put(salt, counts);
        }
        return count > 0 && counts.take(count);
    }

    /** How many are remembered. */
    int remembered() {
        return used.size();
    }

    private void makeRoom() {
        long old = loop.nowMillis() - LIFE_MILLIS;
        Iterator<Map.Entry<Long, Counts>> oldest = used.entrySet().iterator();
        while (oldest.hasNext()) {
            Counts counts = oldest.next().getValue();
            if (counts.issued > old && used.size() < Limits.SIP_NONCES) {
                return;
            }
            forgottenUntil = Math.max(forgottenUntil, counts.issued);
            oldest.remove();
        }
    }

    private long issued(Slice nonce) {
        return word(nonce, 1) ^ hash(clockKey, word(nonce, 0), 0, new byte[0]);
    }

    private static long hash(HashKey key, long first, long second, byte[] more) {
        byte[] bytes = new byte[2 * Long.BYTES + more.length];
        MemorySegment memory = MemorySegment.ofArray(bytes);
        memory.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, first);
        memory.set(ValueLayout.JAVA_LONG_UNALIGNED, Long.BYTES, second);
        System.arraycopy(more, 0, bytes, 2 * Long.BYTES, more.length);
        return key.hash(memory, 0, bytes.length);
    }

    private static boolean isHex(Slice text) {
        for (int i = 0; i < text.length(); i++) {
            if (hexValue(text.at(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static long word(Slice nonce, int index) {
        long value = 0;
        for (int i = index * WORD; i < (index + 1) * WORD; i++) {
            value = value << 4 | hexValue(nonce.at(i));
        }
        return value;
    }

    /** The value of a lower-case hexadecimal digit, or -1. */
    static int hexValue(byte c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    @Override
    public String toString() {
        return "Nonces";
    }
}
