package org.stillcall.media;

/**
 * Tones of no one country: 425 Hz, which most of the world uses or understands, softly faded in and out. A repeated
 * tone is one whole period with its pause.
 */
final class Tones {
    private static final int RATE = 8000;
    private static final double HERTZ = 425;
    private static final double[] NOTES = {950, 1400, 1800};
    private static final double LOUDNESS = 3000; // about -21 dBm0
    private static final int FADE = 80;

    private Tones() {}

    static Prompt ringing() {
        return period(1.0, 4.0);
    }

    static Prompt busy() {
        return period(0.5, 0.5);
    }

    /** A short soft sign of life every ten seconds: nothing is wrong, wait. */
    static Prompt waiting() {
        return period(0.15, 9.85);
    }

    /** A quarter of a second, softly: you are not heard now. */
    static Prompt unheard() {
        return period(0.25, 0.05);
    }

    /** Two short notes that go up: somebody joins, and hears you from now on. */
    static Prompt joined() {
        short[] samples = new short[(int) (0.4 * RATE)];
        int note = (int) (0.15 * RATE);
        tone(samples, 0, note, HERTZ);
        tone(samples, samples.length / 2, note, HERTZ * 3 / 2);
        return Prompt.ofLinear(samples);
    }

    /** One second of nothing. */
    static Prompt silence() {
        return period(0, 1.0);
    }

    /** The special information tone twice (ITU-T E.180): three notes that go up, for a call that cannot be. */
    static Prompt notInService() {
        int note = (int) (0.33 * RATE);
        int period = 3 * note + RATE;
        short[] samples = new short[2 * period];
        for (int i = 0; i < NOTES.length; i++) {
            for (int round = 0; round < 2; round++) {
                tone(samples, round * period + i * note, note, NOTES[i]);
            }
        }
        return Prompt.ofLinear(samples);
    }

    private static Prompt period(double onSeconds, double offSeconds) {
        int on = (int) (onSeconds * RATE);
        short[] samples = new short[on + (int) (offSeconds * RATE)];
        tone(samples, 0, on, HERTZ);
        return Prompt.ofLinear(samples);
    }

    private static void tone(short[] samples, int from, int length, double hertz) {
        for (int i = 0; i < length; i++) {
            double envelope = Math.min(1.0, Math.min(i, length - 1 - i) / (double) FADE);
            samples[from + i] = (short) (LOUDNESS * envelope * Math.sin(2 * Math.PI * hertz * i / RATE));
        }
    }
}
