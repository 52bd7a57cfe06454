package org.stillcall.call;

import java.util.Objects;
import org.stillcall.plan.RingPattern;

/** The clock of the signal before a call, where its contact plan begins with one. Loop thread only. */
record Signal(Call call) {
    /** The far phone is called for it: if nothing is heard to ring for long, there was none. */
    void begins() {
        call.arm(CallPlan.SIGNAL_SETUP.toMillis(), this::over);
    }

    void rings() {
        call.arm(agreed().ring().toMillis(), this::over);
    }

    private void over() {
        call.happen(Happening.SIGNAL_OVER, Outcome.UNREACHABLE);
    }

    /** It was given: the advocate hears a tone until the call follows. */
    void pause() {
        call.near().waitOn();
        call.arm(agreed().pause().toMillis(), () -> call.happen(Happening.PAUSE_OVER));
    }

    private RingPattern agreed() {
        return Objects.requireNonNull(call.plan().signal());
    }

    @Override
    public String toString() {
        return "Signal";
    }
}
