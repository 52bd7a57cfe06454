package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillcall.sip.LegTable.Action;
import org.stillcall.sip.LegTable.Event;
import org.stillcall.sip.LegTable.Phase;

/** What must hold of a leg's life, over every phase and event. */
final class LegTableTest {
    private static final Set<Action> LAST_WORDS = EnumSet.of(
            Action.TELL_REFUSED,
            Action.TELL_SILENCE,
            Action.TELL_RING_LIMIT,
            Action.TELL_CANCELLED,
            Action.TELL_BAD_ANSWER,
            Action.TELL_HUNG_UP);
    /** Phases in which the owner was told already, or asked for the end itself. */
    private static final Set<Phase> SILENT =
            EnumSet.of(Phase.CANCEL_WAITS, Phase.CANCELLING, Phase.PARTING, Phase.ENDED);

    private static Set<Phase> reachable(Phase first) {
        Set<Phase> seen = EnumSet.of(first);
        ArrayDeque<Phase> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            Phase phase = open.poll();
            for (Event event : Event.values()) {
                if (seen.add(LegTable.step(phase, event).next())) {
                    open.add(LegTable.step(phase, event).next());
                }
            }
        }
        return seen;
    }

    @Test
    void eachSide_reachesItsOwnPhasesOnly() {
        assertEquals(
                EnumSet.of(
                        Phase.CALLING,
                        Phase.RINGING,
                        Phase.CANCEL_WAITS,
                        Phase.CANCELLING,
                        Phase.CONFIRMED,
                        Phase.ENDED),
                reachable(Phase.CALLING));
        assertEquals(
                EnumSet.of(Phase.OFFERED, Phase.ALERTING, Phase.ANSWERED, Phase.PARTING, Phase.CONFIRMED, Phase.ENDED),
                reachable(Phase.OFFERED));
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void everyStep_tellsTheEndOnceAndOnlyWhenItIsNews(Phase phase) {
        for (Event event : Event.values()) {
            LegTable.Step step = LegTable.step(phase, event);
            long last = step.actions().stream().filter(LAST_WORDS::contains).count();
            boolean becomesSilent = SILENT.contains(step.next()) && !SILENT.contains(phase);
            boolean ownWish = event == Event.HANG_UP || event == Event.REFUSE;
            assertTrue(last <= 1, phase + " " + event);
            assertFalse(last == 1 && !becomesSilent, phase + " " + event + " tells twice");
            assertFalse(becomesSilent && last == 0 && !ownWish, phase + " " + event + " ends untold");
        }
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void hangUp_alwaysLeadsToSilence(Phase phase) {
        assertTrue(SILENT.contains(LegTable.step(phase, Event.HANG_UP).next()));
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void bye_isSentOnlyWhereThereIsADialog(Phase phase) {
        for (Event event : Event.values()) {
            LegTable.Step step = LegTable.step(phase, event);
            if (step.actions().contains(Action.SEND_BYE)) {
                boolean dialog =
                        List.of(Phase.CONFIRMED, Phase.ANSWERED, Phase.PARTING).contains(phase);
                assertTrue(dialog || step.actions().getFirst() == Action.SEND_ACK, phase + " " + event);
                assertEquals(Phase.ENDED, step.next());
            }
            if (step.actions().contains(Action.SEND_CANCEL)) {
                boolean heard = phase == Phase.RINGING || event == Event.TRYING || event == Event.PROVISIONAL;
                assertTrue(heard, "CANCEL goes ahead of the INVITE: " + phase + " " + event);
            }
        }
    }

    @Test
    void ended_staysSilentForEver() {
        for (Event event : Event.values()) {
            assertEquals(new LegTable.Step(Phase.ENDED, List.of()), LegTable.step(Phase.ENDED, event));
        }
    }
}
