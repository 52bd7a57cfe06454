package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.sip.HangUp;

/** G16: a lost line is told from one that somebody hung up; in doubt somebody did. */
class LineEndTest {
    private static LineEnd bye(int cause, int status) {
        return LineEnd.of(new HangUp(HangUp.Kind.BYE, cause, status));
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 27, 34, 38, 41, 42, 44, 47, 58, 63, 97, 102, 111})
    void bye_withACauseOfTheNetwork_isALoss(int cause) {
        assertEquals(LineEnd.LOST, bye(cause, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 17, 18, 19, 20, 21, 24, 26, 28, 29, 30, 65, 79, 88})
    void bye_withAPersonsCauseOrNone_isAHangUp(int cause) {
        assertEquals(LineEnd.HUNG_UP, bye(cause, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 112, 127})
    void bye_withACauseThatSaysNothing_isUnclear(int cause) {
        assertEquals(LineEnd.UNCLEAR, bye(cause, 0));
    }

    @ParameterizedTest
    @CsvSource({"408,LOST", "500,LOST", "503,LOST", "504,LOST", "200,HUNG_UP", "486,HUNG_UP", "603,HUNG_UP", "0,HUNG_UP"
    })
    void bye_withASipStatus_isALossIfSomethingOnTheWayGaveUp(int status, LineEnd end) {
        assertEquals(end, bye(0, status));
    }

    /** The telephone network knows better than a proxy on the way. */
    @Test
    void bye_withBoth_goesByTheCause() {
        assertEquals(LineEnd.HUNG_UP, bye(16, 503));
        assertEquals(LineEnd.LOST, bye(41, 200));
    }

    @Test
    void leg_thatVanished_isALossAndOneThatWasCancelledIsNot() {
        assertEquals(LineEnd.LOST, LineEnd.of(new HangUp(HangUp.Kind.LOST, 0, 0)));
        assertEquals(LineEnd.HUNG_UP, LineEnd.of(new HangUp(HangUp.Kind.CANCEL, 0, 0)));
    }

    /** Nothing but what was weighed above rings a phone again. */
    @Test
    void bye_withAnyCause_isALossForFewOfThem() {
        int lost = 0;
        for (int cause = 0; cause < 128; cause++) {
            lost += bye(cause, 0) == LineEnd.LOST ? 1 : 0;
        }
        assertEquals(2 + 32 + 16, lost);
    }
}
