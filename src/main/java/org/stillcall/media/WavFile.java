package org.stillcall.media;

/** Reads the samples of a WAV file (RIFF WAVE, PCM 16 bit, 8,000 Hz, mono), strictly. */
final class WavFile {
    private static final int RIFF = 0x52494646;
    private static final int WAVE = 0x57415645;
    private static final int FORMAT = 0x666d7420;
    private static final int DATA = 0x64617461;
    private static final int PCM = 1;

    private WavFile() {}

    static short[] samples(byte[] file) {
        refuseUnless(file.length >= 12 && Bits.getInt(file, 0) == RIFF && Bits.getInt(file, 8) == WAVE);
        refuseUnless(littleInt(file, 4) == file.length - 8);
        boolean format = false;
        int at = 12;
        while (at <= file.length - 8) {
            int kind = Bits.getInt(file, at);
            int size = littleInt(file, at + 4);
            at += 8;
            refuseUnless(size >= 0 && size <= file.length - at);
            if (kind == FORMAT) {
                refuseUnless(!format && size >= 16);
                readFormat(file, at);
                format = true;
            } else if (kind == DATA) {
                refuseUnless(format && size > 0 && size % 2 == 0 && size / 2 <= MediaLimits.PROMPT_SAMPLES);
                return linear(file, at, size / 2);
            }
            at += size + (size & 1);
        }
        throw refusal();
    }

    private static void readFormat(byte[] file, int at) {
        refuseUnless(littleShort(file, at) == PCM && littleShort(file, at + 2) == 1);
        refuseUnless(littleInt(file, at + 4) == 8000 && littleInt(file, at + 8) == 16000);
        refuseUnless(littleShort(file, at + 12) == 2 && littleShort(file, at + 14) == 16);
    }

    private static short[] linear(byte[] file, int at, int count) {
        short[] samples = new short[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (short) littleShort(file, at + 2 * i);
        }
        return samples;
    }

    private static int littleShort(byte[] file, int at) {
        return Short.reverseBytes((short) Bits.getShort(file, at)) & 0xffff;
    }

    private static int littleInt(byte[] file, int at) {
        return Integer.reverseBytes(Bits.getInt(file, at));
    }

    private static void refuseUnless(boolean holds) {
        if (!holds) {
            throw refusal();
        }
    }

    private static MediaException refusal() {
        return new MediaException("A prompt is a WAV file of 16-bit PCM, 8,000 Hz, mono, at most two minutes.");
    }
}
