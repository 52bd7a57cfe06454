package org.stillcall.media;

/**
 * Tones of no one country: 425 Hz, which most of the world uses or understands, softly faded in and out. A repeated
 * tone is one whole period with its pause.
 */
final class Tones {
    private static final int RATE = 8000;
    private static final double HERTZ = 425;
    private static final double LOUDNESS = 3000; // about -21 dBm0
    private static final int FADE = 80;

    private Tones() {}

    static Prompt ringing() {
        return period(1.0, 4.0);
    }

    static Prompt busy() {
        return period(0.5, 0.5);
    }

    /** One second of nothing. */
    static Prompt silence() {
        return period(0, 1.0);
    }

    private static Prompt period(double onSeconds, double offSeconds) {
        int on = (int) (onSeconds * RATE);
        short[] samples = new short[on + (int) (offSeconds * RATE)];
        for (int i = 0; i < on; i++) {
            double envelope = Math.min(1.0, Math.min(i, on - 1 - i) / (double) FADE);
            samples[i] = (short) (LOUDNESS * envelope * Math.sin(2 * Math.PI * HERTZ * i / RATE));
        }
        return Prompt.ofLinear(samples);
    }
}
