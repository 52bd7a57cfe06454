package org.stillcall.call;

import org.stillcall.call.PagePhones.Ear;
import org.stillcall.call.PagePhones.PageCall;
import org.stillcall.call.PagePhones.Sound;

/** The half is the advocate's: what becomes of it becomes of the call. */
record AdvocateSeat(Call call) implements Seat {
    @Override
    public String name() {
        return call.id();
    }

    /** One that was left is not heard any more. */
    @Override
    public boolean holds(NearHalf half) {
        return call.near() == half;
    }

    @Override
    public boolean rings() {
        return call.phase() != Phase.NEAR_RINGING; // it is rung anew
    }

    @Override
    public boolean talks() {
        return call.phase().talks();
    }

    @Override
    public void answered() {
        call.standby().heard();
        Happening ready = call.plan().signal() == null ? Happening.NEAR_ANSWERED : Happening.NEAR_ANSWERED_TO_SIGNAL;
        call.happen(call.phone() instanceof NearPhone.Mobile ? Happening.MOBILE_ANSWERED : ready);
    }

    @Override
    public void lost(Outcome why) {
        if (!call.standby().puts(() -> call.happen(Happening.NEAR_LOST, why))) {
            call.happen(Happening.NEAR_LOST, why);
        }
    }

    @Override
    public void hungUp(LineEnd how) {
        if (how == LineEnd.LOST) {
            dropped();
        } else if (call.company().transfer().isLeftToOthers()) {
            isDropped();
        } else {
            call.advocateEnds(Happening.NEAR_LOST);
        }
    }

    @Override
    public void dropped() {
        if (!call.standby().puts(this::isDropped)) {
            isDropped();
        }
    }

    @Override
    public void missed() {
        call.standby().missed();
    }

    @Override
    public void heard() {
        call.standby().heard();
    }

    private void isDropped() {
        if (talks()) {
            call.aftermath().lost(LineEnd.LOST, Aftermath.Side.NEAR);
        } else {
            call.happen(Happening.NEAR_DROPPED, Outcome.DROPPED);
        }
    }

    @Override
    public void comesOrGoes() {
        if (talks()) {
            call.bridge().both();
        }
    }

    @Override
    public void moved() {
        call.bridge().again();
    }

    @Override
    public void keyed(char digit) {
        call.confirmation().keyed(digit);
    }

    @Override
    public void toldAll() {
        if (call.phase() == Phase.TELLING) {
            call.happen(Happening.TOLD);
        } else if (call.phase().waits()) {
            call.near().waitOn();
        } else {
            call.confirmation().promptEnded();
        }
    }

    @Override
    public void closed() {
        if (call.phase() == Phase.TELLING) {
            toldAll();
        }
    }

    @Override
    public void press(char key) {
        if (talks()) {
            call.far().press(key);
        }
    }

    @Override
    public int farLevel() {
        return call.far().level();
    }

    @Override
    public void show(Ear ear, Sound sound, boolean held) {
        ear.call(new PageCall(call.view(), call.plan().planId(), sound, held));
    }

    @Override
    public String toString() {
        return "AdvocateSeat";
    }
}
