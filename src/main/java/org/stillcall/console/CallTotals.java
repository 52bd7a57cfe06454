package org.stillcall.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stillcall.base.Label;
import org.stillcall.call.LineView;
import org.stillcall.call.Switchboard;
import org.stillcall.call.Switchboard.Count;
import org.stillcall.store.TallyName;

/**
 * Adds to the month's totals how long calls took in which people talked, by programme, and how many callers of each
 * published line were taken by nobody, since it looked last. Nothing of any of them. One thread.
 */
final class CallTotals {
    /** What the switch calls a length, and in which of fewer lengths it is counted: what few are in is not shown. */
    private static final Map<String, Label> LENGTHS = Map.of(
            "under-1", TotalNames.UNDER_5,
            "1-5", TotalNames.UNDER_5,
            "5-15", TotalNames.UNDER_15,
            "15-30", TotalNames.UNDER_60,
            "30-60", TotalNames.UNDER_60,
            "over-60", TotalNames.OVER_60);

    private final Switchboard switchboard;
    private final MonthTotals totals;
    private final Map<TallyName, Long> known = new HashMap<>();

    CallTotals(Switchboard switchboard, MonthTotals totals) {
        this.switchboard = switchboard;
        this.totals = totals;
    }

    /** A switch that is too busy to answer says nothing now and more later. */
    void take() {
        Map<TallyName, Long> all = new HashMap<>();
        for (LineView line : switchboard.lines()) {
            all.put(TotalNames.missed(line.programme()), line.unanswered());
        }
        List<Count> ended = switchboard.totals().ended();
        for (Count count : ended) {
            Label length = LENGTHS.get(count.length());
            if (length != null) {
                all.merge(TotalNames.length(count.programme(), length), count.calls(), Long::sum);
            }
        }
        all.forEach(this::add);
    }

    private void add(TallyName name, long all) {
        Long before = known.put(name, all);
        int more = Math.toIntExact(all - (before == null ? 0 : before));
        if (more > 0) {
            totals.count(name, more);
        }
    }
}
