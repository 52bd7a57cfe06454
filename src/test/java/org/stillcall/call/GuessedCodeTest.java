package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All codes tried by somebody without a number (G16, P7), and by somebody who has another's programme. */
class GuessedCodeTest {
    private static final int CODES = 9_000;
    private static final int LEAST = 1_000;
    private static final int A_CALL = 3;

    private final Line line = new Line(Line.helpline(false, true, 0));
    private String code = "";

    @AfterEach
    void nothingIsLeft() {
        line.rig.loop.advance(11 * 60_000);
        assertEquals(0, line.helplines.known());
        assertEquals(0, line.rig.media.openLegs());
    }

    /** Somebody without a number talks, and is cut off. */
    private void cutOff() {
        Line.Guest guest = line.withheld();
        guest.waits();
        line.accepts(line.ringing().getFirst());
        code = line.rig
                .view(line.rig.calls.live().all().getLast().id())
                .called()
                .orElseThrow()
                .code();
        guest.leg.drops();
        line.rig.loop.advance(20_000);
    }

    private static String keys(int code) {
        return "*" + (LEAST + (code - LEAST) % CODES);
    }

    /** Tries codes from that one on, three a call and a hundred calls a second; how many led somewhere. */
    private int guesses(int first, int count) {
        int led = 0;
        for (int i = 0; i < count; i += A_CALL) {
            Line.Guest guest = line.withheld();
            for (int j = 0; j < A_CALL; j++) {
                guest.keys(keys(first + i + j));
            }
            led += line.ringing().isEmpty() ? 0 : 1;
            guest.leg.hangsUp();
            line.rig.loop.advance(10);
        }
        return led;
    }

    @Test
    void allCodes_triedInHalfAMinute_leadNowhere_andTheRightOneStillLeadsBackAfterIt() {
        cutOff();
        int right = Integer.parseInt(code.substring(1));
        assertEquals(0, guesses(right + CODES / 2, CODES - A_CALL));
        Line.Guest early = line.withheld();
        early.keys(code);
        assertTrue(line.ringing().isEmpty(), "not looked at within the minute: they wait like anybody");
        assertFalse(early.over());
        early.leg.hangsUp();
        line.rig.loop.advance(60_000);
        Line.Guest again = line.withheld();
        again.keys(code);
        assertEquals(1, line.ringing().size(), "the one with whom they talked");
        again.leg.hangsUp();
    }

    @Test
    void fourthCode_ofOneCall_isNotLookedAt() {
        cutOff();
        int right = Integer.parseInt(code.substring(1));
        Line.Guest guest = line.withheld();
        for (int i = 1; i <= A_CALL; i++) {
            guest.keys(keys(right + i));
        }
        guest.keys(code);
        assertTrue(line.ringing().isEmpty());
        guest.leg.hangsUp();
    }
}
