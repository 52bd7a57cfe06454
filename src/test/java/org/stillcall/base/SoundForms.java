package org.stillcall.base;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What was said, as it would stand in a memory or a file that kept it. */
public final class SoundForms {
    /** Any 64 bytes in a row of what was said hold one of these whole. */
    private static final int PART = 32;

    private SoundForms() {}

    /**
     * Looks for whatever is left of it: G.711 in both laws, linear samples of 16 bits in either order, and these as a
     * browser has them, as floating point numbers.
     *
     * @param said in PCMU, that nobody else says: at least 64 samples
     */
    public static void lookFor(MemoryScan scan, byte[] said) {
        for (int at = 0; at + PART <= said.length; at += PART) {
            lookForPart(scan, Arrays.copyOfRange(said, at, at + PART));
        }
    }

    private static void lookForPart(MemoryScan scan, byte[] said) {
        ByteBuffer little = ByteBuffer.allocate(2 * said.length).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer big = ByteBuffer.allocate(2 * said.length);
        ByteBuffer floats = ByteBuffer.allocate(4 * said.length).order(ByteOrder.LITTLE_ENDIAN);
        byte[] aLaw = new byte[said.length];
        for (int i = 0; i < said.length; i++) {
            int linear = linear(said[i]);
            little.putShort((short) linear);
            big.putShort((short) linear);
            floats.putFloat(linear / 32768f);
            aLaw[i] = aLaw(linear);
        }
        scan.add("PCMU", said)
                .add("PCM", little.array())
                .add("PCM, big endian", big.array())
                .add("PCM, floats", floats.array())
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
