package org.stillcall.helpline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stillcall.base.Label;
import org.stillcall.call.LineView;
import org.stillcall.call.LineView.Waits;

/** How a published line stands, for those who work here: how many wait, in which language, for how long; never who. */
final class LineBoard {
    private LineBoard() {}

    static LineView of(Helpline helpline, Collection<Caller> callers, Happened happened) {
        List<Caller> waiting = callers.stream()
                .filter(caller -> caller.waits() && caller.helpline() == helpline)
                .toList();
        return new LineView(
                helpline.programme(),
                waiting.size(),
                happened.count(helpline.programme(), Happened.What.CALLED),
                happened.count(helpline.programme(), Happened.What.TAKEN),
                happened.count(helpline.programme(), Happened.What.NOBODY),
                waits(waiting));
    }

    /** By language, those who chose none last. */
    private static List<Waits> waits(List<Caller> waiting) {
        Map<Label, List<Caller>> chosen = new TreeMap<>();
        List<Caller> others = new ArrayList<>();
        for (Caller caller : waiting) {
            Label language = caller.language();
            (language == null ? others : chosen.computeIfAbsent(language, _ -> new ArrayList<>())).add(caller);
        }
        List<Waits> all = new ArrayList<>();
        chosen.forEach((language, these) -> all.add(waits(Optional.of(language), these)));
        if (!others.isEmpty()) {
            all.add(waits(Optional.empty(), others));
        }
        return List.copyOf(all);
    }

    private static Waits waits(Optional<Label> language, List<Caller> these) {
        Duration longest = these.stream()
                .map(Caller::waited)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return new Waits(language, these.size(), longest);
    }
}
