package org.stillcall.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.stillcall.base.Label;
import org.stillcall.store.TallyName;

/** What is counted of calls by the month, and how it is named among the tallies. */
final class TotalNames {
    static final Label KIND = new Label("kind");
    static final Label LENGTH = new Label("length");
    static final Label MISSED = new Label("missed");

    static final Label UNDER_5 = new Label("under-5");
    static final Label UNDER_15 = new Label("5-15");
    static final Label UNDER_60 = new Label("15-60");
    static final Label OVER_60 = new Label("over-60");

    /** In minutes, the shortest first. */
    static final List<Label> LENGTHS = List.of(UNDER_5, UNDER_15, UNDER_60, OVER_60);

    private TotalNames() {}

    /** A call of a programme in which people talked, and what it was about. */
    static TallyName kind(Label programme, Label category) {
        return TallyName.of(KIND, programme, category);
    }

    /** A call of a programme in which people talked, and for how long. */
    static TallyName length(Label programme, Label length) {
        return TallyName.of(LENGTH, programme, length);
    }

    /** A caller whom nobody took. */
    static TallyName missed(Label programme) {
        return TallyName.of(MISSED, programme);
    }

    /** Every one that there may be under that configuration. */
    static List<TallyName> all(DeskMeans means) {
        List<TallyName> all = new ArrayList<>();
        Set<Label> programmes = means.plans().programmes().keySet();
        for (Label programme : programmes) {
            for (Label category : means.rules().categories()) {
                all.add(kind(programme, category));
            }
            for (Label length : LENGTHS) {
                all.add(length(programme, length));
            }
        }
        for (Label programme : means.callers().lines().keySet()) {
            all.add(missed(programme));
        }
        return List.copyOf(all);
    }
}
