package org.stillcall.call;

import org.jspecify.annotations.Nullable;

/** Hears the keys of an advocate's phone: asks a mobile for its code and tells the call what came of it. Loop only. */
final class Confirmation {
    private final Exchange exchange;
    private final Call call;
    private final TalkKeys keys;
    private @Nullable CodeCheck check;

    Confirmation(Exchange exchange, Call call) {
        this.exchange = exchange;
        this.call = call;
        this.keys = new TalkKeys(exchange, call);
    }

    void ask() {
        check = CodeCheck.of(exchange, call.near().media(), call.phone(), this::checked);
        check.ask();
    }

    private void checked(boolean right) {
        Happening yes = call.plan().signal() == null ? Happening.CONFIRMED : Happening.CONFIRMED_TO_SIGNAL;
        call.happen(right ? yes : Happening.NOT_CONFIRMED, Outcome.NOT_CONFIRMED);
    }

    void stop() {
        if (check != null) {
            check.abandon();
            check = null;
        }
    }

    void keyed(char digit) {
        if (call.phase().talks()) {
            keys.keyed(digit);
        } else if (check != null) {
            check.digit(digit);
        }
    }

    void promptEnded() {
        if (check != null) {
            check.promptEnded();
        } else {
            call.company().transfer().told();
        }
    }
}
