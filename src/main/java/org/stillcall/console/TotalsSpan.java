package org.stillcall.console;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.stillcall.console.DeskMeans.SmallCounts;
import org.stillcall.store.PublishedMonth;

/**
 * What is shown of some months that are over, each as it was settled, and what that adds up to; the same for everybody
 * who asks. Made of what is shown alone.
 */
record TotalsSpan(Map<YearMonth, ShownMonth> months) {
    TotalsSpan {
        months = new LinkedHashMap<>(months);
    }

    /** Of those from one month to another, both included. */
    static TotalsSpan of(List<PublishedMonth> all, YearMonth from, YearMonth until) {
        Map<YearMonth, ShownMonth> months = new LinkedHashMap<>();
        for (PublishedMonth each : all) {
            if (!each.month().isBefore(from) && !each.month().isAfter(until)) {
                months.put(each.month(), ShownMonth.parse(each.shown()));
            }
        }
        return new TotalsSpan(months);
    }

    Set<SmallCounts> ways() {
        Set<SmallCounts> ways = new TreeSet<>();
        months.values().forEach(month -> ways.add(month.way()));
        return ways;
    }

    /** Each table, added up over the months. */
    List<ShownTable> sums() {
        Map<String, List<ShownTable>> byName = new LinkedHashMap<>();
        for (ShownMonth month : months.values()) {
            for (ShownTable table : month.tables()) {
                byName.computeIfAbsent(table.name(), name -> new ArrayList<>()).add(table);
            }
        }
        return byName.values().stream().map(ShownTable::sum).toList();
    }

    /** How it was counted and protected, in sentences for whoever checks it. */
    List<String> method() {
        return TotalsMethod.of(ways(), months.size());
    }
}
