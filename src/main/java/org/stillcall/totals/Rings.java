package org.stillcall.totals;

import static org.stillcall.base.Contract.check;

import java.util.Arrays;

/**
 * Moves counts of a table to other places while every row and column that is shown still adds up to its sum, and tells
 * which places that takes.
 *
 * <p>A table with its sums is a network: a count flows from its row to its column, a row's sum from the sums' column
 * back to the row, a column's sum from the column to the sums' row, the whole sum from there to the sums' column; at
 * each row and column as much comes as goes. Another table that adds up differs from this one by what flows round rings
 * of places: more along the way of a place, less against it. (Kelly, Golden and Assad, "Cell suppression: disclosure
 * protection for sensitive tabular data", Networks 22, 1992.) Rings are taken one by one, the cheapest first.
 */
final class Rings {
    private static final long FAR = Long.MAX_VALUE / 4;

    private final long[][] counts;
    private final long[][] costs;
    private final int rows;
    private final int columns;

    /** A place of the table; the last row and column are the sums'. */
    record Place(int row, int column) {}

    private record Step(int node, Place place) {}

    /** {@code costs}: what is lost when a place is touched; 0 for those that are. Costs of touched ones become 0. */
    Rings(Counts table, long[][] costs) {
        this.rows = table.rows();
        this.columns = table.columns();
        this.costs = costs;
        this.counts = new long[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                counts[row][column] = table.at(row, column);
            }
        }
    }

    /** Makes that place so much more (less, if negative, but not less than nothing), and touches what that takes. */
    void move(Place place, long more) {
        for (long left = Math.abs(more); left > 0; left--) {
            one(place, more > 0);
        }
    }

    private void one(Place place, boolean more) {
        int start = more == (from(place) == place.row) ? rows + place.column : place.row;
        int end = start == place.row ? rows + place.column : place.row;
        Step[] back = cheapest(start, end, place);
        add(place, more);
        for (int node = end; node != start; node = back[node].node) {
            Step step = back[node];
            costs[step.place.row][step.place.column] = 0;
            add(step.place, from(step.place) == step.node);
        }
    }

    private void add(Place place, boolean more) {
        counts[place.row][place.column] += more ? 1 : -1;
    }

    /** Where what a place holds comes from: rows are numbered first, then columns. */
    private int from(Place place) {
        boolean rowSum = place.column == columns - 1;
        boolean columnSum = place.row == rows - 1;
        return rowSum == columnSum ? place.row : rows + place.column;
    }

    /** Dijkstra's way over some dozen nodes, each left once; there is one, since all sums may be touched. */
    private Step[] cheapest(int start, int end, Place without) {
        int nodes = rows + columns;
        long[] cost = new long[nodes];
        Step[] back = new Step[nodes];
        boolean[] done = new boolean[nodes];
        Arrays.fill(cost, FAR);
        cost[start] = 0;
        for (int node = start; node != end; node = nearest(cost, done)) {
            done[node] = true;
            for (int i = 0; i < (node < rows ? columns : rows); i++) {
                Place place = node < rows ? new Place(node, i) : new Place(i, node - rows);
                int next = node < rows ? rows + i : i;
                boolean able = from(place) == node || counts[place.row][place.column] > 0;
                long reached = cost[node] + costs[place.row][place.column];
                if (able && !place.equals(without) && reached < cost[next]) {
                    cost[next] = reached;
                    back[next] = new Step(node, place);
                }
            }
        }
        return back;
    }

    private static int nearest(long[] cost, boolean[] done) {
        int nearest = -1;
        for (int node = 0; node < cost.length; node++) {
            if (!done[node] && cost[node] < FAR && (nearest < 0 || cost[node] < cost[nearest])) {
                nearest = node;
            }
        }
        check(nearest >= 0, "All sums may be touched, so there is a way.");
        return nearest;
    }
}
