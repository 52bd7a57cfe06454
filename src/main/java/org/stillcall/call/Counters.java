package org.stillcall.call;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.stillcall.base.Label;

/**
 * The anonymous counts of ended calls (G20): programme, kind, outcome and length bucket, in memory only. Loop thread
 * only.
 */
final class Counters {
    private static final long[] BUCKET_SECONDS = {60, 300, 900, 1800, 3600};
    private static final String[] BUCKETS = {"under-1", "1-5", "5-15", "15-30", "30-60", "over-60"};

    /** How the near leg came to be. */
    enum Kind {
        DESK,
        MOBILE,
        DIALLED,
        BROWSER,
        /** Somebody called a published number. */
        INBOUND
    }

    private record Key(Label programme, Kind kind, Outcome outcome, String bucket) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byProgramme = programme.compareTo(other.programme);
            int byKind = byProgramme != 0 ? byProgramme : kind.compareTo(other.kind);
            int byOutcome = byKind != 0 ? byKind : outcome.compareTo(other.outcome);
            return byOutcome != 0 ? byOutcome : bucket.compareTo(other.bucket);
        }
    }

    private final TreeMap<Key, long[]> counts = new TreeMap<>();

    /** Counts a call; {@code talkedMillis} is 0 when nobody talked. */
    void count(Label programme, Kind kind, Outcome outcome, long talkedMillis) {
        String bucket = talkedMillis == 0 ? "none" : bucket(talkedMillis / 1000);
        counts.computeIfAbsent(new Key(programme, kind, outcome, bucket), key -> new long[1])[0]++;
    }

    List<Switchboard.Count> all() {
        List<Switchboard.Count> all = new ArrayList<>(counts.size());
        counts.forEach((key, value) -> all.add(
                new Switchboard.Count(key.programme, key.kind.name(), key.outcome.name(), key.bucket, value[0])));
        return all;
    }

    private static String bucket(long seconds) {
        for (int i = 0; i < BUCKET_SECONDS.length; i++) {
            if (seconds < BUCKET_SECONDS[i]) {
                return BUCKETS[i];
            }
        }
        return BUCKETS[BUCKETS.length - 1];
    }
}
