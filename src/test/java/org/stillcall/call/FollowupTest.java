package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.stillcall.call.Followup.Facts;
import org.stillcall.call.Followup.Shown;
import org.stillcall.call.Followup.Why;
import org.stillcall.plan.DroppedRule;

/** G16: what follows a lost line, for every rule and everything that can be known of the call. */
class FollowupTest {
    private static final Duration TWO = Duration.ofMinutes(2);
    private static final DroppedRule REDIAL = new DroppedRule.RedialOnce(TWO);
    private static final DroppedRule HOLD = new DroppedRule.WaitForReturn(TWO);
    private static final DroppedRule NEVER = new DroppedRule.Never();
    private static final boolean[] BOTH = {false, true};

    private static Why why(DroppedRule rule, Facts facts) {
        return assertInstanceOf(Followup.Nothing.class, Followup.of(rule, facts))
                .why();
    }

    @Test
    void redial_followsALossThatIsCertainOnceAndInTime() {
        assertEquals(
                new Followup.Redial(TWO),
                Followup.of(REDIAL, new Facts(LineEnd.LOST, false, false, Shown.NOTHING, true)));
        assertEquals(
                new Followup.Redial(TWO),
                Followup.of(REDIAL, new Facts(LineEnd.LOST, false, false, Shown.NUMBER, false)));
        assertEquals(Why.UNCLEAR, why(REDIAL, new Facts(LineEnd.UNCLEAR, false, false, Shown.NOTHING, true)));
        assertEquals(Why.TWICE, why(REDIAL, new Facts(LineEnd.LOST, true, false, Shown.NOTHING, true)));
        assertEquals(Why.LATE, why(REDIAL, new Facts(LineEnd.LOST, false, true, Shown.NOTHING, true)));
        assertEquals(Why.SHOWN_ONCE, why(REDIAL, new Facts(LineEnd.LOST, false, false, Shown.ONCE, true)));
    }

    @Test
    void hold_needsANumberThatWasShown() {
        assertEquals(
                new Followup.Hold(TWO), Followup.of(HOLD, new Facts(LineEnd.LOST, false, true, Shown.NUMBER, true)));
        assertEquals(
                new Followup.Hold(TWO), Followup.of(HOLD, new Facts(LineEnd.UNCLEAR, false, false, Shown.ONCE, true)));
        assertEquals(Why.WITHHELD, why(HOLD, new Facts(LineEnd.LOST, false, false, Shown.NOTHING, true)));
        assertEquals(Why.FULL, why(HOLD, new Facts(LineEnd.LOST, false, false, Shown.NUMBER, false)));
    }

    /** All of the few hundred cases. */
    @Test
    void anything_thatIsNotAgreedOrNotCertain_ringsNoPhone() {
        for (LineEnd end : LineEnd.values()) {
            for (Shown shown : Shown.values()) {
                for (boolean again : BOTH) {
                    for (boolean late : BOTH) {
                        for (boolean room : BOTH) {
                            Facts facts = new Facts(end, again, late, shown, room);
                            assertInstanceOf(Followup.Nothing.class, Followup.of(NEVER, facts));
                            boolean rings = Followup.of(REDIAL, facts) instanceof Followup.Redial;
                            boolean may = end == LineEnd.LOST && !again && !late && shown != Shown.ONCE;
                            assertEquals(may, rings, facts::toString);
                            boolean holds = Followup.of(HOLD, facts) instanceof Followup.Hold;
                            assertEquals(shown != Shown.NOTHING && room, holds, facts::toString);
                        }
                    }
                }
            }
        }
    }
}
