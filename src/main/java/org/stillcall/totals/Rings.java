package org.stillcall.totals;

import static org.stillcall.base.Contract.check;

import java.util.Arrays;

/**
 * Moves counts to other places while every row and column that is shown still adds up to its sum, and tells which
 * places that takes.
 *
 * <p>A table with its sums is a network: a row's sum flows from the beginning to the row, a count from its row to
 * its column, a column's sum from there to the end, the whole sum from the end back to the beginning; at each node as
 * much comes as goes. Two tables of the same rows' sums are one network too: the other way round, the one leads to the
 * rows of the other.
 * What else may be in the places, so that it adds up, differs by what flows round rings of places: more along the way
 * of a place, less against it. (Kelly, Golden and Assad, "Cell suppression: disclosure protection for sensitive tabular
 * data", Networks 22, 1992.) Rings are taken one by one, the cheapest first.
 */
final class Rings {
    private static final long FAR = Long.MAX_VALUE / 4;

    private final Net net;
    private final long[] counts;
    private final long[] costs;

    /** {@code costs}: what is lost when an edge is touched; 0 for those that are. Costs of touched ones become 0. */
    Rings(Net net, long[] costs) {
        this.net = net;
        this.costs = costs;
        this.counts = new long[net.edges()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = net.edge(i).count();
        }
    }

    /** Makes that count so much more (less, if negative, but not less than nothing), and touches what that takes. */
    void move(int edge, long more) {
        for (long left = Math.abs(more); left > 0; left--) {
            one(edge, more > 0);
        }
    }

    private void one(int edge, boolean more) {
        int start = more ? net.edge(edge).to() : net.edge(edge).from();
        int end = net.edge(edge).beyond(start);
        int[] back = cheapest(start, end, edge);
        counts[edge] += more ? 1 : -1;
        for (int node = end; node != start; ) {
            int step = back[node];
            node = net.edge(step).beyond(node);
            costs[step] = 0;
            counts[step] += net.edge(step).from() == node ? 1 : -1;
        }
    }

    /** Dijkstra's way, each node left once, as the edge that leads to each; there is one: all sums may be touched. */
    private int[] cheapest(int start, int end, int without) {
        long[] cost = new long[net.nodes()];
        int[] back = new int[net.nodes()];
        boolean[] done = new boolean[net.nodes()];
        Arrays.fill(cost, FAR);
        cost[start] = 0;
        for (int node = start; node != end; node = nearest(cost, done)) {
            done[node] = true;
            for (int edge : net.at(node)) {
                int next = net.edge(edge).beyond(node);
                boolean able = net.edge(edge).from() == node || counts[edge] > 0;
                long reached = cost[node] + costs[edge];
                if (able && edge != without && reached < cost[next]) {
                    cost[next] = reached;
                    back[next] = edge;
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
