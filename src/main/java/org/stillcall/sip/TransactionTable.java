package org.stillcall.sip;

import static org.stillcall.sip.TransactionTable.Action.ACKNOWLEDGE;
import static org.stillcall.sip.TransactionTable.Action.DOUBLE;
import static org.stillcall.sip.TransactionTable.Action.DOUBLE_TO_T2;
import static org.stillcall.sip.TransactionTable.Action.LINGER_LONG;
import static org.stillcall.sip.TransactionTable.Action.LINGER_SHORT;
import static org.stillcall.sip.TransactionTable.Action.RELEASE;
import static org.stillcall.sip.TransactionTable.Action.REPEAT_REQUEST;
import static org.stillcall.sip.TransactionTable.Action.RESEND;
import static org.stillcall.sip.TransactionTable.Action.START_GIVING_UP;
import static org.stillcall.sip.TransactionTable.Action.START_REPEATING;
import static org.stillcall.sip.TransactionTable.Action.STOP;
import static org.stillcall.sip.TransactionTable.Action.TELL;
import static org.stillcall.sip.TransactionTable.Action.TELL_FAILURE;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The four transactions of RFC 3261 section 17 with the Accepted states of RFC 6026, as pure tables: what an event
 * means in a state. An event that a state does not name changes nothing. {@link Transactions} runs the actions.
 */
enum TransactionTable {
    /** Section 17.1.1 and RFC 6026 section 7.2: timers A, B, D and M. */
    CLIENT_INVITE(State.CALLING) {
        @Override
        void fill() {
            on(State.CALLING, Event.TIMER_REPEAT, State.CALLING, RESEND, DOUBLE); // A
            on(State.CALLING, Event.TIMER_END, State.TERMINATED, TELL_FAILURE); // B
            on(State.CALLING, Event.BROKEN, State.TERMINATED, TELL_FAILURE);
            on(State.CALLING, Event.PROVISIONAL, State.PROCEEDING, STOP, RELEASE, TELL);
            on(State.PROCEEDING, Event.PROVISIONAL, State.PROCEEDING, TELL);
            for (State state : List.of(State.CALLING, State.PROCEEDING)) {
                on(state, Event.SUCCESS, State.ACCEPTED, STOP, RELEASE, LINGER_LONG, TELL); // M
                on(state, Event.FAILURE, State.COMPLETED, STOP, RELEASE, ACKNOWLEDGE, LINGER_LONG, TELL); // D
            }
            on(State.COMPLETED, Event.FAILURE, State.COMPLETED, ACKNOWLEDGE);
            on(State.COMPLETED, Event.BROKEN, State.TERMINATED);
            on(State.COMPLETED, Event.TIMER_END, State.TERMINATED);
            on(State.ACCEPTED, Event.SUCCESS, State.ACCEPTED, TELL);
            on(State.ACCEPTED, Event.TIMER_END, State.TERMINATED);
        }
    },
    /** Section 17.1.2: timers E, F and K. */
    CLIENT_OTHER(State.TRYING) {
        @Override
        void fill() {
            on(State.TRYING, Event.PROVISIONAL, State.PROCEEDING, TELL);
            on(State.PROCEEDING, Event.PROVISIONAL, State.PROCEEDING, TELL);
            on(State.TRYING, Event.TIMER_REPEAT, State.TRYING, RESEND, DOUBLE_TO_T2); // E
            on(State.PROCEEDING, Event.TIMER_REPEAT, State.PROCEEDING, RESEND, DOUBLE_TO_T2);
            for (State state : List.of(State.TRYING, State.PROCEEDING)) {
                on(state, Event.SUCCESS, State.COMPLETED, STOP, RELEASE, LINGER_SHORT, TELL); // K
                on(state, Event.FAILURE, State.COMPLETED, STOP, RELEASE, LINGER_SHORT, TELL);
                on(state, Event.TIMER_END, State.TERMINATED, TELL_FAILURE); // F
                on(state, Event.BROKEN, State.TERMINATED, TELL_FAILURE);
            }
            on(State.COMPLETED, Event.TIMER_END, State.TERMINATED);
        }
    },
    /**
     * Section 17.2.1 and RFC 6026 section 7.1: timers G, H, I and L. Repeating the 2xx (13.3.1.4), which the RFC
     * gives to the core, stands here too: in Accepted until the ACK, which comes by the dialog.
     */
    SERVER_INVITE(State.PROCEEDING) {
        @Override
        void fill() {
            on(State.PROCEEDING, Event.REQUEST, State.PROCEEDING, RESEND);
            on(State.PROCEEDING, Event.PROVISIONAL, State.PROCEEDING, RESEND);
            on(State.PROCEEDING, Event.SUCCESS, State.ACCEPTED, RESEND, START_REPEATING, START_GIVING_UP); // L
            on(State.PROCEEDING, Event.FAILURE, State.COMPLETED, RESEND, START_REPEATING, START_GIVING_UP); // G, H
            on(State.COMPLETED, Event.REQUEST, State.COMPLETED, RESEND);
            on(State.COMPLETED, Event.TIMER_REPEAT, State.COMPLETED, RESEND, DOUBLE_TO_T2);
            on(State.COMPLETED, Event.TIMER_END, State.TERMINATED, TELL_FAILURE);
            on(State.COMPLETED, Event.ACK, State.CONFIRMED, STOP, RELEASE, LINGER_SHORT); // I
            on(State.CONFIRMED, Event.TIMER_END, State.TERMINATED);
            on(State.ACCEPTED, Event.TIMER_REPEAT, State.ACCEPTED, RESEND, DOUBLE_TO_T2);
            on(State.ACCEPTED, Event.ACK, State.CONFIRMED, STOP, RELEASE, LINGER_LONG); // what is left of L
            on(State.ACCEPTED, Event.TIMER_END, State.TERMINATED, TELL_FAILURE);
        }
    },
    /** Section 17.2.2: timer J. Our answers to these are final and immediate. */
    SERVER_OTHER(State.TRYING) {
        @Override
        void fill() {
            for (Event answer : List.of(Event.SUCCESS, Event.FAILURE)) {
                on(State.TRYING, answer, State.COMPLETED, RESEND, LINGER_LONG); // J
            }
            on(State.COMPLETED, Event.REQUEST, State.COMPLETED, REPEAT_REQUEST);
            on(State.COMPLETED, Event.TIMER_END, State.TERMINATED);
        }
    };

    enum State {
        CALLING,
        TRYING,
        PROCEEDING,
        COMPLETED,
        CONFIRMED,
        ACCEPTED,
        TERMINATED
    }

    /** A response received (client) or to be sent (server), a request repeated, a timer, or the transport's failure. */
    enum Event {
        PROVISIONAL,
        SUCCESS,
        FAILURE,
        REQUEST,
        ACK,
        TIMER_REPEAT,
        TIMER_END,
        BROKEN
    }

    enum Action {
        /** Send what the buffer holds. */
        RESEND,
        /** Send the final response again, from the buffer or composed anew from the repeated request. */
        REPEAT_REQUEST,
        /** Send an ACK for the non-2xx response at hand. */
        ACKNOWLEDGE,
        /** Tell the user of the response. */
        TELL,
        /** Tell the user that no response, or no ACK, came. */
        TELL_FAILURE,
        /** Repeat after T1, over UDP; a 2xx over any transport. */
        START_REPEATING,
        /** Repeat after twice the time. */
        DOUBLE,
        /** Repeat after twice the time, T2 at most. */
        DOUBLE_TO_T2,
        /** End after 64 T1. */
        START_GIVING_UP,
        /** Stop both timers. */
        STOP,
        /** Give the buffer back. */
        RELEASE,
        /** End after 64 T1; at once where nothing repeats (reliable transports), but for Accepted. */
        LINGER_LONG,
        /** End after T4; at once over a reliable transport. */
        LINGER_SHORT
    }

    /** What an event leads to. */
    record Step(State next, List<Action> actions) {}

    private final State first;

    @SuppressWarnings("ImmutableEnumChecker") // written once, by the constructor
    private final Map<State, Map<Event, Step>> steps = new EnumMap<>(State.class);

    TransactionTable(State first) {
        this.first = first;
        for (State state : State.values()) {
            Map<Event, Step> row = new EnumMap<>(Event.class);
            for (Event event : Event.values()) {
                row.put(event, new Step(state, List.of()));
            }
            steps.put(state, row);
        }
        fill();
    }

    abstract void fill();

    void on(State state, Event event, State next, Action... actions) {
        row(state).put(event, new Step(next, List.of(actions)));
    }

    private Map<Event, Step> row(State state) {
        return java.util.Objects.requireNonNull(steps.get(state));
    }

    State first() {
        return first;
    }

    Step step(State state, Event event) {
        return java.util.Objects.requireNonNull(row(state).get(event));
    }

    boolean isClient() {
        return this == CLIENT_INVITE || this == CLIENT_OTHER;
    }
}
