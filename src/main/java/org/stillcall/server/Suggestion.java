package org.stillcall.server;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The word somebody most likely meant. */
final class Suggestion {
    private static final int FARTHEST = 3;

    private Suggestion() {}

    /** The one of {@code words} that takes the fewest changes to reach, if that is few enough. */
    static Optional<String> of(String written, Collection<String> words) {
        int most = Math.min(FARTHEST, Math.max(1, written.length() / 3));
        return words.stream()
                .filter(word -> distance(written, word) <= most)
                .min(Comparator.comparingInt((String word) -> distance(written, word))
                        .thenComparing(word -> word));
    }

    /** Letters to insert, remove or change (Levenshtein); the same letters in another order count as one change. */
    private static int distance(String from, String to) {
        if (from.length() == to.length() && Arrays.equals(sorted(from), sorted(to))) {
            return from.equals(to) ? 0 : 1;
        }
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[to.length()];
    }

    private static int[] sorted(String word) {
        return word.chars().sorted().toArray();
    }
}
