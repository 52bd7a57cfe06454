package org.stillcall.call;

/**
 * What somebody at a phone without a page says by keys while they talk (P14): a star, then 1 to hold the call or take
 * it back, 2 for an interpreter or none any longer, 3 for a colleague who is to have the call or none any longer, 0 for
 * the end, and another star for a star. Any other key goes to the survivor's side as it was pressed; none of ours does.
 * Loop thread only.
 */
final class TalkKeys {
    /** A star alone is forgotten after this. */
    static final long STAR_MILLIS = 5_000;

    private static final char STAR = '*';

    private final Exchange exchange;
    private final Call call;
    private long star = Long.MIN_VALUE;

    TalkKeys(Exchange exchange, Call call) {
        this.exchange = exchange;
        this.call = call;
    }

    void keyed(char key) {
        long now = exchange.loop().nowMillis();
        boolean ours = star != Long.MIN_VALUE && now - star <= STAR_MILLIS;
        star = Long.MIN_VALUE;
        if (!ours && key == STAR) {
            star = now;
        } else if (!ours || key == STAR) {
            call.far().press(key);
        } else {
            command(key);
        }
    }

    private void command(char key) {
        switch (key) {
            case '1' -> hold();
            case '2' -> interpreter();
            case '3' -> transfer();
            case '0' -> call.endAsked();
            default -> {} // nobody is to lose a call by a slip
        }
    }

    private void interpreter() {
        CalledIn caller = call.calledIn();
        call.company().interpreterAsked(caller == null ? null : caller.language());
    }

    private void transfer() {
        if (call.near() instanceof SipHalf phone) {
            call.company().transfer().asked(phone);
        }
    }

    /** Whoever holds hears a tone, as a sign that it was understood. */
    private void hold() {
        if (call.company().transfer().rings()) {
            call.company().transfer().takeBack();
        } else if (call.near() instanceof SipHalf phone) {
            boolean holds = phone.present();
            phone.hold(holds);
            call.bridge().both();
            if (holds) {
                phone.waitOn();
            }
        }
    }

    @Override
    public String toString() {
        return "TalkKeys";
    }
}
