package org.stillcall.call;

import org.stillcall.base.Label;
import org.stillcall.bill.Rounding;

/**
 * What a trunk's carrier will put on its bill, of nobody: how many of our calls by it were answered, and how long they
 * were, each rounded up as that carrier does. Loop thread only.
 */
public final class TrunkUse {
    private static final long MILLIS = 1_000;

    private final Rounding rounding;
    private long calls;
    private long seconds;

    public TrunkUse(Rounding rounding) {
        this.rounding = rounding;
    }

    /**
     * Sums since the start.
     *
     * @param seconds each call's rounded up
     * @param rounding how
     */
    public record Sums(Label trunk, long calls, long seconds, Rounding rounding) {}

    void ended(long millis) {
        calls++;
        seconds += rounding.billed(Math.max(1, (millis + MILLIS - 1) / MILLIS));
    }

    Sums sums(Label trunk) {
        return new Sums(trunk, calls, seconds, rounding);
    }
}
