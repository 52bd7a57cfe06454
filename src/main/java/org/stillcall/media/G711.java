package org.stillcall.media;

/** The two laws of ITU-T G.711: tables between them and linear samples. */
final class G711 {
    /** Silence, in each law. */
    static final byte ULAW_SILENCE = (byte) 0xff;

    static final byte ALAW_SILENCE = (byte) 0xd5;

    private static final int BIAS = 0x84;
    private static final int CLIP = 32635;
    private static final byte[] ULAW_TO_ALAW = new byte[256];
    private static final byte[] ALAW_TO_ULAW = new byte[256];
    private static final short[] ULAW_PEAK = new short[256];
    private static final short[] ALAW_PEAK = new short[256];

    static {
        for (int i = 0; i < 256; i++) {
            byte code = (byte) i;
            ULAW_TO_ALAW[i] = toALaw(fromULaw(code));
            ALAW_TO_ULAW[i] = toULaw(fromALaw(code));
            ULAW_PEAK[i] = (short) Math.abs(fromULaw(code));
            ALAW_PEAK[i] = (short) Math.abs(fromALaw(code));
        }
    }

    private G711() {}

    static byte toULaw(int linear) {
        int sign = linear < 0 ? 0x80 : 0;
        int magnitude = Math.min(Math.abs(linear), CLIP) + BIAS;
        int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
        return (byte) ~(sign | segment << 4 | magnitude >> segment + 3 & 0xf);
    }

    static int fromULaw(byte code) {
        int bits = ~code;
        int magnitude = ((bits & 0xf) << 3) + BIAS << ((bits & 0x70) >> 4);
        return (bits & 0x80) != 0 ? BIAS - magnitude : magnitude - BIAS;
    }

    static byte toALaw(int linear) {
        int sign = linear >= 0 ? 0x80 : 0;
        int magnitude = Math.min(linear >= 0 ? linear : -linear - 1, 32767);
        int segment = Math.max(0, 24 - Integer.numberOfLeadingZeros(magnitude));
        int mantissa = (segment == 0 ? magnitude >> 4 : magnitude >> segment + 3) & 0xf;
        return (byte) ((sign | segment << 4 | mantissa) ^ 0x55);
    }

    static int fromALaw(byte code) {
        int bits = code ^ 0x55;
        int segment = (bits & 0x70) >> 4;
        int magnitude = (bits & 0xf) << 4;
        magnitude = segment == 0 ? magnitude + 8 : magnitude + 0x108 << segment - 1;
        return (bits & 0x80) != 0 ? magnitude : -magnitude;
    }

    /** Copies coded samples, from one law to the other where they differ. */
    static void copy(byte[] from, int fromOffset, Law law, byte[] to, int toOffset, Law wanted, int samples) {
        if (law == wanted) {
            System.arraycopy(from, fromOffset, to, toOffset, samples);
            return;
        }
        byte[] table = law == Law.ULAW ? ULAW_TO_ALAW : ALAW_TO_ULAW;
        for (int i = 0; i < samples; i++) {
            to[toOffset + i] = table[from[fromOffset + i] & 0xff];
        }
    }

    /** The loudest sample's magnitude, 0 to 32767. */
    static int peak(byte[] coded, int offset, int samples, Law law) {
        short[] table = law == Law.ULAW ? ULAW_PEAK : ALAW_PEAK;
        int peak = 0;
        for (int i = 0; i < samples; i++) {
            peak = Math.max(peak, table[coded[offset + i] & 0xff]);
        }
        return peak;
    }
}
