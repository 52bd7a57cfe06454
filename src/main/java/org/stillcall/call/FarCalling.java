package org.stillcall.call;

import java.time.Duration;

/** Calls the survivor's phone for a call, if that may still be. Loop thread only. */
final class FarCalling {
    private FarCalling() {}

    static void begin(Exchange exchange, Calls calls, Call call, Signal signal) {
        Duration rings = calls.reception().mayRing(call.plan(), call.phase());
        if (!call.plan().stands()) {
            never(exchange, call, Outcome.PLAN_CHANGED);
        } else if (rings.isZero()) {
            never(exchange, call, Outcome.OUTSIDE_PLAN);
        } else if (!call.far().invite(call, rings)) {
            never(exchange, call, Outcome.NO_LINE);
        } else {
            call.report().called(call.far().showed());
            if (call.phase() == Phase.SIGNALLING) {
                signal.begins();
            }
        }
    }

    /** A dialled leg is still being set up: it hears of this at the loop's next turn. */
    private static void never(Exchange exchange, Call call, Outcome why) {
        exchange.loop().execute(() -> call.happen(Happening.FAR_LOST, why));
    }
}
