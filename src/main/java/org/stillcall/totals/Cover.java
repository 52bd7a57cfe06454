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
 *
 * <p>Two tables that count the same calls in two ways, by the same rows, are covered together: what one shows would
 * else be taken from the other.
 */
public final class Cover {
    /** What a place is worth to a reader beside its size: some small ones are hidden before a large one is. */
    private static final long PLACE = 8;

    private final Counts counts;
    private final int[][] edges;
    private final long[] costs;

    private Cover(Counts counts, int[][] edges, long[] costs) {
        this.counts = counts;
        this.edges = edges;
        this.costs = costs;
    }

    /** Two covers that hide the same rows' sums and the same whole sum. */
    public record Pair(Cover left, Cover right) {}

    /** The cover of that table. {@code threshold} is the least count that is shown, 2 or more. */
    public static Cover of(Counts counts, long threshold) {
        Draft draft = new Draft(counts);
        for (int row = 0; row < counts.rows() - 1; row++) {
            draft.row(row);
            draft.places[row][counts.columns() - 1] =
                    draft.net.edge(draft.begin, draft.rows[row], counts.at(row, counts.columns() - 1));
        }
        draft.sums();
        return new Cover(counts, draft.places, hide(draft.net, threshold));
    }

    /** The covers of two tables whose rows have the same sums: those flow from the rows of the left to the right's. */
    public static Pair of(Counts left, Counts right, long threshold) {
        require(left.rows() == right.rows(), "Two tables of the same calls have the same rows.");
        Draft draft = new Draft(right);
        int[] before = draft.net.nodes(left.rows() - 1);
        int[] columns = draft.net.nodes(left.columns() - 1);
        int[][] places = new int[left.rows()][left.columns()];
        for (int row = 0; row < before.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                places[row][column] = draft.net.edge(columns[column], before[row], left.at(row, column));
            }
            long sum = left.at(row, columns.length);
            require(sum == right.at(row, right.columns() - 1), "Two tables of the same calls have the same sums.");
            places[row][columns.length] = draft.net.edge(before[row], draft.rows[row], sum);
            draft.places[row][right.columns() - 1] = places[row][columns.length];
            draft.row(row);
        }
        for (int column = 0; column < columns.length; column++) {
            places[before.length][column] =
                    draft.net.edge(draft.begin, columns[column], left.at(before.length, column));
        }
        places[before.length][columns.length] = draft.sums();
        long[] costs = hide(draft.net, threshold);
        return new Pair(new Cover(left, places, costs), new Cover(right, draft.places, costs));
    }

    /** A table's edges: from a row by a column to the end, and from there as the whole sum to the beginning. */
    private static final class Draft {
        final Net net = new Net();
        final int[][] places;
        final int[] rows;
        final int begin;
        private final Counts counts;
        private final int[] columns;
        private final int end;

        Draft(Counts counts) {
            this.counts = counts;
            places = new int[counts.rows()][counts.columns()];
            rows = net.nodes(counts.rows() - 1);
            end = net.node();
            columns = net.nodes(counts.columns() - 1);
            begin = net.node();
        }

        /** The counts of a row; not their sum. */
        void row(int row) {
            for (int column = 0; column < columns.length; column++) {
                places[row][column] = net.edge(rows[row], columns[column], counts.at(row, column));
            }
        }

        /** The columns' sums and the whole sum, whose edge it gives. */
        int sums() {
            for (int column = 0; column < columns.length; column++) {
                places[rows.length][column] = net.edge(columns[column], end, counts.at(rows.length, column));
            }
            places[rows.length][columns.length] = net.edge(end, begin, counts.at(rows.length, columns.length));
            return places[rows.length][columns.length];
        }
    }

    /** 0 for each edge that is hidden. */
    private static long[] hide(Net net, long threshold) {
        require(threshold >= 2, "A threshold of less than two hides nothing.");
        long[] costs = new long[net.edges()];
        for (int edge = 0; edge < costs.length; edge++) {
            long count = net.edge(edge).count();
            costs[edge] = count < threshold ? 0 : PLACE + count;
        }
        for (int edge = 0; edge < costs.length; edge++) {
            long count = net.edge(edge).count();
            if (count < threshold) {
                new Rings(net, costs).move(edge, threshold - count);
                new Rings(net, costs).move(edge, -count);
            }
        }
        return costs;
    }

    /** What may be shown there; empty where it is hidden. */
    public OptionalLong at(int row, int column) {
        return costs[edges[row][column]] == 0 ? OptionalLong.empty() : OptionalLong.of(counts.at(row, column));
    }

    public int rows() {
        return counts.rows();
    }

    public int columns() {
        return counts.columns();
    }
}
