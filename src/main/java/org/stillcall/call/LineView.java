package org.stillcall.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stillcall.base.Label;

/**
 * A programme that can be called.
 *
 * @param waiting for somebody now
 * @param called how many called
 * @param taken how many were put through to somebody
 * @param unanswered how many nobody took in the set time
 * @param waits those who wait, by language
 */
public record LineView(Label programme, int waiting, long called, long taken, long unanswered, List<Waits> waits) {
    public LineView {
        waits = List.copyOf(waits);
    }

    /**
     * Those who wait for somebody of one language.
     *
     * @param language empty for those who chose none
     * @param longest since the first of them called
     */
    public record Waits(Optional<Label> language, int callers, Duration longest) {}
}
