package org.stillcall.wire;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Tones in WAV files, by sox. */
final class Sound {
    private Sound() {}

    /** Writes a sine tone of half the full level: 8 kHz, 16 bits, one channel. */
    static void tone(Path file, int hertz, String seconds) {
        sox(
                file,
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

    /** The level of what is within 60 Hz of {@code hertz}, 0 to 1. */
    static double level(Path file, int hertz) {
        String band = (hertz - 60) + "-" + (hertz + 60);
        String stat =
                sox(file, List.of("sh", "-c", "exec sox -q \"$0\" -n sinc " + band + " stat 2>&1", file.toString()));
        for (String line : stat.split("\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("rms     amplitude")) {
                return Double.parseDouble(line.replaceAll(".* ", ""));
            }
        }
        return 0;
    }

    private static String sox(Path file, List<String> command) {
        return Child.run(file.toAbsolutePath().getParent(), command);
    }
}
