package org.stillcall.totals;

import static org.stillcall.base.Contract.require;

import java.util.OptionalLong;

/**
 * Which places of a table are hidden, so that no small count can be worked out from the others.
 *
 * <p>A count or sum under the threshold is hidden. Whoever sees the rest knows that rows and columns add up, and that
 * nothing is negative; with that alone every value from 0 to the threshold must stay possible for it. So more places
 * are hidden: with a small count the places along which so much can be moved to it and from it that all sums that are
 * shown stay as they are ({@link Rings}). Zeros are small counts too. Of several places that would do, the smallest are
 * hidden, always the same for the same table. So whoever knows this program may rule a table out because it would have
 * been hidden in another way ({@link Noise} has no such weakness).
 */
public final class Cover {
    /** What a place is worth to a reader beside its size: some small ones are hidden before a large one is. */
    private static final long PLACE = 8;

    private final Counts counts;
    private final long threshold;
    private final long[][] costs;

    private Cover(Counts counts, long threshold) {
        this.counts = counts;
        this.threshold = threshold;
        this.costs = new long[counts.rows()][counts.columns()];
        for (int row = 0; row < rows(); row++) {
            for (int column = 0; column < columns(); column++) {
                costs[row][column] = small(row, column) ? 0 : PLACE + counts.at(row, column);
            }
        }
    }

    /** The cover of that table. {@code threshold} is the least count that is shown, 2 or more. */
    public static Cover of(Counts counts, long threshold) {
        require(threshold >= 2, "A threshold of less than two hides nothing.");
        Cover cover = new Cover(counts, threshold);
        for (int row = 0; row < cover.rows(); row++) {
            for (int column = 0; column < cover.columns(); column++) {
                if (cover.small(row, column)) {
                    Rings.Place place = new Rings.Place(row, column);
                    new Rings(counts, cover.costs).move(place, threshold - counts.at(row, column));
                    new Rings(counts, cover.costs).move(place, -counts.at(row, column));
                }
            }
        }
        return cover;
    }

    /** What may be shown there; empty where it is hidden. */
    public OptionalLong at(int row, int column) {
        return costs[row][column] == 0 ? OptionalLong.empty() : OptionalLong.of(counts.at(row, column));
    }

    public int rows() {
        return counts.rows();
    }

    public int columns() {
        return counts.columns();
    }

    private boolean small(int row, int column) {
        return counts.at(row, column) < threshold;
    }
}
