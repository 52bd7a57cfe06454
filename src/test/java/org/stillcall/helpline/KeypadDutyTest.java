package org.stillcall.helpline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillcall.helpline.KeypadDuty.Action;
import org.stillcall.helpline.KeypadDuty.Event;
import org.stillcall.helpline.KeypadDuty.Stage;
import org.stillcall.helpline.KeypadDuty.State;
import org.stillcall.helpline.KeypadDuty.Step;

/** Duty by the keys of any phone, step by step (P14). */
class KeypadDutyTest {
    private State state = State.BEGIN;
    private List<Action> actions = List.of();

    private void happen(Event event) {
        Step step = KeypadDuty.step(state, event);
        state = step.next();
        actions = step.actions();
    }

    private void keys(String keys) {
        keys.chars().forEach(key -> happen(new Event.Key((char) key)));
    }

    private void known() {
        keys("4711123456#");
        assertEquals(List.of(Action.CHECK), actions);
        happen(new Event.Checked(true));
        assertEquals(List.of(Action.SAY_MENU), actions);
    }

    @Test
    void numberAndPin_areCheckedTogether_andForgottenAfterwards() {
        keys("4711");
        assertEquals(List.of(Action.SAY_PIN), actions);
        keys("123456#");
        assertEquals("4711", state.number().keys());
        assertEquals("123456", state.pin().keys());
        happen(new Event.Checked(true));
        assertEquals(Stage.MENU, state.stage());
        assertTrue(state.pin().keys().isEmpty() && state.number().keys().isEmpty());
        assertFalse(state.toString().contains("123"));
    }

    @Test
    void hash_beforeAnythingElse_isTheNextLanguage_andLaterNone() {
        keys("#");
        assertEquals(List.of(Action.NEXT_LANGUAGE, Action.SAY_NUMBER), actions);
        assertEquals(Stage.NUMBER, state.stage());
        keys("47#");
        assertEquals(List.of(Action.AWAIT_KEY), actions, "begins the number anew, as a star does");
        keys("4711123#");
        assertEquals(List.of(Action.CHECK), actions);
    }

    /** Whoever knows what follows need not hear it to its end, but for the last time. */
    @Test
    void keys_whileItIsSaidThatItWasWrong_beginAnew() {
        keys("4711000000#");
        happen(new Event.Checked(false));
        assertEquals(Stage.WRONG, state.stage());
        keys("4711123456#");
        assertEquals(List.of(Action.CHECK), actions);
        happen(new Event.Checked(false));
        keys("4711123456#");
        happen(new Event.Checked(false));
        keys("4");
        assertTrue(actions.isEmpty());
        happen(new Event.Said());
        assertEquals(List.of(Action.SAY_GOODBYE), actions);
    }

    @Test
    void keysOfTheMenu_turnTheSwitch() {
        known();
        keys("2");
        assertEquals(List.of(Action.TURN_OFF), actions);
        keys("1");
        assertTrue(actions.isEmpty(), "one at a time");
        happen(new Event.Done());
        keys("3");
        assertEquals(List.of(Action.TURN_BREAK), actions);
        happen(new Event.Done());
        keys("1");
        assertEquals(List.of(Action.TURN_ON), actions);
        happen(new Event.Done());
        keys("4");
        assertEquals(List.of(Action.COUNT_CALLERS), actions);
        happen(new Event.Done());
        keys("5");
        assertEquals(List.of(Action.COUNT_MESSAGES), actions);
        happen(new Event.Done());
        keys("9");
        assertEquals(Stage.MENU, state.stage());
    }

    @Test
    void star_beginsAnew() {
        keys("12*4711");
        assertEquals("4711", state.number().keys());
        keys("99*123456#");
        assertEquals("123456", state.pin().keys());
    }

    @Test
    void threeTimesWrong_endsTheCall() {
        for (int time = 1; time <= 3; time++) {
            keys("4711000000#");
            happen(new Event.Checked(false));
            assertEquals(List.of(Action.SAY_WRONG), actions);
            happen(new Event.Said());
        }
        assertEquals(List.of(Action.SAY_GOODBYE), actions);
        happen(new Event.Said());
        assertEquals(List.of(Action.HANG_UP), actions);
        assertEquals(Stage.GONE, state.stage());
    }

    @Test
    void threeTimesSilent_endsTheCall_alsoInTheMenu() {
        known();
        for (int time = 0; time < 3; time++) {
            happen(new Event.Said());
            happen(new Event.Silence());
        }
        assertEquals(List.of(Action.SAY_GOODBYE), actions);
    }
}
