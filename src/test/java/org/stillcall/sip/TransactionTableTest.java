package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillcall.sip.TransactionTable.Action;
import org.stillcall.sip.TransactionTable.Event;
import org.stillcall.sip.TransactionTable.State;
import org.stillcall.sip.TransactionTable.Step;

/** Every state and event of the four transactions against RFC 3261 section 17 and RFC 6026. */
final class TransactionTableTest {
    /** The transitions that change something, as the RFCs' figures have them; all others must change nothing. */
    private static List<String> figure(TransactionTable table) {
        return switch (table) {
            case CLIENT_INVITE ->
                List.of(
                        "ACCEPTED SUCCESS ACCEPTED [TELL]",
                        "ACCEPTED TIMER_END TERMINATED []",
                        "CALLING BROKEN TERMINATED [TELL_FAILURE]",
                        "CALLING FAILURE COMPLETED [STOP, RELEASE, ACKNOWLEDGE, LINGER_LONG, TELL]",
                        "CALLING PROVISIONAL PROCEEDING [STOP, RELEASE, TELL]",
                        "CALLING SUCCESS ACCEPTED [STOP, RELEASE, LINGER_LONG, TELL]",
                        "CALLING TIMER_END TERMINATED [TELL_FAILURE]",
                        "CALLING TIMER_REPEAT CALLING [RESEND, DOUBLE]",
                        "COMPLETED BROKEN TERMINATED []",
                        "COMPLETED FAILURE COMPLETED [ACKNOWLEDGE]",
                        "COMPLETED TIMER_END TERMINATED []",
                        "PROCEEDING FAILURE COMPLETED [STOP, RELEASE, ACKNOWLEDGE, LINGER_LONG, TELL]",
                        "PROCEEDING PROVISIONAL PROCEEDING [TELL]",
                        "PROCEEDING SUCCESS ACCEPTED [STOP, RELEASE, LINGER_LONG, TELL]");
            case CLIENT_OTHER ->
                List.of(
                        "COMPLETED TIMER_END TERMINATED []",
                        "PROCEEDING BROKEN TERMINATED [TELL_FAILURE]",
                        "PROCEEDING FAILURE COMPLETED [STOP, RELEASE, LINGER_SHORT, TELL]",
                        "PROCEEDING PROVISIONAL PROCEEDING [TELL]",
                        "PROCEEDING SUCCESS COMPLETED [STOP, RELEASE, LINGER_SHORT, TELL]",
                        "PROCEEDING TIMER_END TERMINATED [TELL_FAILURE]",
                        "PROCEEDING TIMER_REPEAT PROCEEDING [RESEND, DOUBLE_TO_T2]",
                        "TRYING BROKEN TERMINATED [TELL_FAILURE]",
                        "TRYING FAILURE COMPLETED [STOP, RELEASE, LINGER_SHORT, TELL]",
                        "TRYING PROVISIONAL PROCEEDING [TELL]",
                        "TRYING SUCCESS COMPLETED [STOP, RELEASE, LINGER_SHORT, TELL]",
                        "TRYING TIMER_END TERMINATED [TELL_FAILURE]",
                        "TRYING TIMER_REPEAT TRYING [RESEND, DOUBLE_TO_T2]");
            case SERVER_INVITE ->
                List.of(
                        "ACCEPTED ACK CONFIRMED [STOP, RELEASE, LINGER_LONG]",
                        "ACCEPTED TIMER_END TERMINATED [TELL_FAILURE]",
                        "ACCEPTED TIMER_REPEAT ACCEPTED [RESEND, DOUBLE_TO_T2]",
                        "COMPLETED ACK CONFIRMED [STOP, RELEASE, LINGER_SHORT]",
                        "COMPLETED REQUEST COMPLETED [RESEND]",
                        "COMPLETED TIMER_END TERMINATED [TELL_FAILURE]",
                        "COMPLETED TIMER_REPEAT COMPLETED [RESEND, DOUBLE_TO_T2]",
                        "CONFIRMED TIMER_END TERMINATED []",
                        "PROCEEDING FAILURE COMPLETED [RESEND, START_REPEATING, START_GIVING_UP]",
                        "PROCEEDING PROVISIONAL PROCEEDING [RESEND]",
                        "PROCEEDING REQUEST PROCEEDING [RESEND]",
                        "PROCEEDING SUCCESS ACCEPTED [RESEND, START_REPEATING, START_GIVING_UP]");
            case SERVER_OTHER ->
                List.of(
                        "COMPLETED REQUEST COMPLETED [REPEAT_REQUEST]",
                        "COMPLETED TIMER_END TERMINATED []",
                        "TRYING FAILURE COMPLETED [RESEND, LINGER_LONG]",
                        "TRYING SUCCESS COMPLETED [RESEND, LINGER_LONG]");
        };
    }

    @ParameterizedTest
    @EnumSource(TransactionTable.class)
    void everyStateAndEvent_isAsInTheFigures(TransactionTable table) {
        Set<String> changing = new TreeSet<>();
        for (State state : State.values()) {
            for (Event event : Event.values()) {
                Step step = table.step(state, event);
                if (step.next() != state || !step.actions().isEmpty()) {
                    changing.add(state + " " + event + " " + step.next() + " " + step.actions());
                }
            }
        }
        assertEquals(String.join("\n", figure(table)), String.join("\n", changing));
    }

    @ParameterizedTest
    @EnumSource(TransactionTable.class)
    void everyReachableState_leadsToTheEndByItsTimer(TransactionTable table) {
        Set<State> seen = EnumSet.of(table.first());
        ArrayDeque<State> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            State state = open.poll();
            for (Event event : Event.values()) {
                State next = table.step(state, event).next();
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        assertTrue(seen.contains(State.TERMINATED));
        for (State state : seen) {
            List<State> waitsForUser = List.of(State.TERMINATED, State.PROCEEDING, State.TRYING);
            if (!waitsForUser.contains(state)) {
                assertEquals(
                        State.TERMINATED, table.step(state, Event.TIMER_END).next(), state.name());
            }
        }
    }

    @Test
    void whatEnds_tellsOnceAtMost() {
        List<String> wrong = new ArrayList<>();
        for (TransactionTable table : TransactionTable.values()) {
            for (State state : State.values()) {
                for (Event event : Event.values()) {
                    List<Action> actions = table.step(state, event).actions();
                    if (actions.contains(Action.TELL) && actions.contains(Action.TELL_FAILURE)) {
                        wrong.add(table + " " + state + " " + event);
                    }
                }
            }
            for (Event event : Event.values()) {
                Step step = table.step(State.TERMINATED, event);
                assertEquals(State.TERMINATED, step.next());
                assertTrue(step.actions().isEmpty());
            }
            assertFalse(table.isClient() && table.name().startsWith("SERVER"));
        }
        assertTrue(wrong.isEmpty(), wrong.toString());
    }
}
