package org.stillcall.duty;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.duty.Standing.Stretch;
import org.stillcall.duty.Turn.Span;
import org.stillcall.store.PersonId;

/** Who is on from one instant for the next hour, to the instant, as things are known now; pure. */
final class Snapshot {
    /** Longer than the time to the next one, so that a late one leaves no gap. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private static final Duration FRESH = Duration.ofMinutes(30);

    static final Snapshot NOBODY = new Snapshot(List.of(), Instant.MIN);

    private final List<Entry> entries;
    private final Instant renewal;

    /** @param programme null for every one */
    private record Entry(Worker worker, @Nullable Label programme, Tier tier, Span span) {}

    private Snapshot(List<Entry> entries, Instant renewal) {
        this.entries = List.copyOf(entries);
        this.renewal = renewal;
    }

    static Snapshot of(Kept kept, Instant now) {
        List<Entry> entries = new ArrayList<>();
        Span window = new Span(now, now.plus(AHEAD));
        Instant renewal = now.plus(FRESH);
        for (PersonId person : kept.staff()) {
            Reach reach = kept.reach(person);
            Worker worker = new Worker(person, reach.languages(), reach.voice(), reach.phones());
            for (Stretch stretch :
                    Standing.stretches(person, kept.calendar(), kept.switches().get(person), window)) {
                Label programme = stretch.turn().map(Turn::programme).orElse(null);
                Tier tier = stretch.turn().map(Turn::tier).orElse(Tier.FIRST);
                entries.add(new Entry(worker, programme, tier, stretch.span()));
                renewal = earliest(renewal, stretch.span().from(), now);
                renewal = earliest(renewal, stretch.span().until(), now);
            }
        }
        return new Snapshot(entries, renewal);
    }

    /** The earlier of two, of which the other one counts only after {@code now}. */
    private static Instant earliest(Instant renewal, Instant other, Instant now) {
        return other.isAfter(now) && other.isBefore(renewal) ? other : renewal;
    }

    /** Whether somebody may have come or gone since, or the hour is half over. */
    boolean isDue(Instant now) {
        return !now.isBefore(renewal);
    }

    List<Worker> onDuty(Label programme, Tier tier, Instant now) {
        Map<PersonId, Worker> workers = new LinkedHashMap<>();
        for (Entry entry : entries) {
            boolean asked = entry.tier == tier && (entry.programme == null || entry.programme.equals(programme));
            if (asked && entry.span.contains(now)) {
                workers.putIfAbsent(entry.worker.person(), entry.worker);
            }
        }
        return List.copyOf(workers.values());
    }

    Optional<Worker> find(PersonId person, Instant now) {
        for (Entry entry : entries) {
            if (entry.worker.person().equals(person) && entry.span.contains(now)) {
                return Optional.of(entry.worker);
            }
        }
        return Optional.empty();
    }
}
