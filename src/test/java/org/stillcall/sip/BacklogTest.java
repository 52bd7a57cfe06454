package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.stillcall.base.Limits;

/** When a socket that is not emptied means a rush (decision 023), and when only many callers at once. */
class BacklogTest implements Backlog.Turns {
    private static final int TAKEN = 64;

    private final Backlog backlog = new Backlog(this);
    private long turn;
    private long now = 1_000;

    @Override
    public long turn() {
        return turn;
    }

    @Override
    public long nowMillis() {
        return now;
    }

    /** So many turns that leave something, and the time of each. */
    private void remains(int turns, int millis) {
        for (int i = 0; i < turns; i++) {
            turn++;
            backlog.remains(TAKEN);
            now += millis;
        }
        turn++;
    }

    @Test
    void twoHundredCallersAtOnce_onASlowMachine_areNoRush() {
        remains(4, 450);
        assertFalse(backlog.isRush());
    }

    @Test
    void moreThanCallersBring_isOne_onceItLasts_andRecoversByItself() {
        remains(25, 20);
        assertFalse(backlog.isRush(), "a burst that ends is taken");
        now++;
        assertTrue(backlog.isRush());
        backlog.emptied();
        assertFalse(backlog.isRush());
        remains(1, 600);
        assertFalse(backlog.isRush(), "what was read before counts no more");
    }

    @Test
    void little_thatNoTurnCanEmpty_isOneAfterTwoSeconds() {
        remains(5, 400);
        assertFalse(backlog.isRush());
        now++;
        assertTrue(backlog.isRush());
    }

    /** Exactly a turn's worth, and then silence: the selector does not tell of a socket that is empty. */
    @Test
    void socketThatAnotherTurnFoundEmpty_isNotBehind() {
        remains(1, 60_000);
        turn++;
        assertFalse(backlog.isRush(), "a call after a minute of quiet is taken");
        remains(Limits.SIP_RUSH_MESSAGES / TAKEN, 0);
        now += 501;
        assertFalse(backlog.isRush(), "and what was read before it is not counted");
    }

    @Test
    void whatWasRead_isCountedWithoutEnd() {
        remains(40_000_000, 0);
        now += 501;
        assertTrue(backlog.isRush());
    }
}
