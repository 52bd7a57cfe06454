package org.stillcall.media;

import java.util.Arrays;

/**
 * Knows a single steady tone of 400 to 2100 Hz. One thread.
 *
 * <p>A sine wave continues itself: a sample is the one {@code lag} before it times a factor, less the one twice as long
 * before, and the factor is twice the cosine of the frequency times the lag (Prony's method, of order two). For each
 * 20 ms and each of some lags the factor that fits best is found, and the share of the sound that it leaves
 * unexplained, which for a tone in noise is the share of the noise. A short lag tells the frequency, long ones tell a
 * tone from a voice, whose harmonics stand close together. A tone explains nearly everything, at one frequency and
 * loudness, for many frames in a row; a voice for a few at most, since its pitch moves. Eight milliseconds of sound are
 * kept, and sums. The lags are those that leave a fifth or more of every keypad and progress tone of two frequencies
 * unexplained, and at most an eighth of a tone with a third harmonic of a fifth.
 */
final class SteadyTone {
    private static final int[] LAGS = {1, 5, 11, 23, 31};
    private static final int KEPT = 64; // a power of two above twice the longest lag
    private static final double LOWEST_HERTZ = 400;
    private static final double HIGHEST_HERTZ = 2100;
    private static final double RINGING_FROM = 390;
    private static final double RINGING_TO = 465;
    private static final double SOFTEST = 160; // root mean square: about -40 dBm0
    private static final double UNEXPLAINED = 0.15;
    private static final double DRIFT = 0.012;
    private static final double SWELL = 1.5; // in energy, from the first frame on

    private final double[] kept = new double[KEPT];
    private final double[] middles = new double[LAGS.length];
    private final double[] products = new double[LAGS.length];
    private final double[] squares = new double[LAGS.length];
    private int at;

    private int frames;
    private double hertz;
    private double energy;

    void sample(int linear) {
        kept[at & KEPT - 1] = linear;
        for (int i = 0; i < LAGS.length; i++) {
            double middle = kept[at - LAGS[i] & KEPT - 1];
            double sum = linear + kept[at - 2 * LAGS[i] & KEPT - 1];
            middles[i] += middle * middle;
            products[i] += middle * sum;
            squares[i] += sum * sum;
        }
        at++;
    }

    /** A frame of {@code samples} is complete. */
    void frame(int samples) {
        double loudness = middles[0] / samples;
        double heard = 0;
        boolean pure = loudness >= SOFTEST * SOFTEST && noise() <= UNEXPLAINED;
        if (pure) {
            double factor = products[0] / middles[0];
            heard = Math.acos(Math.clamp(factor / 2, -1, 1)) * 8000 / (2 * Math.PI);
            pure = heard >= LOWEST_HERTZ && heard <= HIGHEST_HERTZ;
        }
        if (!pure) {
            frames = 0;
        } else if (frames > 0 && steady(heard, loudness)) {
            hertz += (heard - hertz) / ++frames;
        } else {
            frames = 1;
            hertz = heard;
            energy = loudness;
        }
        Arrays.fill(middles, 0);
        Arrays.fill(products, 0);
        Arrays.fill(squares, 0);
    }

    /** The share that is no tone, by the lag that finds the most. */
    private double noise() {
        double most = 0;
        for (int i = 0; i < LAGS.length; i++) {
            double factor = middles[i] == 0 ? 0 : products[i] / middles[i];
            double left = squares[i] - factor * products[i];
            most = Math.max(most, left / ((2 + factor * factor) * Math.max(1, middles[i])));
        }
        return most;
    }

    private boolean steady(double heard, double loudness) {
        return Math.abs(heard - hertz) <= DRIFT * hertz && loudness <= SWELL * energy && energy <= SWELL * loudness;
    }

    /** Nothing was sent for a while. */
    void pause() {
        frames = 0;
    }

    /** Whether a tone is being heard, for three frames or more. */
    boolean pure() {
        return frames >= 3;
    }

    /** For how many frames a tone is being heard. */
    int length() {
        return frames;
    }

    /** Whether it may be one that says "it rings" in much of the world (ITU-T E.180 supplement 2). */
    boolean mayRing() {
        return hertz >= RINGING_FROM && hertz <= RINGING_TO;
    }
}
