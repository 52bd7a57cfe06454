package org.stillcall.helpline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.Prompt;

/** What one caller is told now, sentence after sentence. Loop thread only. */
final class Speech {
    private final Deque<Prompt> left = new ArrayDeque<>();
    private boolean on;

    /** Instead of whatever was being said. */
    void begin(List<Prompt> sentences) {
        left.clear();
        left.addAll(sentences);
        on = true;
    }

    /** Says the next one; false when all was said. */
    boolean next(MediaLeg to) {
        Prompt next = left.poll();
        on = next != null;
        if (next != null) {
            to.play(next, false);
        }
        return on;
    }

    boolean isOn() {
        return on;
    }
}
