package org.stillcall.sip;

import org.stillcall.base.Limits;

/**
 * How far a socket is behind: since when no turn of the loop has emptied it, and how much was read of it since. Loop
 * thread only.
 *
 * <p>A rush is both, long and much. Many callers at once on a machine that is slow for a moment are long and
 * little: all of them are let in, a little later. What comes without end is soon both. Whatever it is, nobody's
 * goodbye is to wait for more than two seconds before a call that has not begun.
 *
 * <p>A socket that had exactly what a turn takes is not heard of in the next turn: then it was empty.
 */
final class Backlog {
    /** More than the collector's longest pause. */
    private static final long LONG_MILLIS = 500;

    private static final long LONGEST_MILLIS = 2_000;

    private final Turns turns;
    private long since = -1;
    private long lastTurn;
    private int read;

    /** The loop's turns and its clock. */
    interface Turns {
        /** Counts them. */
        long turn();

        long nowMillis();
    }

    Backlog(Turns turns) {
        this.turns = turns;
    }

    /** This turn found nothing more. */
    void emptied() {
        since = -1;
        read = 0;
    }

    /** This turn took as much as a turn takes. */
    void remains(int taken) {
        if (isOver()) {
            emptied();
        }
        if (since < 0) {
            since = turns.nowMillis();
        }
        read = Math.min(read + taken, Limits.SIP_RUSH_MESSAGES + 1);
        lastTurn = turns.turn();
    }

    private boolean isOver() {
        return turns.turn() > lastTurn + 1;
    }

    boolean isRush() {
        long behind = since < 0 || isOver() ? 0 : turns.nowMillis() - since;
        return behind > LONGEST_MILLIS || behind > LONG_MILLIS && read > Limits.SIP_RUSH_MESSAGES;
    }
}
