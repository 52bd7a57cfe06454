package org.stillcall.call;

import org.stillcall.media.Flow;
import org.stillcall.media.MediaLeg;

/** Who hears whom in one call. Loop thread only. */
final class Bridge {
    private final Exchange exchange;
    private final Call call;
    private boolean farWaits;

    Bridge(Exchange exchange, Call call) {
        this.exchange = exchange;
        this.call = call;
    }

    /** The advocate hears what the far side sends before its answer. */
    void early() {
        call.near().progress();
        near().stop();
        near().connect(far(), Flow.TO_THIS);
    }

    /**
     * Both hear each other, but for an advocate who is not there now: then the survivor hears a sign of life. A machine
     * that must not hear the advocate hears nothing at all.
     */
    void both() {
        near().stop();
        boolean waits = !call.near().present();
        boolean muted = call.answering().muted();
        if (waits || muted) {
            far().play(muted ? exchange.prompts().silence() : exchange.prompts().waiting(), true);
        } else if (farWaits) {
            far().stop();
        }
        if (waits) {
            near().disconnect();
        } else {
            near().connect(far(), muted ? Flow.TO_THIS : Flow.BOTH);
        }
        farWaits = waits || muted;
    }

    /** The near side has another media leg, which has to do what the old one did. */
    void again() {
        switch (call.phase()) {
            case TALKING, TALKING_AGAIN, TALKING_RETURNED -> both();
            case FAR_EARLY, REDIAL_EARLY -> early();
            case FAR_RINGING, SIGNAL_RINGING, REDIAL_RINGING, RETURNING ->
                call.near().ringBack();
            case PAUSING, REDIAL_WAITS, HOLDING -> call.near().waitOn();
            case TELLING -> {
                Outcome known = call.course().settle(Outcome.UNREACHABLE);
                near().play(exchange.prompts().sentence(known.sentence()), false);
            }
            case NEAR_RINGING,
                    CONFIRMING,
                    SIGNALLING,
                    CALLING,
                    REDIAL_ALONE,
                    NEAR_AGAIN,
                    CONFIRMING_AGAIN,
                    REDIALLING,
                    HOLDING_ALONE,
                    RETURN_ALONE,
                    RETURN_CONFIRMING,
                    ENDED -> {}
        }
    }

    private MediaLeg near() {
        return call.near().media();
    }

    private MediaLeg far() {
        return call.far().media();
    }
}
