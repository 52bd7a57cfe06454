package org.stillcall.media;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where a leg's prompt stands. One thread. */
final class Player {
    static final int SAMPLES = 160;

    private @Nullable Prompt prompt;
    private boolean repeat;
    private int position;
    private boolean first;

    void play(Prompt next, boolean again) {
        prompt = next;
        repeat = again;
        position = 0;
        first = true;
    }

    void stop() {
        prompt = null;
    }

    boolean playing() {
        return prompt != null;
    }

    /** Whether the step before was the first of a prompt, or there was none. */
    boolean first() {
        return first;
    }

    /** Writes the next 20 ms; true when that was the end of the prompt, which is then over. */
    boolean step(byte[] out, int at, Law law) {
        Prompt now = prompt;
        if (now == null) {
            return false;
        }
        byte[] coded = now.in(law);
        int samples = Math.min(SAMPLES, coded.length - position);
        System.arraycopy(coded, position, out, at, samples);
        Arrays.fill(out, at + samples, at + SAMPLES, law == Law.ULAW ? G711.ULAW_SILENCE : G711.ALAW_SILENCE);
        position += samples;
        if (position < coded.length) {
            return false;
        }
        position = 0;
        if (!repeat) {
            prompt = null;
        }
        return !repeat;
    }

    /** Called after each step. */
    void stepped() {
        first = false;
    }
}
