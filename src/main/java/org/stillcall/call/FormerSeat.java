package org.stillcall.call;

import org.stillcall.call.PagePhones.Ear;
import org.stillcall.call.PagePhones.PageCall;
import org.stillcall.call.PagePhones.Sound;
import org.stillcall.call.Switchboard.CallView;

/**
 * The half was the advocate's, who has handed the call over: it hears that, and nothing of it counts any more.
 *
 * @param last the call as it stands for them from now on
 */
record FormerSeat(CallView last) implements Seat {
    @Override
    public String name() {
        return last.id();
    }

    @Override
    public boolean holds(NearHalf half) {
        return false;
    }

    @Override
    public void show(Ear ear, Sound sound, boolean held) {
        ear.call(new PageCall(last, null, sound, held));
    }

    @Override
    public String toString() {
        return "FormerSeat";
    }
}
