package org.stillcall.media;

/** A sound to be played: 8 kHz mono, held in both laws of G.711. Immutable; threads may share it. */
public final class Prompt {
    private final byte[] ulaw;
    private final byte[] alaw;

    private Prompt(byte[] ulaw, byte[] alaw) {
        this.ulaw = ulaw;
        this.alaw = alaw;
    }

    int samples() {
        return ulaw.length;
    }

    byte[] in(boolean aLaw) {
        return aLaw ? alaw : ulaw;
    }

    /** From linear samples; at most {@link MediaLimits#PROMPT_SAMPLES}. */
    static Prompt ofLinear(short[] samples) {
        throw new UnsupportedOperationException("Prompts are not here yet.");
    }

    /**
     * Reads a WAV file: RIFF, PCM, 16 bit, 8,000 Hz, one channel, at most two minutes.
     *
     * @throws MediaException when it is anything else
     */
    public static Prompt ofWav(byte[] file) {
        throw new UnsupportedOperationException("Prompts are not here yet.");
    }
}
