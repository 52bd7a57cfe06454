package org.stillcall.media;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Made sound for a far side: syllables of a buzzing voice that moves, tones, noise. Each seed is another voice. */
final class Voice {
    private static final int RATE = 8000;

    private final Random random;
    private short[] samples = new short[RATE];
    private int length;

    Voice(long seed) {
        random = new Random(seed);
    }

    private Voice add(int count, IntToDoubleFunction sound) {
        if (length + count > samples.length) {
            samples = Arrays.copyOf(samples, 2 * (length + count));
        }
        for (int i = 0; i < count; i++) {
            samples[length++] = (short) Math.clamp(Math.round(sound.applyAsDouble(i)), -32_000, 32_000);
        }
        return this;
    }

    Voice silence(double seconds) {
        return add((int) (seconds * RATE), i -> 4 * random.nextGaussian());
    }

    Voice noise(double seconds, double loudness) {
        return add((int) (seconds * RATE), i -> loudness * random.nextGaussian());
    }

    Voice tone(double seconds, double hertz, double loudness) {
        double phase = random.nextDouble();
        return add((int) (seconds * RATE), i -> loudness * Math.sin(2 * Math.PI * (hertz * i / RATE + phase)));
    }

    /** Syllables of 100 to 250 ms with short pauses, the pitch gliding in each. */
    Voice talk(double seconds) {
        int left = (int) (seconds * RATE);
        while (left > 0) {
            int syllable = Math.min(left, RATE / 10 + random.nextInt(RATE * 3 / 20));
            double pitch = 110 + 120 * random.nextDouble();
            double glide = pitch * (random.nextDouble() - 0.5);
            double[] phase = {0};
            add(syllable, i -> {
                phase[0] += (pitch + glide * i / syllable) / RATE;
                double swell = Math.sin(Math.PI * i / syllable);
                double buzz = 0;
                for (int harmonic = 1; harmonic <= 8; harmonic++) {
                    buzz += Math.sin(2 * Math.PI * harmonic * phase[0]) / harmonic;
                }
                return 5_000 * swell * buzz + 200 * random.nextGaussian();
            });
            left -= syllable;
            if (left > 0) {
                int pause = Math.min(left, RATE / 50 + random.nextInt(RATE / 10));
                silence((double) pause / RATE);
                left -= pause;
            }
        }
        return this;
    }

    byte[] coded(Law law) {
        byte[] coded = new byte[length];
        for (int i = 0; i < length; i++) {
            coded[i] = law == Law.ULAW ? G711.toULaw(samples[i]) : G711.toALaw(samples[i]);
        }
        return coded;
    }
}
