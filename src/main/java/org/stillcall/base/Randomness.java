package org.stillcall.base;

import static org.stillcall.base.Contract.require;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * Unpredictable values for tags, branches, ports and leases. {@link #secure} draws from the platform's generator a few
 * kilobytes at a time and forgets what it handed out; a simulation passes a seeded one. Threads may share it.
 */
public final class Randomness implements RandomGenerator {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final RandomGenerator source;
    private final byte[] stock = new byte[4096];
    private int used = stock.length;

    private Randomness(RandomGenerator source) {
        this.source = source;
    }

    /** The platform's cryptographic generator. */
    public static Randomness secure() {
        return new Randomness(new SecureRandom());
    }

    /** A repeatable sequence, for simulation and tests only. */
    public static Randomness seeded(long seed) {
        return new Randomness(new java.util.Random(seed));
    }

    @Override
    public synchronized long nextLong() {
        if (used + Long.BYTES > stock.length) {
            source.nextBytes(stock);
            used = 0;
        }
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | stock[used] & 0xff;
            stock[used++] = 0;
        }
        return value;
    }

    /** A token of {@code bits} random bits (a multiple of 64) as lower-case hexadecimal digits. */
    public String token(int bits) {
        require(bits > 0 && bits % 64 == 0, "A token has a multiple of 64 bits.");
        char[] text = new char[bits / 4];
        for (int i = 0; i < text.length; ) {
            long value = nextLong();
            for (int k = 60; k >= 0; k -= 4) {
                text[i++] = HEX[(int) (value >>> k) & 0xf];
            }
        }
        return new String(text);
    }
}
