package org.stillcall.leak;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.stillcall.base.MemoryScan;

/**
 * Looks in another process's memory for private keys of which only the public halves are known.
 *
 * <p>Every window of 32 bytes at a multiple of four could be one; multiplying each would take hours. A private key is
 * 32 random bytes, so windows are passed over that hardly any random ones are: fewer than 26 different bytes, fewer
 * than 7 above 127, more than two zeros (all together less than one key in fifty). What is left is multiplied and
 * compared, at most {@link #MOST} windows; more is told, not passed over in silence. That it finds keys that are there
 * is a test of its own.
 */
final class KeyHunt {
    private static final int KEY = 32;
    private static final int MOST = 1_500_000;
    private static final int DIFFERENT = 26;
    private static final int HIGH = 7;

    private final Set<String> publicKeys = new HashSet<>();
    private final Set<String> found = new TreeSet<>();
    private final Set<Integer> tried = new HashSet<>();
    private final int[] seenAt = new int[256];
    private int round;

    /** @param publicKeys each as the member {@code x} of a JWK */
    KeyHunt(List<String> publicKeys) {
        for (String key : publicKeys) {
            this.publicKeys.add(Arrays.toString(Base64.getUrlDecoder().decode(key)));
        }
    }

    /** How many of the keys' private halves stand in that memory. */
    int in(long pid) throws IOException {
        X25519.precompute();
        MemoryScan.each(pid, KEY, this::read);
        return found.size();
    }

    /** How many windows were multiplied. */
    int tried() {
        return tried.size();
    }

    private void read(byte[] bytes, int length) {
        for (int at = 0; at + KEY <= length; at += 4) {
            if (bytes[at] != 0
                    && likely(bytes, at)
                    && tried.add(Arrays.hashCode(Arrays.copyOfRange(bytes, at, at + KEY)))) {
                if (tried.size() > MOST) {
                    throw new IllegalStateException("Too much of the memory looks like keys.");
                }
                byte[] point = new byte[KEY];
                X25519.scalarMultBase(bytes, at, point, 0);
                String name = Arrays.toString(point);
                if (publicKeys.contains(name)) {
                    found.add(name);
                }
            }
        }
    }

    private boolean likely(byte[] bytes, int at) {
        round++;
        int different = 0;
        int high = 0;
        int zeros = 0;
        for (int i = at; i < at + KEY; i++) {
            int value = bytes[i] & 0xff;
            if (seenAt[value] != round) {
                seenAt[value] = round;
                different++;
            }
            high += value >>> 7;
            zeros += value == 0 ? 1 : 0;
            if (zeros > 2 || i - at - different >= KEY - DIFFERENT) {
                return false;
            }
        }
        return different >= DIFFERENT && high >= HIGH;
    }
}
