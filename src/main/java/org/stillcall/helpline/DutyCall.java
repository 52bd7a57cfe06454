package org.stillcall.helpline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Loop;
import org.stillcall.call.CallerLine;
import org.stillcall.duty.Switch.Position;
import org.stillcall.helpline.DutyDesk.Turned;
import org.stillcall.helpline.KeypadDuty.Event;
import org.stillcall.helpline.KeypadDuty.Stage;
import org.stillcall.media.Prompt;
import org.stillcall.store.PersonId;

/** One call to the number of keypad duty: runs the actions of {@link KeypadDuty}. Loop thread only. */
final class DutyCall implements CallerLine.Ear {
    static final long KEY_MILLIS = 8_000;
    /** However it is drawn out. */
    static final long LONGEST_MILLIS = 5 * 60_000;

    private final DutyLine house;
    private final CallerLine line;
    private final Deque<Prompt> toSay = new ArrayDeque<>();
    private KeypadDuty.State state = KeypadDuty.State.BEGIN;
    private Loop.@Nullable Timer timer;
    private Loop.@Nullable Timer longest;
    private @Nullable PersonId person;
    private int language;
    private boolean saying;

    DutyCall(DutyLine house, CallerLine line) {
        this.house = house;
        this.line = line;
    }

    void begin() {
        line.answer();
        longest = house.loop().after(LONGEST_MILLIS, this::end);
        take(KeypadDuty.begin());
    }

    private void happen(Event event) {
        if (state.stage() != Stage.GONE) {
            take(KeypadDuty.step(state, event));
        }
    }

    private void take(KeypadDuty.Step step) {
        state = step.next();
        if (!step.actions().isEmpty()) {
            cancel();
        }
        step.actions().forEach(this::run);
        if (state.stage() == Stage.GONE) {
            leave();
        }
    }

    private void run(KeypadDuty.Action action) {
        switch (action) {
            case SAY_NUMBER -> say(house.sentences().number(house.language(language), house.language(language + 1)));
            case NEXT_LANGUAGE -> language++;
            case SAY_PIN -> say("pin");
            case SAY_WRONG -> say("wrong");
            case SAY_MENU -> say("menu");
            case SAY_GOODBYE -> say("goodbye");
            case CHECK -> check();
            case TURN_ON -> turn(Position.ON);
            case TURN_OFF -> turn(Position.OFF);
            case TURN_BREAK -> turn(Position.BREAK);
            case COUNT_CALLERS ->
                done(house.sentences().callers(spoken(), house.desk().callersWaiting()));
            case COUNT_MESSAGES ->
                done(house.sentences().messages(spoken(), house.desk().messages()));
            case AWAIT_KEY -> timer = house.loop().after(KEY_MILLIS, () -> happen(new Event.Silence()));
            case HANG_UP -> line.hangUp();
        }
    }

    private void check() {
        line.media().stop();
        DutyDesk.KeyedIn keyed = new DutyDesk.KeyedIn(state.number(), state.pin());
        house.desk().check(keyed, who -> {
            person = who;
            happen(new Event.Checked(who != null));
        });
    }

    private void turn(Position position) {
        PersonId who = person;
        if (who != null) {
            house.desk()
                    .turn(
                            who,
                            position,
                            turned -> done(List.of(house.sentences().say(spoken(), sentence(turned)))));
        }
    }

    private static String sentence(Turned turned) {
        return switch (turned) {
            case ON -> "on";
            case ON_FOR_HOURS -> "on-for-four-hours";
            case OFF -> "off";
            case BREAK -> "break";
            case NOT_ON_DUTY -> "not-on-duty";
            case FAILED -> "failed";
        };
    }

    private void done(List<Prompt> prompts) {
        if (state.stage() == Stage.DOING) {
            happen(new Event.Done());
            say(prompts);
        }
    }

    private Label spoken() {
        return house.language(language);
    }

    private void say(String sentence) {
        say(List.of(house.sentences().say(spoken(), sentence)));
    }

    private void say(List<Prompt> prompts) {
        toSay.clear();
        toSay.addAll(prompts);
        saying = true;
        sayNext();
    }

    private void sayNext() {
        Prompt next = toSay.poll();
        if (next != null) {
            line.media().play(next, false);
        } else {
            saying = false;
            happen(new Event.Said());
        }
    }

    @Override
    public void played() {
        if (saying && state.stage() != Stage.GONE) {
            sayNext();
        }
    }

    @Override
    public void keyed(char key) {
        happen(new Event.Key(key));
    }

    @Override
    public void gone() {
        happen(new Event.HungUp());
    }

    void end() {
        line.hangUp();
        happen(new Event.HungUp());
    }

    private void leave() {
        cancel();
        if (longest != null) {
            longest.cancel();
            longest = null;
        }
        person = null;
        state = KeypadDuty.step(KeypadDuty.State.BEGIN, new Event.HungUp()).next();
        house.left(this);
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    @Override
    public String toString() {
        return "DutyCall";
    }
}
