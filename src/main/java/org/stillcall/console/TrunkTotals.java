package org.stillcall.console;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stillcall.base.Label;
import org.stillcall.bill.Comparison;
import org.stillcall.call.Switchboard;
import org.stillcall.call.TrunkUse;
import org.stillcall.store.PublishedMonths;
import org.stillcall.store.Tally;
import org.stillcall.store.TallyName;

/**
 * Adds to the month's totals how many of our calls each trunk carried and for how long, since it looked last: what the
 * carrier's bill is checked against. Nothing of any of them. One thread.
 */
final class TrunkTotals {
    private static final Label CALLS = new Label("calls");
    private static final Label SECONDS = new Label("seconds");

    private final Switchboard switchboard;
    private final MonthTotals totals;
    private final Map<TallyName, Long> known = new HashMap<>();

    TrunkTotals(Switchboard switchboard, MonthTotals totals) {
        this.switchboard = switchboard;
        this.totals = totals;
    }

    /** A switch that is too busy to answer says nothing now and more later. */
    void take() {
        for (TrunkUse.Sums use : switchboard.uses()) {
            add(name(use.trunk(), CALLS), use.calls());
            add(name(use.trunk(), SECONDS), use.seconds());
        }
    }

    private static TallyName name(Label trunk, Label what) {
        return TallyName.of(PublishedMonths.TRUNK, trunk, what);
    }

    private void add(TallyName name, long all) {
        Long before = known.put(name, all);
        int more = Math.toIntExact(all - (before == null ? 0 : before));
        if (more > 0) {
            totals.count(name, more);
        }
    }

    /** What was counted of a trunk in a month. */
    static Comparison.Ours of(List<Tally> tallies, Label trunk, YearMonth month) {
        return new Comparison.Ours(
                count(tallies, name(trunk, CALLS), month), count(tallies, name(trunk, SECONDS), month));
    }

    private static long count(List<Tally> tallies, TallyName name, YearMonth month) {
        return tallies.stream()
                .filter(tally -> tally.name().equals(name) && tally.month().equals(month))
                .mapToLong(Tally::count)
                .sum();
    }
}
