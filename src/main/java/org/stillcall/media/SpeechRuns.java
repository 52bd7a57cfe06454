package org.stillcall.media;

import java.util.Arrays;

/**
 * How long somebody talks without a pause to speak of. Knows sound from the background by its loudness, since the
 * background is what is heard in between. Keeps a few figures, no sound. One thread.
 */
final class SpeechRuns {
    private static final double SOFTEST = 110 * 110; // mean square: about -43 dBm0
    private static final double ABOVE_BACKGROUND = 6;
    private static final double LOUDEST_BACKGROUND = 1_000 * 1_000;
    private static final double BELOW_LOUDEST = 0.05;
    private static final double LOUDEST_FADES = 0.995; // each frame
    private static final int BLOCK = 50; // a second
    private static final int BLOCKS = 4;
    private static final int ONSET = 3;

    private final double[] quietest = new double[BLOCKS]; // of the last seconds, each one's
    private double smoothed = -1;
    private double loudest;
    private int frames;
    private int loud;
    private int run;
    private int pause;
    private int voiced;

    SpeechRuns() {
        Arrays.fill(quietest, Double.MAX_VALUE);
    }

    /** A frame of this mean square was heard; a pure tone is no speech. */
    void frame(double energy, boolean pure) {
        smoothed = smoothed < 0 ? energy : (smoothed + energy) / 2;
        int block = frames / BLOCK % BLOCKS;
        if (frames++ % BLOCK == 0) {
            quietest[block] = Double.MAX_VALUE;
        }
        quietest[block] = Math.min(quietest[block], smoothed);
        double background = quietest[0];
        for (double each : quietest) {
            background = Math.min(background, each);
        }
        loudest = Math.max(LOUDEST_FADES * loudest, smoothed);
        double hushed = Math.max(SOFTEST, BELOW_LOUDEST * loudest);
        note(!pure && energy > Math.max(hushed, ABOVE_BACKGROUND * Math.min(background, LOUDEST_BACKGROUND)));
    }

    private void note(boolean speech) {
        loud = speech ? loud + 1 : 0;
        if (run == 0) {
            if (loud == ONSET) {
                run = ONSET;
                voiced = ONSET;
                pause = 0;
            }
            return;
        }
        pause = loud >= ONSET ? 0 : pause + 1;
        run++;
        voiced += speech ? 1 : 0;
    }

    /** Frames from the first sound of this run to its last; 0 when nobody talks. */
    int length() {
        return run == 0 ? 0 : run - pause;
    }

    /** Frames since the last sound of this run. */
    int pause() {
        return pause;
    }

    /** How much of the run is sound, in frames. */
    int voiced() {
        return voiced;
    }

    /** The run is over; the next sound begins another. */
    void end() {
        run = 0;
        pause = 0;
        loud = 0;
        voiced = 0;
    }
}
