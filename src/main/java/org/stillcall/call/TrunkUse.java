package org.stillcall.call;

import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.bill.BillAccount;
import org.stillcall.bill.Rounding;

/**
 * What a trunk's carrier will put on its bill, of nobody: how many of our calls by it were answered, and how long they
 * were, each rounded up as that carrier does. Loop thread only.
 */
public final class TrunkUse {
    private static final long MILLIS = 1_000;

    private final Rounding rounding;
    private final BillAccount account;
    private long calls;
    private long seconds;

    /** @param account by which its bill names this trunk */
    public TrunkUse(Rounding rounding, BillAccount account) {
        this.rounding = rounding;
        this.account = account;
    }

    /**
     * Sums since the start.
     *
     * @param seconds each call's rounded up
     * @param rounding how
     * @param account by which the bill names it
     * @param programme whose calls alone it carries; null where it carries those of several
     */
    public record Sums(
            Label trunk,
            long calls,
            long seconds,
            Rounding rounding,
            BillAccount account,
            @Nullable Label programme) {}

    void ended(long millis) {
        calls++;
        seconds += rounding.billed(Math.max(1, (millis + MILLIS - 1) / MILLIS));
    }

    Sums sums(Label trunk, @Nullable Label programme) {
        return new Sums(trunk, calls, seconds, rounding, account, programme);
    }
}
