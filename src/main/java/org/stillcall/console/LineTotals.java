package org.stillcall.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stillcall.base.Label;
import org.stillcall.call.LineView;
import org.stillcall.call.Switchboard;
import org.stillcall.store.TallyName;

/**
 * Adds to the month's totals how many called each published line, were put through, and were taken by nobody since it
 * looked last. Nothing of any of them. One thread.
 */
final class LineTotals {
    private static final Label LINE = new Label("line");
    private static final Label CALLED = new Label("called");
    private static final Label TAKEN = new Label("taken");
    private static final Label UNANSWERED = new Label("unanswered");

    private final Switchboard switchboard;
    private final MonthTotals totals;
    private final Map<TallyName, Long> known = new HashMap<>();

    LineTotals(Switchboard switchboard, MonthTotals totals) {
        this.switchboard = switchboard;
        this.totals = totals;
    }

    /** A switch that is too busy to answer says nothing now and more later. */
    void take() {
        List<LineView> lines = switchboard.lines();
        for (LineView line : lines) {
            add(line.programme(), CALLED, line.called());
            add(line.programme(), TAKEN, line.taken());
            add(line.programme(), UNANSWERED, line.unanswered());
        }
    }

    private void add(Label programme, Label what, long all) {
        TallyName name = TallyName.of(LINE, programme, what);
        Long before = known.put(name, all);
        int more = Math.toIntExact(all - (before == null ? 0 : before));
        if (more > 0) {
            totals.count(name, more);
        }
    }
}
