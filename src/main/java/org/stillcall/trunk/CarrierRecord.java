package org.stillcall.trunk;

import static org.stillcall.base.Contract.require;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a carrier answered when it was asked what becomes of its call records, of calls for help and of toll-free ones
 * (G12): by the centre's word, nothing of it can be seen on the wire.
 *
 * @param marketing whether it uses them, or lets others use them, to sell things
 * @param keepsDays how long it keeps them, in days; empty where that is not known
 * @param itemised whether its bills list single calls
 * @param secondFactor whether signing in at its portal takes more than a password
 * @param emergency whether a call for help by it reaches somebody who sees an address of ours
 * @param tollFreeSees whether toll-free lines see the account's own number, whatever stands in the call
 * @param asked the day of its answers; empty for never
 */
public record CarrierRecord(
        Answer marketing,
        Optional<Integer> keepsDays,
        Answer itemised,
        Answer secondFactor,
        Answer emergency,
        Answer tollFreeSees,
        Optional<LocalDate> asked) {
    /** A yes, a no, or neither yet. */
    public enum Answer {
        YES,
        NO,
        UNKNOWN
    }

    /** Nobody asked. */
    public static final CarrierRecord UNASKED = new CarrierRecord(
            Answer.UNKNOWN,
            Optional.empty(),
            Answer.UNKNOWN,
            Answer.UNKNOWN,
            Answer.UNKNOWN,
            Answer.UNKNOWN,
            Optional.empty());

    public CarrierRecord {
        require(keepsDays.orElse(0) >= 0, "Records are kept for no negative time.");
    }

    /** Whether the answers are those of the last year. */
    boolean isFresh(LocalDate today) {
        @Nullable LocalDate day = asked.orElse(null);
        return day != null && !day.isAfter(today) && day.isAfter(today.minusYears(1));
    }
}
