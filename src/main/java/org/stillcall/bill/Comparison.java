package org.stillcall.bill;

import java.util.ArrayList;
import java.util.List;
import org.stillcall.bill.Remark.Level;

/** A bill's sums beside ours. */
public record Comparison(List<Remark> remarks) {
    /** Beyond this many, a further line that is not understood is one too many. */
    static final int UNREAD_LINES = 2;

    private static final long MILLION = 1_000_000;
    private static final long MINUTE = 60;

    /** What a difference may be; else it is large. */
    private enum Near {
        SAME,
        NEAR,
        FAR
    }

    public Comparison {
        remarks = List.copyOf(remarks);
    }

    /** What we counted. */
    public record Ours(long calls, long seconds) {}

    /** @param price of a minute in millionths; 0 where it is not known or the bill has no costs */
    public static Comparison of(Ours ours, BillSums bill, long price) {
        List<Remark> remarks = new ArrayList<>();
        if (ours.calls == 0 && bill.calls() > 0) {
            remarks.add(Remark.NOT_COUNTED);
        } else if (bill.calls() == 0 && ours.calls > 0) {
            remarks.add(Remark.NO_CALLS);
        } else {
            remarks.add(calls(ours.calls, bill.calls()));
            remarks.add(minutes(ours.seconds, bill.seconds()));
            remarks.add(cost(ours.seconds, bill.cost(), price));
        }
        if (bill.unansweredCost() != 0) {
            remarks.add(Remark.UNANSWERED_CHARGED);
        }
        if (bill.unread() > UNREAD_LINES) {
            remarks.add(Remark.UNREAD);
        }
        return new Comparison(remarks);
    }

    private static Remark calls(long ours, long theirs) {
        if (ours == theirs) {
            return Remark.CALLS_AGREE;
        }
        boolean few = Math.abs(ours - theirs) <= Math.max(1, ours / 200);
        return few ? Remark.CALLS_NEAR : theirs > ours ? Remark.MORE_CALLS : Remark.FEWER_CALLS;
    }

    private static Remark minutes(long ours, long theirs) {
        return switch (near(ours, theirs, MINUTE)) {
            case SAME -> Remark.MINUTES_AGREE;
            case NEAR -> Remark.MINUTES_NEAR;
            case FAR -> Remark.MINUTES_DIFFER;
        };
    }

    private static Remark cost(long seconds, long cost, long price) {
        if (price == 0) {
            return Remark.COST_UNKNOWN;
        }
        long expected = Math.round(price / (double) MINUTE * seconds);
        return switch (near(expected, Math.abs(cost), MILLION / 100)) {
            case SAME -> Remark.COST_AGREES;
            case NEAR -> Remark.COST_NEAR;
            case FAR -> Remark.COST_DIFFERS;
        };
    }

    /** The same within 3 % (a second on one side can be a whole minute on a bill), near within 10 %. */
    private static Near near(long ours, long theirs, long least) {
        long difference = Math.abs(ours - theirs);
        return difference <= Math.max(least, ours / 33)
                ? Near.SAME
                : difference <= Math.max(3 * least, ours / 10) ? Near.NEAR : Near.FAR;
    }

    /** The worst of it. */
    public Level level() {
        return remarks.stream().map(Remark::level).max(Level::compareTo).orElse(Level.GREEN);
    }
}
