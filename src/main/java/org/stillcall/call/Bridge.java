package org.stillcall.call;

import java.util.List;
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
     * Both hear each other, but for an advocate who is not there now: then the survivor hears a sign of life, and so
     * does a third party. A machine that must not hear the advocate hears nothing at all.
     */
    void both() {
        near().stop();
        boolean waits = !call.near().present();
        boolean muted = call.answering().muted();
        MediaLeg third = call.company().media();
        if (waits || muted) {
            far().play(muted ? exchange.prompts().silence() : exchange.prompts().waiting(), true);
        } else if (farWaits) {
            far().stop();
        }
        if (third != null) {
            withThird(third, waits);
        } else if (waits) {
            near().disconnect();
        } else {
            near().connect(far(), muted ? Flow.TO_THIS : Flow.BOTH);
        }
        farWaits = waits || muted;
    }

    /** What is played to somebody who waits goes before what the others say. */
    private void withThird(MediaLeg third, boolean waits) {
        boolean apart = !call.company().hears();
        if (waits || apart) {
            third.play(exchange.prompts().waiting(), true);
        } else {
            third.stop();
        }
        if (waits) {
            List.of(near(), far(), third).forEach(MediaLeg::disconnect);
        } else if (apart) {
            third.disconnect();
            near().connect(far(), call.answering().muted() ? Flow.TO_THIS : Flow.BOTH);
        } else {
            near().mix(List.of(far(), third));
            call.company().mixed();
        }
    }

    /** The near side has another media leg, which has to do what the old one did. */
    void again() {
        switch (call.phase()) {
            case TALKING, TALKING_AGAIN, TALKING_RETURNED, TALKING_CALLED -> both();
            case FAR_EARLY, REDIAL_EARLY -> early();
            case FAR_RINGING, SIGNAL_RINGING, REDIAL_RINGING, RETURNING ->
                call.near().ringBack();
            case PAUSING, REDIAL_WAITS, HOLDING -> call.near().waitOn();
            case TELLING -> {
                Outcome known = call.course().settle(Outcome.UNREACHABLE);
                near().play(call.near().sentence(known.sentence()), false);
            }
            case NEAR_RINGING,
                    CONFIRMING,
                    SIGNALLING,
                    CALLING,
                    TAKEN,
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
