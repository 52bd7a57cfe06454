package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillcall.call.CallTable.Action;
import org.stillcall.call.CallTable.Step;

/** The table of a call's life: G9, G10, G16, G18. */
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
                boolean answered =
                        happening == Happening.NEAR_ANSWERED || happening == Happening.NEAR_ANSWERED_TO_SIGNAL;
                boolean confirmed = happening == Happening.CONFIRMED || happening == Happening.CONFIRMED_TO_SIGNAL;
                boolean mayCall = phase == Phase.NEAR_RINGING && answered || phase == Phase.CONFIRMING && confirmed;
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

    @Test
    void step_onceTheSignalRings_callsAgainOnlyAfterThePause() {
        for (Happening happening : Happening.values()) {
            Step step = CallTable.step(Phase.SIGNAL_RINGING, happening);
            assertFalse(step.actions().contains(Action.CALL_FAR), happening::name);
            boolean pauses = step.actions().contains(Action.PAUSE);
            assertEquals(happening == Happening.SIGNAL_OVER, pauses, happening::name);
            assertEquals(pauses, step.actions().contains(Action.HANG_UP_FAR), happening::name);
            boolean calls = CallTable.step(Phase.PAUSING, happening).actions().contains(Action.CALL_FAR);
            assertEquals(happening == Happening.PAUSE_OVER, calls, happening::name);
        }
    }

    /** The far side's words may come late: while nothing is being called they change nothing. */
    @Test
    void step_whilePausing_hearsNothingOfTheFarSide() {
        for (Happening happening : List.of(
                Happening.FAR_RANG,
                Happening.FAR_HEARD,
                Happening.FAR_ANSWERED,
                Happening.FAR_RETRY,
                Happening.FAR_LOST,
                Happening.SIGNAL_OVER)) {
            assertEquals(new Step(Phase.PAUSING, List.of()), CallTable.step(Phase.PAUSING, happening));
        }
    }

    @Test
    void step_whenTheSignalIsDeclinedOrNothingRings_isTheCallsEnd() {
        List<Action> told = List.of(Action.LEAVE_FAR, Action.TELL);
        assertEquals(new Step(Phase.TELLING, told), CallTable.step(Phase.SIGNAL_RINGING, Happening.FAR_LOST));
        assertEquals(new Step(Phase.TELLING, told), CallTable.step(Phase.SIGNALLING, Happening.FAR_LOST));
        assertEquals(new Step(Phase.TELLING, told), CallTable.step(Phase.SIGNALLING, Happening.SIGNAL_OVER));
    }

    /** Two things are never let ring without the pause between them. */
    @Test
    void walk_whateverHappens_ringsASignalAtMostOnce() {
        long seed = 20_261_122;
        Random random = new Random(seed);
        for (int run = 0; run < 100_000; run++) {
            List<Action> done = walk(random);
            int rang = done.indexOf(Action.TIME_SIGNAL);
            List<Action> after = rang < 0 ? List.of() : done.subList(rang + 1, done.size());
            int called = after.indexOf(Action.CALL_FAR);
            List<Action> between = called < 0 ? List.of() : after.subList(0, called);
            assertFalse(after.contains(Action.TIME_SIGNAL), () -> "seed " + seed + " " + done);
            assertTrue(
                    called < 0 || between.contains(Action.PAUSE) || between.contains(Action.AWAIT_REDIAL),
                    () -> "seed " + seed + " " + done);
        }
    }

    // G16

    private static final List<Happening> DROPS = List.of(
            Happening.FAR_DROPPED_TO_REDIAL,
            Happening.FAR_DROPPED_TO_HOLD,
            Happening.NEAR_DROPPED_TO_REDIAL,
            Happening.NEAR_DROPPED_TO_HOLD);

    /** Whoever hangs up ends it: after a person's word nothing is ever called or held. */
    @Test
    void step_whenSomebodyHungUp_leadsToNoFurtherCall() {
        for (Phase phase : Phase.values()) {
            for (Happening happening : List.of(Happening.FAR_LOST, Happening.NEAR_LOST, Happening.END_ASKED)) {
                List<Action> actions = CallTable.step(phase, happening).actions();
                for (Action action :
                        List.of(Action.CALL_FAR, Action.AWAIT_REDIAL, Action.HOLD_LINE, Action.RING_NEAR)) {
                    assertFalse(actions.contains(action), phase + " " + happening);
                }
            }
        }
    }

    @Test
    void step_toWaitAfterADrop_comesOnlyFromTalking() {
        for (Phase phase : Phase.values()) {
            for (Happening happening : Happening.values()) {
                List<Action> actions = CallTable.step(phase, happening).actions();
                boolean begins = actions.contains(Action.AWAIT_REDIAL) || actions.contains(Action.HOLD_LINE);
                assertTrue(!begins || phase.talks() && DROPS.contains(happening), phase + " " + happening);
                assertTrue(!begins || actions.getFirst() == Action.HANG_UP_FAR, "the far leg is ended first");
            }
        }
    }

    /** Every path there is, not some: from where a redial began, its beginning cannot be reached again. */
    @Test
    void redial_onEveryPath_comesAtMostOnce() {
        Set<Phase> reached = new HashSet<>();
        Deque<Phase> open = new ArrayDeque<>(List.of(Phase.REDIAL_WAITS, Phase.REDIAL_ALONE));
        while (!open.isEmpty()) {
            Phase phase = open.pop();
            for (Happening happening : Happening.values()) {
                Step step = CallTable.step(phase, happening);
                assertFalse(step.actions().contains(Action.AWAIT_REDIAL), phase + " " + happening);
                assertFalse(step.actions().contains(Action.HOLD_LINE), phase + " " + happening);
                if (reached.add(step.next())) {
                    open.push(step.next());
                }
            }
        }
        assertTrue(reached.contains(Phase.TALKING_AGAIN));
        assertFalse(reached.contains(Phase.TALKING));
    }

    /** While a line is held, the survivor's phone never rings by our doing. */
    @Test
    void hold_onEveryPath_neverCallsTheSurvivor() {
        Set<Phase> reached = new HashSet<>();
        Deque<Phase> open = new ArrayDeque<>(List.of(Phase.HOLDING, Phase.HOLDING_ALONE));
        while (!open.isEmpty()) {
            Phase phase = open.pop();
            for (Happening happening : Happening.values()) {
                Step step = CallTable.step(phase, happening);
                assertFalse(step.actions().contains(Action.CALL_FAR), phase + " " + happening);
                if (reached.add(step.next())) {
                    open.push(step.next());
                }
            }
        }
        assertTrue(reached.contains(Phase.TALKING_RETURNED));
    }

    @Test
    void wait_isEndedByTheAdvocateInEveryPhaseOfIt() {
        for (Phase phase : Phase.values()) {
            Step step = CallTable.step(phase, Happening.END_ASKED);
            assertEquals(Phase.ENDED, step.next(), phase::name);
        }
    }

    @Test
    void calledIn_isNeverWhatAnOutboundCallBecomes() {
        for (Phase phase : Phase.values()) {
            for (Happening happening : Happening.values()) {
                Phase next = CallTable.step(phase, happening).next();
                boolean inward = next == Phase.TAKEN || next == Phase.TALKING_CALLED;
                assertTrue(!inward || phase == Phase.TAKEN || phase == Phase.TALKING_CALLED, phase + " " + happening);
            }
        }
    }

    @Test
    void walk_whateverHappens_connectsOnlyWhoeverAnsweredOrCalledBack() {
        for (Phase phase : Phase.values()) {
            for (Happening happening : Happening.values()) {
                if (CallTable.step(phase, happening).actions().contains(Action.CONNECT)) {
                    boolean answered = happening == Happening.FAR_ANSWERED;
                    boolean returned = List.of(Phase.RETURNING, Phase.RETURN_ALONE, Phase.RETURN_CONFIRMING)
                            .contains(phase);
                    boolean called = phase == Phase.TAKEN && happening == Happening.NEAR_ANSWERED;
                    assertTrue(answered || returned || called, phase + " " + happening);
                }
            }
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
