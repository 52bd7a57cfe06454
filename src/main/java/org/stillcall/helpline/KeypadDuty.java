package org.stillcall.helpline;

import java.util.List;
import org.stillcall.duty.OwnNumber;
import org.stillcall.duty.Pin;

/**
 * Duty by the keys of any phone (P14), as a pure table: {@code (state, event) -> (state, actions)}. What does not stand
 * in it changes nothing.
 *
 * <p>The hash key, before anything else, goes on to the next language. A number of four keys, a PIN that the hash key
 * ends, then one key at a time; a star begins anew what is being keyed. Three times wrong or silent ends the call, so
 * that a line cannot be used to try for long; the PIN itself ends after five.
 */
public final class KeypadDuty {
    static final int NUMBER_KEYS = 4;
    static final int PIN_KEYS = 12;
    private static final int TRIES = 3;

    private KeypadDuty() {}

    /** Where whoever calls stands. */
    enum Stage {
        NUMBER,
        PIN,
        CHECKING,
        /** Told that it was wrong. */
        WRONG,
        MENU,
        /** What they asked for is being done. */
        DOING,
        /** Told the last sentence. */
        TOLD,
        GONE
    }

    /**
     * Where they stand.
     *
     * @param number what was keyed of it
     * @param pin what was keyed of it
     * @param tries how often in a row they were wrong or silent
     */
    record State(Stage stage, OwnNumber number, Pin pin, int tries) {
        static final State BEGIN = new State(Stage.NUMBER, new OwnNumber(""), new Pin(""), 0);

        private State to(Stage next) {
            return new State(next, number, pin, tries);
        }

        private State with(OwnNumber next) {
            return new State(stage, next, pin, tries);
        }

        private State with(Pin next) {
            return new State(stage, number, next, tries);
        }

        private State tried() {
            return new State(stage, number, pin, tries + 1);
        }

        private State known() {
            return new State(Stage.MENU, new OwnNumber(""), new Pin(""), 0);
        }

        @Override
        public String toString() {
            return "State";
        }
    }

    /** What happens. */
    sealed interface Event {
        record Key(char key) implements Event {
            @Override
            public String toString() {
                return "Key";
            }
        }

        /** What was to be said was said to its end. */
        record Said() implements Event {}

        /** Nothing was pressed for a while. */
        record Silence() implements Event {}

        record Checked(boolean right) implements Event {}

        /** What they asked for is done, or failed; what came of it is being said. */
        record Done() implements Event {}

        record HungUp() implements Event {}
    }

    /** What the owner has to do. */
    enum Action {
        SAY_NUMBER,
        /** What is said from now on is in the next language. */
        NEXT_LANGUAGE,
        SAY_PIN,
        CHECK,
        SAY_WRONG,
        SAY_MENU,
        TURN_ON,
        TURN_OFF,
        TURN_BREAK,
        COUNT_CALLERS,
        COUNT_MESSAGES,
        /** Begins the time in which a key is waited for, anew. */
        AWAIT_KEY,
        SAY_GOODBYE,
        HANG_UP
    }

    /** The next state and what to do, in order. */
    record Step(State next, List<Action> actions) {}

    static Step begin() {
        return go(State.BEGIN, Action.SAY_NUMBER);
    }

    static Step step(State state, Event event) {
        return switch (event) {
            case Event.HungUp _ -> go(state.to(Stage.GONE));
            case Event.Key key -> key(state, key.key());
            case Event.Said _ -> said(state);
            case Event.Silence _ -> silence(state);
            case Event.Checked checked ->
                state.stage() == Stage.CHECKING ? checked(state, checked.right()) : stay(state);
            case Event.Done _ -> state.stage() == Stage.DOING ? go(state.to(Stage.MENU)) : stay(state);
        };
    }

    private static Step key(State state, char key) {
        return switch (state.stage()) {
            case NUMBER -> number(state, key);
            case PIN -> pin(state, key);
            case MENU -> menu(state, key);
            case WRONG -> state.tries() < TRIES && isDigit(key) ? number(state.to(Stage.NUMBER), key) : stay(state);
            case CHECKING, DOING, TOLD, GONE -> stay(state);
        };
    }

    private static Step number(State state, char key) {
        if (key == '#' && state.number().keys().isEmpty()) {
            return go(state, Action.NEXT_LANGUAGE, Action.SAY_NUMBER);
        }
        if (!isDigit(key)) {
            return go(state.with(new OwnNumber("")), Action.AWAIT_KEY);
        }
        OwnNumber number = new OwnNumber(state.number().keys() + key);
        return number.keys().length() == NUMBER_KEYS
                ? go(state.with(number).to(Stage.PIN), Action.SAY_PIN)
                : go(state.with(number), Action.AWAIT_KEY);
    }

    private static Step pin(State state, char key) {
        if (key == '#') {
            return go(state.to(Stage.CHECKING), Action.CHECK);
        }
        if (!isDigit(key)) {
            return go(state.with(new Pin("")), Action.AWAIT_KEY);
        }
        Pin pin = new Pin(state.pin().keys() + key);
        return pin.keys().length() == PIN_KEYS
                ? go(state.with(pin).to(Stage.CHECKING), Action.CHECK)
                : go(state.with(pin), Action.AWAIT_KEY);
    }

    private static boolean isDigit(char key) {
        return key >= '0' && key <= '9';
    }

    private static Step menu(State state, char key) {
        State doing = state.known().to(Stage.DOING);
        return switch (key) {
            case '1' -> go(doing, Action.TURN_ON);
            case '2' -> go(doing, Action.TURN_OFF);
            case '3' -> go(doing, Action.TURN_BREAK);
            case '4' -> go(doing, Action.COUNT_CALLERS);
            case '5' -> go(doing, Action.COUNT_MESSAGES);
            default -> stay(state);
        };
    }

    private static Step checked(State state, boolean right) {
        return right
                ? go(state.known(), Action.SAY_MENU)
                : go(new State(Stage.WRONG, new OwnNumber(""), new Pin(""), state.tries() + 1), Action.SAY_WRONG);
    }

    private static Step said(State state) {
        return switch (state.stage()) {
            case NUMBER, PIN, MENU -> go(state, Action.AWAIT_KEY);
            case WRONG -> state.tries() < TRIES ? go(state.to(Stage.NUMBER), Action.SAY_NUMBER) : goodbye(state);
            case TOLD -> go(state.to(Stage.GONE), Action.HANG_UP);
            case CHECKING, DOING, GONE -> stay(state);
        };
    }

    private static Step silence(State state) {
        State tried = state.tried();
        if (tried.tries() >= TRIES && state.stage() != Stage.CHECKING && state.stage() != Stage.DOING) {
            return state.stage() == Stage.GONE || state.stage() == Stage.TOLD ? stay(state) : goodbye(tried);
        }
        return switch (state.stage()) {
            case NUMBER -> go(tried.with(new OwnNumber("")), Action.SAY_NUMBER);
            case PIN -> go(tried.with(new Pin("")), Action.SAY_PIN);
            case MENU -> go(tried, Action.SAY_MENU);
            case CHECKING, WRONG, DOING, TOLD, GONE -> stay(state);
        };
    }

    private static Step goodbye(State state) {
        return go(new State(Stage.TOLD, new OwnNumber(""), new Pin(""), state.tries()), Action.SAY_GOODBYE);
    }

    private static Step stay(State state) {
        return new Step(state, List.of());
    }

    private static Step go(State next, Action... actions) {
        return new Step(next, List.of(actions));
    }
}
