package org.stillcall.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Attempts that were counted and are not written yet: when one is written tells when a call ended, so they are written
 * on a beat, all together. Until then a plan's attempts are those of its row and these. Threads may share it.
 */
final class Attempts {
    /** A plan of a centre. */
    private record Key(CentreId centre, PlanId plan) {}

    private final Map<Key, Integer> waiting = new HashMap<>();
    private final Object writing = new Object();

    /** Counts one more, unless the plan allows no further one; reads the row while nothing is taken off what waits. */
    synchronized boolean count(CentreId centre, PlanId plan, Supplier<StoredAttempts> row) {
        int before = of(centre, plan);
        StoredAttempts stored = row.get();
        boolean allowed = stored.written() + before < stored.cap();
        if (allowed) {
            waiting.put(new Key(centre, plan), before + 1);
        }
        return allowed;
    }

    /** What stands in a plan's row. */
    record StoredAttempts(int written, int cap) {}

    synchronized int of(CentreId centre, PlanId plan) {
        return waiting.getOrDefault(new Key(centre, plan), 0);
    }

    /** The plan is gone, or counts from nought again. */
    synchronized void forget(CentreId centre, PlanId plan) {
        waiting.remove(new Key(centre, plan));
    }

    /**
     * Writes what waits, a centre in one transaction. What is being written counts twice for that moment: rather one
     * attempt too few than one too many.
     */
    void write(Database database) {
        synchronized (writing) { // two at once would write the same twice
            writeAll(database);
        }
    }

    private void writeAll(Database database) {
        Map<CentreId, Map<PlanId, Integer>> all = new HashMap<>();
        synchronized (this) {
            waiting.forEach((key, count) ->
                    all.computeIfAbsent(key.centre(), centre -> new HashMap<>()).put(key.plan(), count));
        }
        all.forEach((centre, counts) -> {
            database.write(centre, rows -> add(rows, counts));
            synchronized (this) {
                counts.forEach((plan, count) -> waiting.computeIfPresent(
                        new Key(centre, plan), (key, now) -> now > count ? now - count : null));
            }
        });
    }

    private static int add(Rows rows, Map<PlanId, Integer> counts) {
        int changed = 0;
        for (PlanId plan : List.copyOf(counts.keySet())) {
            changed += rows.update("UPDATE plan SET attempts = attempts + :count WHERE centre = :centre AND id = :id")
                    .bind("count", counts.get(plan))
                    .bind("id", plan.text())
                    .execute();
        }
        return changed;
    }
}
