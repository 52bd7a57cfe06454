package org.stillcall.helpline;

import org.jspecify.annotations.Nullable;
import org.stillcall.call.PassedOn;
import org.stillcall.helpline.Welcome.Event;

/** A second centre that is called for one caller: tells the caller's table what becomes of it. Loop thread only. */
final class SecondCentre implements PassedOn.Told {
    private final House house;
    private final Caller caller;
    private @Nullable PassedOn passed;

    SecondCentre(House house, Caller caller) {
        this.house = house;
        this.caller = caller;
    }

    void call() {
        passed = house.passOn(caller, this);
        if (passed == null) {
            house.loop().execute(this::failed);
        }
    }

    void leave() {
        if (passed != null) {
            passed.end();
            passed = null;
        }
    }

    @Override
    public void answered() {
        caller.happen(new Event.TakenElsewhere());
    }

    @Override
    public void failed() {
        passed = null;
        caller.happen(new Event.NobodyElsewhere());
    }

    @Override
    public void left() {
        passed = null;
        caller.happen(new Event.LeftElsewhere());
    }

    @Override
    public String toString() {
        return "SecondCentre";
    }
}
