package org.stillcall.totals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * B7, P9: what is hidden of a table stays hidden from whoever adds and subtracts. Brute force: every table there is, of
 * a size, is covered; then every table that agrees with all that is shown is looked at, and each hidden small count
 * must have been anything from nothing to the threshold.
 */
class CoverTest {
    @ParameterizedTest
    @CsvSource({"1,2,2,12,16", "1,3,3,6,10", "2,2,2,5,8", "2,2,3,7,11", "2,3,2,2,5"})
    void everyTable_keepsEverySmallCount(int rows, int columns, int threshold, int largest, int beyond) {
        Map<String, List<long[][]>> byCover = new HashMap<>();
        Universe.of(rows, columns, largest)
                .forEach(table -> byCover.computeIfAbsent(
                                hidden(Cover.of(Counts.of(table), threshold)), each -> new ArrayList<>())
                        .add(table));
        List<long[][]> all = Universe.of(rows, columns, beyond);
        long looked = 0;
        for (var each : byCover.entrySet()) {
            Map<String, BitSet[]> possible = new HashMap<>();
            boolean[] cover = bits(each.getKey());
            for (long[][] table : all) {
                remember(possible, Counts.of(table), cover, "");
            }
            for (long[][] table : each.getValue()) {
                looked += requireOpen(Counts.of(table), cover, possible, threshold);
            }
        }
        assertTrue(looked > 100, "there was something to hide: " + looked);
    }

    /** What each hidden place may be, by what is shown. */
    private static void remember(Map<String, BitSet[]> possible, Counts counts, boolean[] cover, String before) {
        BitSet[] values = possible.computeIfAbsent(before + shown(counts, cover), key -> {
            BitSet[] fresh = new BitSet[cover.length];
            Arrays.setAll(fresh, i -> new BitSet());
            return fresh;
        });
        for (int i = 0; i < cover.length; i++) {
            values[i].set((int) counts.at(i / counts.columns(), i % counts.columns()));
        }
    }

    private static long requireOpen(Counts counts, boolean[] cover, Map<String, BitSet[]> possible, int threshold) {
        BitSet[] values = possible.get(shown(counts, cover));
        long looked = 0;
        for (int i = 0; i < cover.length; i++) {
            if (counts.at(i / counts.columns(), i % counts.columns()) < threshold) {
                assertTrue(cover[i], "a small count is shown");
                assertEquals(threshold + 1, values[i].get(0, threshold + 1).cardinality(), "a value can be ruled out");
                looked++;
            }
        }
        return looked;
    }

    /**
     * Who knows this very program besides can rule out tables that would have been covered otherwise. Of the small
     * counts in little tables of small numbers, one in ten is given away so; docs/decisions/057 says what follows from
     * that.
     */
    @ParameterizedTest
    @CsvSource({"1,2,3,12,4", "2,2,2,9,4", "2,2,3,13,5"})
    void whoKnowsTheWay_learnsOfOneInTen(int rows, int columns, int threshold, int beyond, int largest) {
        Map<String, BitSet[]> pictures = new HashMap<>();
        List<Counts> low = new ArrayList<>();
        for (long[][] table : Universe.of(rows, columns, beyond)) {
            Counts counts = Counts.of(table);
            Cover cover = Cover.of(counts, threshold);
            remember(pictures, counts, bits(hidden(cover)), hidden(cover));
            if (Arrays.stream(table).flatMapToLong(Arrays::stream).max().orElseThrow() <= largest) {
                low.add(counts);
            }
        }
        long looked = 0;
        long alone = 0;
        for (Counts counts : low) {
            String hidden = hidden(Cover.of(counts, threshold));
            BitSet[] values = pictures.get(hidden + shown(counts, bits(hidden)));
            for (int i = 0; i < values.length; i++) {
                boolean small = counts.at(i / counts.columns(), i % counts.columns()) < threshold;
                looked += small ? 1 : 0;
                alone += small && values[i].get(0, threshold).cardinality() == 1 ? 1 : 0;
            }
        }
        System.out.println(alone + " of " + looked + " small counts given away");
        assertTrue(alone * 8 < looked, "more than the document says");
        assertTrue(looked > 10, "there was something to hide: " + looked);
    }

    /** The same of two tables that count the same calls: what one shows must not give away what the other hides. */
    @ParameterizedTest
    @CsvSource({"1,2,2,3,6,10", "1,2,3,2,3,7", "2,2,2,2,2,4", "2,1,2,3,4,8"})
    void everyPair_keepsEverySmallCount(int rows, int left, int right, int threshold, int largest, int beyond) {
        List<Counts[]> all = pairs(rows, left, right, beyond);
        Map<String, Map<String, BitSet[]>> possible = new HashMap<>();
        long looked = 0;
        for (Counts[] pair : pairs(rows, left, right, largest)) {
            Cover.Pair covers = Cover.of(pair[0], pair[1], threshold);
            String hidden = hidden(covers.left()) + hidden(covers.right());
            boolean[] bits = bits(hidden);
            Map<String, BitSet[]> values = possible.computeIfAbsent(hidden, key -> {
                Map<String, BitSet[]> fresh = new HashMap<>();
                all.forEach(each -> remember(fresh, each, bits));
                return fresh;
            });
            looked += requireOpen(pair, bits, Objects.requireNonNull(values.get(shown(pair, bits))), threshold);
        }
        assertTrue(looked > 100, "there was something to hide: " + looked);
    }

    /** All two tables of these sizes whose rows have the same sums. */
    private static List<Counts[]> pairs(int rows, int left, int right, int largest) {
        Map<String, List<Counts>> bySums = new HashMap<>();
        for (long[][] table : Universe.of(rows, right, largest)) {
            bySums.computeIfAbsent(sums(table), key -> new ArrayList<>()).add(Counts.of(table));
        }
        List<Counts[]> pairs = new ArrayList<>();
        for (long[][] table : Universe.of(rows, left, largest)) {
            for (Counts other : bySums.getOrDefault(sums(table), List.of())) {
                pairs.add(new Counts[] {Counts.of(table), other});
            }
        }
        return pairs;
    }

    private static String sums(long[][] table) {
        return Arrays.toString(
                Arrays.stream(table).mapToLong(row -> Arrays.stream(row).sum()).toArray());
    }

    private static long[] places(Counts[] pair) {
        return Arrays.stream(pair)
                .flatMapToLong(counts -> IntStream.range(0, counts.rows() * counts.columns())
                        .mapToLong(i -> counts.at(i / counts.columns(), i % counts.columns())))
                .toArray();
    }

    private static String shown(Counts[] pair, boolean[] bits) {
        long[] places = places(pair);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < places.length; i++) {
            text.append(bits[i] ? "" : " " + places[i]);
        }
        return text.toString();
    }

    private static void remember(Map<String, BitSet[]> possible, Counts[] pair, boolean[] bits) {
        long[] places = places(pair);
        BitSet[] values = possible.computeIfAbsent(shown(pair, bits), key -> {
            BitSet[] fresh = new BitSet[places.length];
            Arrays.setAll(fresh, i -> new BitSet());
            return fresh;
        });
        for (int i = 0; i < places.length; i++) {
            values[i].set((int) places[i]);
        }
    }

    private static long requireOpen(Counts[] pair, boolean[] bits, BitSet[] values, int threshold) {
        long[] places = places(pair);
        long looked = 0;
        for (int i = 0; i < places.length; i++) {
            if (places[i] < threshold) {
                assertTrue(bits[i], "a small count is shown");
                assertEquals(threshold + 1, values[i].get(0, threshold + 1).cardinality(), "a value can be ruled out");
                looked++;
            }
        }
        return looked;
    }

    @Test
    void pairsThatAreNone_areRefused() {
        Counts one = Counts.of(new long[][] {{1, 2}});
        assertThrows(IllegalArgumentException.class, () -> Cover.of(one, Counts.of(new long[][] {{4}}), 5));
        assertThrows(IllegalArgumentException.class, () -> Cover.of(one, Counts.of(new long[][] {{3}, {0}}), 5));
        assertThrows(IllegalArgumentException.class, () -> Cover.of(one, one, 1));
    }

    @Test
    void largeTables_areCovered_andMostOfThemIsShown() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        long shown = 0;
        long worth = 0;
        for (int i = 0; i < 300; i++) {
            long[][] table = new long[1 + random.nextInt(8)][1 + random.nextInt(12)];
            for (long[] row : table) {
                Arrays.setAll(row, j -> (long) Math.max(0, Math.exp(random.nextGaussian() * 1.5 + 3) - 2));
            }
            Counts counts = Counts.of(table);
            Cover cover = Cover.of(counts, 5);
            for (int row = 0; row < counts.rows(); row++) {
                for (int column = 0; column < counts.columns(); column++) {
                    OptionalLong at = cover.at(row, column);
                    if (counts.at(row, column) >= 5) {
                        worth++;
                        shown += at.isPresent() ? 1 : 0;
                    }
                    assertTrue(at.isEmpty() || at.getAsLong() == counts.at(row, column));
                    assertTrue(at.isEmpty() || at.getAsLong() >= 5);
                }
            }
        }
        double share = (double) shown / worth;
        System.out.printf("%.1f %% of the counts of 5 or more are shown%n", 100 * share);
        assertTrue(share > 0.7, "of use to nobody: " + share);
    }

    @Test
    void tablesThatAreNone_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> Counts.of(new long[0][0]));
        assertThrows(IllegalArgumentException.class, () -> Counts.of(new long[][] {{1, 2}, {3}}));
        assertThrows(IllegalArgumentException.class, () -> Counts.of(new long[][] {{-1}}));
        assertThrows(IllegalArgumentException.class, () -> Counts.of(new long[257][1]));
        assertThrows(IllegalArgumentException.class, () -> Cover.of(Counts.of(new long[][] {{1}}), 1));
    }

    /** Which places are hidden, as noughts and ones by row. */
    private static String hidden(Cover cover) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < cover.rows(); row++) {
            for (int column = 0; column < cover.columns(); column++) {
                text.append(cover.at(row, column).isEmpty() ? '1' : '0');
            }
        }
        return text.toString();
    }

    private static boolean[] bits(String hidden) {
        boolean[] bits = new boolean[hidden.length()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = hidden.charAt(i) == '1';
        }
        return bits;
    }

    private static String shown(Counts counts, boolean[] cover) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < cover.length; i++) {
            if (!cover[i]) {
                text.append(' ').append(counts.at(i / counts.columns(), i % counts.columns()));
            }
        }
        return text.toString();
    }
}
