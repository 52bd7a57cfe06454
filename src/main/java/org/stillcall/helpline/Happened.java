package org.stillcall.helpline;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.stillcall.base.Label;

/** Counts of what happened to callers, never to whom; in memory only. Threads may share it. */
final class Happened {
    private final Map<Label, Map<What, LongAdder>> counts = new LinkedHashMap<>();

    /** What is counted. */
    enum What {
        CALLED,
        TAKEN,
        /** Everybody was rung in vain, or nobody was there. */
        NOBODY
    }

    Happened(List<Helpline> all) {
        for (Helpline helpline : all) {
            Map<What, LongAdder> own = new EnumMap<>(What.class);
            for (What what : What.values()) {
                own.put(what, new LongAdder());
            }
            counts.put(helpline.programme(), own);
        }
    }

    void add(Label programme, What what) {
        Map<What, LongAdder> own = counts.get(programme);
        LongAdder adder = own == null ? null : own.get(what);
        if (adder != null) {
            adder.increment();
        }
    }

    long count(Label programme, What what) {
        Map<What, LongAdder> own = counts.get(programme);
        LongAdder adder = own == null ? null : own.get(what);
        return adder == null ? 0 : adder.sum();
    }

    long sum(What what) {
        return counts.keySet().stream()
                .mapToLong(programme -> count(programme, what))
                .sum();
    }

    @Override
    public String toString() {
        return "Happened";
    }
}
