package org.stillcall.sip;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** The order in which servers are tried: by priority, and by chance in proportion to their weight (RFC 2782). */
final class SrvOrder {
    private SrvOrder() {}

    /** A new order each time. */
    static List<SipLookup.Server> of(List<SipLookup.Server> servers, RandomGenerator random) {
        List<SipLookup.Server> left = new ArrayList<>(servers);
        // Those of no weight come first in the running sum, so that they are drawn by a zero only.
        left.sort(Comparator.comparingInt(SipLookup.Server::priority).thenComparingInt(SipLookup.Server::weight));
        List<SipLookup.Server> order = new ArrayList<>();
        while (!left.isEmpty()) {
            order.add(left.remove(draw(left, random)));
        }
        return order;
    }

    private static int draw(List<SipLookup.Server> left, RandomGenerator random) {
        int priority = left.getFirst().priority();
        int sum = 0;
        for (SipLookup.Server server : left) {
            sum += server.priority() == priority ? server.weight() : 0;
        }
        int drawn = random.nextInt(sum + 1);
        int running = 0;
        for (int i = 0; ; i++) {
            running += left.get(i).weight();
            if (running >= drawn) {
                return i;
            }
        }
    }
}
