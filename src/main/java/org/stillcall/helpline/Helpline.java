package org.stillcall.helpline;

import static org.stillcall.base.Contract.require;

import java.time.Duration;
import java.util.List;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.trunk.PilotNumber;

/**
 * A programme that can be called, as the centre set it up.
 *
 * @param numbers that are published for it
 * @param languages in the order of their keys; the first is spoken where none was chosen
 * @param offers what its callers may choose
 * @param rings who is rung for its callers, and for how long
 * @param again for how long after a drop a caller reaches the same person first
 * @param waveAbove calls in one minute above which callers have to press a key that they are told; 0 for never
 */
public record Helpline(
        Label programme,
        List<PilotNumber> numbers,
        List<Label> languages,
        Offers offers,
        Rings rings,
        Duration again,
        int waveAbove) {
    public Helpline {
        numbers = List.copyOf(numbers);
        languages = List.copyOf(languages);
        require(!languages.isEmpty() && languages.size() <= Limits.HELPLINE_LANGUAGES, "One key a language.");
    }

    /**
     * What callers may choose.
     *
     * @param voices a woman or a man
     * @param message to leave one
     * @param place whether they are told their place among those who wait
     */
    public record Offers(boolean voices, boolean message, boolean place) {}

    /**
     * Who is rung.
     *
     * @param interpreter whether somebody may take a caller whose language nobody on duty speaks
     * @param each how long one person is, where they are rung one after the other
     * @param first how long the first group is
     * @param fallback how long the one after it is
     */
    public record Rings(Strategy strategy, boolean interpreter, Duration each, Duration first, Duration fallback) {}

    /** In which order people of one group are rung. */
    public enum Strategy {
        ALL_AT_ONCE,
        IN_TURN,
        LONGEST_IDLE
    }
}
