package org.stillcall.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tones in WAV files. */
final class Sound {
    private static final int RATE = 8000;
    private static final int SAMPLES = RATE / 2;
    private static final int WAV_HEADER = 44;

    private Sound() {}

    /** Writes a sine tone of half the full level: 8 kHz, 16 bits, one channel. */
    static void tone(Path file, int hertz, String seconds) {
        Child.run(
                file.toAbsolutePath().getParent(),
                List.of(
                        "sox",
                        "-q",
                        "-n",
                        "-r",
                        "8000",
                        "-b",
                        "16",
                        "-c",
                        "1",
                        file.toString(),
                        "synth",
                        seconds,
                        "sine",
                        Integer.toString(hertz),
                        "vol",
                        "0.5"));
    }

    /**
     * The level, 0 to 1, of one frequency in the last half second of a recording that may still be growing, by
     * Goertzel's algorithm; 0 while it is shorter.
     */
    static double level(Path file, int hertz) {
        ByteBuffer wave;
        try {
            wave = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int from = (wave.limit() - 2 * SAMPLES) & ~1;
        if (from < WAV_HEADER) {
            return 0;
        }
        double turn = 2 * Math.cos(2 * Math.PI * hertz / RATE);
        double last = 0;
        double before = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double now = wave.getShort(from + 2 * i) / 32768.0 + turn * last - before;
            before = last;
            last = now;
        }
        return 2 * Math.sqrt(last * last + before * before - turn * last * before) / SAMPLES;
    }
}
