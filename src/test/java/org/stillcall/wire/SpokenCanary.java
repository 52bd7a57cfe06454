package org.stillcall.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.stillcall.base.MemoryScan;

/** What one party says, the same in every packet, and how it would stand in a memory or a file that kept it. */
final class SpokenCanary {
    private static final int LOOKED_FOR = 32;

    private SpokenCanary() {}

    /** Samples in PCMU that nobody else says. */
    static byte[] of(int party, int samples) {
        byte[] said = new byte[samples];
        new Random(party * 31L + 23).nextBytes(said);
        for (int i = 0; i < said.length; i++) {
            said[i] = said[i] == 0x7f ? (byte) 0xff : said[i]; // both are nought
        }
        return said;
    }

    /** Looks for some of it: PCMU, the same as PCM of 16 bits in either order, and as PCMA. */
    static void lookFor(MemoryScan scan, byte[] all) {
        byte[] said = Arrays.copyOfRange(all, all.length / 2, all.length / 2 + LOOKED_FOR);
        ByteBuffer little = ByteBuffer.allocate(2 * said.length).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer big = ByteBuffer.allocate(2 * said.length);
        byte[] aLaw = new byte[said.length];
        for (int i = 0; i < said.length; i++) {
            int linear = linear(said[i]);
            little.putShort((short) linear);
            big.putShort((short) linear);
            aLaw[i] = aLaw(linear);
        }
        scan.add("PCMU", said)
                .add("PCM", little.array())
                .add("PCM, big endian", big.array())
                .add("PCMA", aLaw);
    }

    private static int linear(byte uLaw) {
        int bits = ~uLaw;
        int magnitude = (((bits & 0xf) << 3) + 0x84 << ((bits & 0x70) >> 4)) - 0x84;
        return (bits & 0x80) != 0 ? -magnitude : magnitude;
    }

    private static byte aLaw(int linear) {
        int positive = linear >= 0 ? linear : -linear - 1;
        int segment = Math.max(0, 24 - Integer.numberOfLeadingZeros(positive));
        int mantissa = (segment == 0 ? positive >> 4 : positive >> segment + 3) & 0xf;
        return (byte) ((linear >= 0 ? 0x80 : 0) ^ (segment << 4 | mantissa) ^ 0x55);
    }
}
