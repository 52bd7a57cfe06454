package org.stillcall.totals;

import java.util.ArrayList;
import java.util.List;

/** Counts as what flows from one node to another; at each node as much comes as goes. Built once, then read. */
final class Net {
    private final List<Edge> edges = new ArrayList<>();
    private final List<List<Integer>> touching = new ArrayList<>();

    /** A count. */
    record Edge(int from, int to, long count) {
        int beyond(int node) {
            return node == from ? to : from;
        }
    }

    int node() {
        touching.add(new ArrayList<>());
        return touching.size() - 1;
    }

    int[] nodes(int count) {
        int[] all = new int[count];
        for (int i = 0; i < count; i++) {
            all[i] = node();
        }
        return all;
    }

    /** Gives its number. */
    int edge(int from, int to, long count) {
        edges.add(new Edge(from, to, count));
        int number = edges.size() - 1;
        touching.get(from).add(number);
        touching.get(to).add(number);
        return number;
    }

    Edge edge(int number) {
        return edges.get(number);
    }

    int edges() {
        return edges.size();
    }

    int nodes() {
        return touching.size();
    }

    /** The numbers of the edges that begin or end there. */
    List<Integer> at(int node) {
        return touching.get(node);
    }
}
