package org.stillcall.call;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.call.PagePhones.Asked;
import org.stillcall.call.PagePhones.Ear;
import org.stillcall.call.PagePhones.Sound;
import org.stillcall.call.ThirdParties.Stage;
import org.stillcall.sip.LegFailure;

/**
 * The half is a third party's: what becomes of it ends that alone, never the call. Nothing of whom the call is with is
 * told to it, and its name for the call is its own.
 *
 * @param language for which an interpreter is asked; null for a colleague
 */
record ThirdSeat(
        Company company,
        Label programme,
        String name,
        @Nullable Label language) implements Seat {
    private static final int DECLINED = 603; // RFC 3261 section 21.6.2
    private static final String SHOWN = "Join a call";

    @Override
    public boolean holds(NearHalf half) {
        return company.isOf(half);
    }

    @Override
    public boolean rings() {
        return true; // no microphone opens by itself
    }

    @Override
    public boolean talks() {
        return company.joined();
    }

    @Override
    public void answered() {
        company.answered();
    }

    @Override
    public void lost(Outcome why) {
        company.over(stage(why));
    }

    private static Stage stage(Outcome why) {
        return why == Outcome.ADVOCATE_BUSY
                ? Stage.BUSY
                : why == Outcome.ADVOCATE_NO_ANSWER ? Stage.NO_ANSWER : Stage.UNREACHABLE;
    }

    @Override
    public void failed(LegFailure failure) {
        boolean declined = failure.kind() == LegFailure.Kind.REJECTED && failure.status() == DECLINED;
        company.over(declined ? Stage.REFUSED : stage(NearLeg.outcome(failure)));
    }

    @Override
    public void hungUp(LineEnd how) {
        company.over(Stage.LEFT);
    }

    @Override
    public void dropped() {
        company.over(Stage.LEFT);
    }

    @Override
    public void comesOrGoes() {
        company.connect();
    }

    @Override
    public void moved() {
        company.connect();
    }

    @Override
    public void declined() {
        company.over(talks() ? Stage.LEFT : Stage.REFUSED);
    }

    @Override
    public String shown() {
        return SHOWN;
    }

    @Override
    public void show(Ear ear, Sound sound, boolean held) {
        ear.asked(new Asked(name, programme, sound, Optional.ofNullable(language)));
    }

    @Override
    public String toString() {
        return "ThirdSeat";
    }
}
