package org.stillcall.media;

import static org.stillcall.base.Contract.require;

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

    byte[] in(Law law) {
        return law == Law.ALAW ? alaw : ulaw;
    }

    /** From linear samples, at least one and at most {@link MediaLimits#PROMPT_SAMPLES}. */
    static Prompt ofLinear(short[] samples) {
        require(samples.length > 0 && samples.length <= MediaLimits.PROMPT_SAMPLES, "A prompt has a bounded length.");
        byte[] ulaw = new byte[samples.length];
        byte[] alaw = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            ulaw[i] = G711.toULaw(samples[i]);
            alaw[i] = G711.toALaw(samples[i]);
        }
        return new Prompt(ulaw, alaw);
    }

    /**
     * Reads a WAV file: RIFF, PCM, 16 bit, 8,000 Hz, one channel, at most two minutes.
     *
     * @throws MediaException when it is anything else
     */
    public static Prompt ofWav(byte[] file) {
        return ofLinear(WavFile.samples(file));
    }
}
