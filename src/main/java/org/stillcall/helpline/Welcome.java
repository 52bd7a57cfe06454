package org.stillcall.helpline;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.duty.Voice;

/**
 * How a caller is led, as a pure table: {@code (state, event) -> (state, actions)}. What does not stand in it changes
 * nothing.
 *
 * <p>Whom nobody here took may be put through to a second centre, once, after they were told so; who presses nought
 * meanwhile leaves a message instead, and so does whom nobody takes there either.
 *
 * <p>A key counts from the first second, whatever is being said. Whoever presses nothing (a phone without keys, a hand
 * that is not free) gets on by themselves, with the first language and with whoever is there. Nought leads to a message
 * at any time, where messages are taken. Only in a wave of calls a key has to be pressed, the one that is said, which
 * is asked for three times; nobody is asked more than others because they keep their number to themselves.
 */
final class Welcome {
    private static final int ASKED_FOR_KEY = 3;

    private Welcome() {}

    /**
     * What this caller is offered.
     *
     * @param languages in the order of their keys, at least one
     * @param key that has to be pressed in a wave; null as a rule
     * @param then for a number that is one person's, what follows when they cannot be reached; null for any other
     * @param elsewhere whether a second centre takes whom nobody here could take
     */
    record Offer(
            List<Label> languages,
            boolean voices,
            boolean message,
            @Nullable Character key,
            Direct.@Nullable Then then,
            boolean elsewhere) {
        /** Of a number that is nobody's own, without a second centre. */
        Offer(List<Label> languages, boolean voices, boolean message, @Nullable Character key) {
            this(languages, voices, message, key, null, false);
        }

        /** Of the same line when nobody has to press a key first. */
        Offer unchallenged() {
            return new Offer(languages, voices, message, null, then, elsewhere);
        }
    }

    /** Where a caller stands. */
    enum Stage {
        /** In a wave of calls: a key is asked for. */
        CHALLENGED,
        /** The one person whose number it is is rung. */
        DIRECT,
        /** Told that this person is not there. */
        OFF_DUTY,
        /** Greeted, and languages are offered. */
        GREETED,
        /** Asked whether they want a woman or a man. */
        ASKED_VOICE,
        /** Somebody is looked for. */
        WAITING,
        /** Told that they are put through elsewhere; then somebody there is called. */
        PASSED_ON,
        /** Talks with somebody elsewhere. */
        ELSEWHERE,
        /** Told how to leave a message. */
        INVITED_TO_SPEAK,
        RECORDED,
        /** Told the last sentence. */
        TOLD,
        /** Talks with somebody. */
        TAKEN,
        GONE
    }

    /**
     * Where a caller stands, and what they chose.
     *
     * @param language null while none was chosen
     * @param tries how often a key was asked for in vain
     * @param nobody whether everybody was rung in vain
     */
    record State(Stage stage, @Nullable Label language, Voice voice, int tries, boolean nobody) {
        private State to(Stage next) {
            return new State(next, language, voice, tries, nobody);
        }

        private State speaking(Label chosen) {
            return new State(stage, chosen, voice, tries, nobody);
        }

        private State asking(Voice chosen) {
            return new State(stage, language, chosen, tries, nobody);
        }

        private State tried() {
            return new State(stage, language, voice, tries + 1, nobody);
        }

        private State without() {
            return new State(stage, language, voice, tries, true);
        }

        /** Whether a code that is keyed now leads back to somebody. */
        boolean mayReturn() {
            return isChoosing(this) || stage == Stage.WAITING;
        }

        boolean leads() {
            return stage != Stage.TAKEN && stage != Stage.ELSEWHERE && stage != Stage.GONE;
        }
    }

    /** What can happen to a caller. */
    sealed interface Event {
        /** One of {@code 0-9 * #}. */
        record Key(char key) implements Event {}

        /** All that was to be said was said. */
        record Said() implements Event {}

        /** No key came in the time for it. */
        record Silence() implements Event {}

        /** They are known again after a drop, and need not choose again. */
        record Returned() implements Event {}

        record Accepted() implements Event {}

        /** Everybody was rung in vain, or nobody is there. */
        record Nobody() implements Event {}

        /** Somebody elsewhere is there, and hears them. */
        record TakenElsewhere() implements Event {}

        /** Nobody elsewhere took them. */
        record NobodyElsewhere() implements Event {}

        /** Whoever talked with them elsewhere hung up, or was lost. */
        record LeftElsewhere() implements Event {}

        /** No message can be taken. */
        record NoRoom() implements Event {}

        /** What they said is kept, or there was nothing to keep. */
        record Recorded(boolean kept) implements Event {}

        /** The phone of whom they talked with was lost. */
        record PersonLost() implements Event {}

        /** They hung up, or their line was lost. */
        record HungUp() implements Event {}
    }

    /** What the owner has to do. */
    enum Action {
        SAY_CHALLENGE,
        SAY_GREETING,
        SAY_VOICE_MENU,
        SAY_OFF_DUTY,
        /** They go on to the programme's published line, and are led as there. */
        ENTER_HELPLINE,
        /** Begins the time in which a key is waited for. */
        AWAIT_KEY,
        SAY_WAIT,
        PLAY_TONE,
        SEEK,
        STOP_SEEKING,
        SAY_ELSEWHERE,
        CALL_ELSEWHERE,
        /** Ends the leg there, whatever it does. */
        LEAVE_ELSEWHERE,
        SAY_LEAVE_MESSAGE,
        RECORD,
        FINISH_RECORDING,
        SAY_KEPT,
        SAY_NOBODY,
        HANG_UP
    }

    /** The next state and what to do, in order. */
    record Step(State next, List<Action> actions) {}

    static Step begin(Offer offer) {
        State state = new State(Stage.CHALLENGED, null, Voice.NOT_SAID, 0, false);
        return offer.key() == null ? greet(offer, state) : go(state, Action.SAY_CHALLENGE);
    }

    static Step step(Offer offer, State state, Event event) {
        return switch (event) {
            case Event.HungUp _ -> hungUp(state);
            case Event.Key key -> key(offer, state, key.key());
            case Event.Said _ -> said(offer, state);
            case Event.Silence _ -> silence(offer, state);
            case Event.Returned _ -> isChoosing(state) ? seek(offer, state) : stay(state);
            case Event.Accepted _ -> isSeeking(state) ? go(state.to(Stage.TAKEN)) : stay(state);
            case Event.Nobody _ -> isSeeking(state) ? nobody(offer, state) : stay(state);
            case Event.TakenElsewhere _ ->
                state.stage() == Stage.PASSED_ON ? go(state.to(Stage.ELSEWHERE)) : stay(state);
            case Event.NobodyElsewhere _ -> state.stage() == Stage.PASSED_ON ? unreached(offer, state) : stay(state);
            case Event.LeftElsewhere _ ->
                state.stage() == Stage.ELSEWHERE ? go(state.to(Stage.GONE), Action.HANG_UP) : stay(state);
            case Event.NoRoom _ -> state.stage() == Stage.RECORDED ? noRoom(offer, state) : stay(state);
            case Event.Recorded recorded -> recorded(state, recorded.kept());
            case Event.PersonLost _ -> state.stage() == Stage.TAKEN ? seek(offer, state) : stay(state);
        };
    }

    private static Step hungUp(State state) {
        return switch (state.stage()) {
            case WAITING, DIRECT -> go(state.to(Stage.GONE), Action.STOP_SEEKING);
            case RECORDED -> go(state.to(Stage.GONE), Action.FINISH_RECORDING);
            case PASSED_ON, ELSEWHERE -> go(state.to(Stage.GONE), Action.LEAVE_ELSEWHERE);
            case CHALLENGED, OFF_DUTY, GREETED, ASKED_VOICE, INVITED_TO_SPEAK, TOLD, TAKEN, GONE ->
                go(state.to(Stage.GONE));
        };
    }

    private static Step key(Offer offer, State state, char key) {
        return switch (state.stage()) {
            case CHALLENGED -> Character.valueOf(key).equals(offer.key()) ? greet(offer, state) : stay(state);
            case GREETED -> key == '0' && offer.message() ? message(state) : language(offer, state, key);
            case ASKED_VOICE -> key == '0' && offer.message() ? message(state) : voice(offer, state, key);
            case WAITING, DIRECT ->
                key == '0' && offer.message()
                        ? new Step(
                                state.to(Stage.INVITED_TO_SPEAK),
                                List.of(Action.STOP_SEEKING, Action.SAY_LEAVE_MESSAGE))
                        : stay(state);
            case PASSED_ON ->
                key == '0' && offer.message()
                        ? go(state.to(Stage.INVITED_TO_SPEAK), Action.LEAVE_ELSEWHERE, Action.SAY_LEAVE_MESSAGE)
                        : stay(state);
            case RECORDED -> go(state, Action.FINISH_RECORDING);
            case OFF_DUTY, INVITED_TO_SPEAK, ELSEWHERE, TOLD, TAKEN, GONE -> stay(state);
        };
    }

    private static Step language(Offer offer, State state, char key) {
        int place = key - '1';
        boolean known = offer.languages().size() > 1
                && place >= 0
                && place < offer.languages().size();
        return known ? afterLanguage(offer, state.speaking(offer.languages().get(place))) : stay(state);
    }

    private static Step voice(Offer offer, State state, char key) {
        return switch (key) {
            case '1' -> seek(offer, state.asking(Voice.WOMAN));
            case '2' -> seek(offer, state.asking(Voice.MAN));
            default -> stay(state);
        };
    }

    /** Where one language is spoken there is nothing to wait for after the greeting. */
    private static Step said(Offer offer, State state) {
        return switch (state.stage()) {
            case GREETED -> offer.languages().size() > 1 ? go(state, Action.AWAIT_KEY) : afterLanguage(offer, state);
            case CHALLENGED, ASKED_VOICE -> go(state, Action.AWAIT_KEY);
            case WAITING, DIRECT -> go(state, Action.PLAY_TONE);
            case OFF_DUTY -> afterOffDuty(offer, state);
            case PASSED_ON -> go(state, Action.PLAY_TONE, Action.CALL_ELSEWHERE);
            case INVITED_TO_SPEAK -> go(state.to(Stage.RECORDED), Action.RECORD);
            case TOLD -> go(state.to(Stage.GONE), Action.HANG_UP);
            case RECORDED, ELSEWHERE, TAKEN, GONE -> stay(state);
        };
    }

    private static Step silence(Offer offer, State state) {
        return switch (state.stage()) {
            case CHALLENGED ->
                state.tries() + 1 < ASKED_FOR_KEY
                        ? go(state.tried(), Action.SAY_CHALLENGE)
                        : unreached(offer, state.without());
            case GREETED -> afterLanguage(offer, state);
            case ASKED_VOICE -> seek(offer, state);
            case DIRECT, OFF_DUTY, WAITING, PASSED_ON, ELSEWHERE, INVITED_TO_SPEAK, RECORDED, TOLD, TAKEN, GONE ->
                stay(state);
        };
    }

    private static Step recorded(State state, boolean kept) {
        if (state.stage() != Stage.RECORDED) {
            return stay(state);
        }
        return go(state.to(Stage.TOLD), kept ? Action.SAY_KEPT : Action.SAY_NOBODY);
    }

    /** Whoever only pressed nought waits on; where nobody is, that is said. */
    private static Step noRoom(Offer offer, State state) {
        return state.nobody() ? go(state.to(Stage.TOLD), Action.SAY_NOBODY) : seek(offer, state);
    }

    /** Whoever calls one person is asked for nothing. */
    private static Step greet(Offer offer, State state) {
        return offer.then() != null ? seek(offer, state) : go(state.to(Stage.GREETED), Action.SAY_GREETING);
    }

    private static Step afterLanguage(Offer offer, State state) {
        return offer.voices() ? go(state.to(Stage.ASKED_VOICE), Action.SAY_VOICE_MENU) : seek(offer, state);
    }

    private static Step seek(Offer offer, State state) {
        Stage stage = offer.then() == null ? Stage.WAITING : Stage.DIRECT;
        return new Step(state.to(stage), List.of(Action.SAY_WAIT, Action.SEEK));
    }

    private static Step message(State state) {
        return go(state.to(Stage.INVITED_TO_SPEAK), Action.SAY_LEAVE_MESSAGE);
    }

    /** Whoever could not press a key in a wave never comes here, and so to no second centre. */
    private static Step nobody(Offer offer, State state) {
        if (state.stage() == Stage.DIRECT) {
            return go(state.without().to(Stage.OFF_DUTY), Action.SAY_OFF_DUTY);
        }
        return offer.elsewhere()
                ? go(state.without().to(Stage.PASSED_ON), Action.SAY_ELSEWHERE)
                : unreached(offer, state.without());
    }

    private static Step afterOffDuty(Offer offer, State state) {
        if (offer.then() == Direct.Then.HELPLINE) {
            return go(state, Action.ENTER_HELPLINE);
        }
        return offer.then() == Direct.Then.MESSAGE && offer.message()
                ? message(state)
                : go(state.to(Stage.GONE), Action.HANG_UP);
    }

    private static Step unreached(Offer offer, State state) {
        return offer.message() ? message(state) : go(state.to(Stage.TOLD), Action.SAY_NOBODY);
    }

    private static boolean isSeeking(State state) {
        return state.stage() == Stage.WAITING || state.stage() == Stage.DIRECT;
    }

    private static boolean isChoosing(State state) {
        return state.stage() == Stage.CHALLENGED
                || state.stage() == Stage.GREETED
                || state.stage() == Stage.ASKED_VOICE;
    }

    private static Step stay(State state) {
        return new Step(state, List.of());
    }

    private static Step go(State next, Action... actions) {
        return new Step(next, List.of(actions));
    }
}
