package org.stillcall.helpline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.stillcall.helpline.KeypadDuty.Action;
import org.stillcall.helpline.KeypadDuty.Event;
import org.stillcall.helpline.KeypadDuty.Stage;
import org.stillcall.helpline.KeypadDuty.State;
import org.stillcall.helpline.KeypadDuty.Step;

/** P14: whatever is keyed in whatever order, nobody who was not proved turns a switch, and every call ends. */
class KeypadDutyPropertiesTest {
    private static final List<Action> TURNS =
            List.of(Action.TURN_ON, Action.TURN_OFF, Action.TURN_BREAK, Action.COUNT_CALLERS, Action.COUNT_MESSAGES);

    @Property(tries = 2000)
    void onlyWhoWasProved_isDoneSomethingFor(@ForAll long seed) {
        Random random = new Random(seed);
        State state = State.BEGIN;
        boolean proved = false;
        for (int i = 0; i < 200 && state.stage() != Stage.GONE; i++) {
            Event event = any(random, state);
            boolean checked = state.stage() == Stage.CHECKING;
            Step step = KeypadDuty.step(state, event);
            if (event instanceof Event.Checked(boolean right) && right && checked) {
                proved = true;
            }
            boolean known = proved;
            assertTrue(
                    step.actions().stream().noneMatch(action -> TURNS.contains(action) && !known),
                    () -> "a stranger did something, seed " + seed);
            assertTrue(step.next().pin().keys().length() <= KeypadDuty.PIN_KEYS);
            assertTrue(step.next().number().keys().length() <= KeypadDuty.NUMBER_KEYS);
            state = step.next();
        }
    }

    private static Event any(Random random, State state) {
        return switch (random.nextInt(8)) {
            case 0 -> new Event.Said();
            case 1 -> new Event.Silence();
            case 2 -> new Event.Checked(random.nextInt(4) == 0);
            case 3 -> new Event.Done();
            default -> new Event.Key("0123456789*#".charAt(random.nextInt(12)));
        };
    }

    /** Left alone, in whatever state, it ends by itself. */
    @Property(tries = 500)
    void silence_endsIt(@ForAll long seed) {
        Random random = new Random(seed);
        State state = State.BEGIN;
        for (int i = 0; i < random.nextInt(40); i++) {
            state = KeypadDuty.step(state, any(random, state)).next();
        }
        for (int i = 0; i < 12 && state.stage() != Stage.GONE; i++) {
            state = KeypadDuty.step(state, new Event.Checked(false)).next();
            state = KeypadDuty.step(state, new Event.Done()).next();
            state = KeypadDuty.step(state, new Event.Said()).next();
            state = KeypadDuty.step(state, new Event.Silence()).next();
        }
        assertEquals(Stage.GONE, state.stage());
    }
}
