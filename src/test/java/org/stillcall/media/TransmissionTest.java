package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Randomness;

/** Row G1: our own numbers, whatever is sent in whatever order. */
class TransmissionTest {
    private static final long FRAME = 20_000_000L;

    /** Relayed (in order, late, lost), prompts, digits and dropped packets in any mixture. */
    @Property(tries = 2000)
    void noNumberIsUsedTwice(@ForAll @Size(max = 200) List<@IntRange(max = 9) Integer> events, @ForAll long seed) {
        Transmission sent = new Transmission(Randomness.seeded(seed));
        Set<Long> used = new HashSet<>();
        Set<Long> heard = new HashSet<>();
        long stream = 1;
        long at = 100;
        long now = 0;
        for (int event : events) {
            now += FRAME;
            boolean placed = false;
            switch (event) {
                case 0, 1, 2 -> placed = heard.add(++at) && sent.place(stream, at, (int) at * 160, 160, now);
                case 3 -> placed = heard.add(at - 1) && sent.place(stream, at - 1, (int) at * 160 - 160, 160, now);
                case 4 -> at += 3;
                case 5 -> sent.skip(stream, ++at);
                case 6 -> {
                    sent.placeOwn(event % 2 == 0, 160, now);
                    placed = true;
                }
                case 7 -> {
                    sent.placeDigit(sent.beginDigit(now), true);
                    placed = true;
                }
                case 8 -> {
                    stream++;
                    heard.clear();
                }
                default -> at += 1000;
            }
            assertTrue(!placed || used.add(sent.index), "a number was used twice");
        }
    }

    @Test
    void lossAndReordering_stayWhatTheyWere() {
        Transmission sent = new Transmission(Randomness.seeded(1));
        long[] order = {10, 11, 14, 12, 15};
        long base = 0;
        for (long at : order) {
            assertTrue(sent.place(1, at, (int) at * 160, 160, at * FRAME));
            base = at == 10 ? sent.index : base;
            assertEquals(base + at - 10, sent.index);
        }
        int last = sent.timestamp;
        sent.skip(1, 16);
        assertTrue(sent.place(1, 17, 17 * 160, 160, 17 * FRAME));
        assertEquals(base + 6, sent.index, "what is not passed on leaves no gap");
        assertEquals(320, sent.timestamp - last);
        assertFalse(sent.place(1, 13, 13 * 160, 160, 18 * FRAME), "too late: its number may be used");
        assertTrue(sent.place(1, 5000, 5000 * 160, 160, 5000 * FRAME));
        assertEquals(base + 7, sent.index, "a long gap is closed");
    }

    @Test
    void pauseOfTheSource_setsTheMarker() {
        Transmission sent = new Transmission(Randomness.seeded(1));
        assertTrue(sent.place(1, 1, 0, 160, 0) && sent.marker);
        assertTrue(sent.place(1, 2, 160, 160, FRAME) && !sent.marker);
        assertTrue(sent.place(1, 3, 1600, 160, 10 * FRAME) && sent.marker);
        assertTrue(sent.place(2, 900, 77, 160, 20 * FRAME) && sent.marker);
    }

    @Test
    void timestamps_runOnByTheTimeThatPassed() {
        Transmission sent = new Transmission(Randomness.seeded(1));
        sent.placeOwn(true, 160, 0);
        int first = sent.timestamp;
        sent.placeOwn(false, 160, FRAME);
        assertEquals(first + 160, sent.timestamp);
        assertTrue(sent.place(7, 1, 12345, 160, 51 * FRAME));
        assertEquals(first + 160 + 50 * 160, sent.timestamp);
    }
}
