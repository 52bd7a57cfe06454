package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stillcall.call.CallTable.Action;
import org.stillcall.call.CallTable.Step;

/** The table of a call's life: G9, G10, G18. */
class CallTableTest {
    @Test
    void step_forEveryPhaseAndHappening_isDefined() {
        for (Phase phase : Phase.values()) {
            for (Happening happening : Happening.values()) {
                assertNotNull(CallTable.step(phase, happening), phase + " " + happening);
            }
        }
    }

    @Test
    void step_fromEnded_doesNothing() {
        for (Happening happening : Happening.values()) {
            assertEquals(new Step(Phase.ENDED, List.of()), CallTable.step(Phase.ENDED, happening));
        }
    }

    @Test
    void step_beforeConfirmation_neverCallsTheFarSide() {
        for (Phase phase : List.of(Phase.NEAR_RINGING, Phase.CONFIRMING)) {
            for (Happening happening : Happening.values()) {
                boolean calls = CallTable.step(phase, happening).actions().contains(Action.CALL_FAR);
                boolean mayCall = phase == Phase.NEAR_RINGING && happening == Happening.NEAR_ANSWERED
                        || phase == Phase.CONFIRMING && happening == Happening.CONFIRMED;
                assertEquals(mayCall, calls, phase + " " + happening);
            }
        }
    }

    @Test
    void walk_whateverHappens_leavesTheFarSideBeforeItEndsAndEndsOnce() {
        long seed = 20_261_121;
        Random random = new Random(seed);
        for (int run = 0; run < 100_000; run++) {
            List<Action> done = walk(random);
            assertEquals(1, done.stream().filter(Action.END::equals).count(), () -> "seed " + seed + " " + done);
            assertEquals(1, done.stream().filter(Action.LEAVE_FAR::equals).count(), () -> "seed " + seed + " " + done);
            assertTrue(done.indexOf(Action.LEAVE_FAR) < done.indexOf(Action.END), () -> "seed " + seed + " " + done);
            int left = done.indexOf(Action.LEAVE_FAR);
            assertFalse(done.subList(left, done.size()).contains(Action.CALL_FAR), () -> "seed " + seed + " " + done);
            assertFalse(done.subList(left, done.size()).contains(Action.CONNECT), () -> "seed " + seed + " " + done);
        }
    }

    private static List<Action> walk(Random random) {
        List<Action> done = new ArrayList<>();
        Phase phase = random.nextBoolean() ? Phase.NEAR_RINGING : Phase.CALLING;
        Happening[] all = Happening.values();
        while (phase != Phase.ENDED) {
            Step step = CallTable.step(phase, all[random.nextInt(all.length)]);
            done.addAll(step.actions());
            phase = step.next();
        }
        return done;
    }
}
