package org.stillcall.turn;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * How many connections there are, in all and of each address, of which an IPv6 network of 64 bits is one. Addresses
 * are forgotten soon after their last connection. Threads may share it.
 */
final class Crowd {
    private static final long OTHERS = -1;

    private final Map<Long, int[]> addresses = new HashMap<>(); // connections, and strangers among them
    private final Map<Long, int[]> arrivals = new HashMap<>(); // new connections lately
    private final int[] all = new int[2];

    /** Takes a place for a stranger; false when there is none. */
    synchronized boolean enter(InetAddress address) {
        int[] here = addresses.computeIfAbsent(network(address), it -> new int[2]);
        boolean room = arrives(address)
                && all[0] < TurnLimits.CONNECTIONS
                && all[1] < TurnLimits.STRANGERS
                && here[0] < TurnLimits.CONNECTIONS_PER_ADDRESS
                && here[1] < TurnLimits.STRANGERS_PER_ADDRESS;
        if (room) {
            change(address, here, 1, 1);
        } else if (here[0] == 0) {
            addresses.remove(network(address));
        }
        return room;
    }

    private boolean arrives(InetAddress address) {
        long network = network(address);
        boolean counted = arrivals.containsKey(network) || arrivals.size() < TurnLimits.ADDRESSES_COUNTED;
        int[] lately = arrivals.computeIfAbsent(counted ? network : OTHERS, it -> new int[1]);
        if (lately[0] >= TurnLimits.ARRIVALS_PER_ADDRESS) {
            return false;
        }
        lately[0]++;
        return true;
    }

    /** Once a second: forgets as many new connections as an address may have in one. */
    synchronized void tend() {
        arrivals.values().forEach(lately -> lately[0] -= TurnLimits.ARRIVALS_PER_SECOND);
        arrivals.values().removeIf(lately -> lately[0] <= 0);
    }

    private void change(InetAddress address, int[] here, int connections, int strangers) {
        here[0] += connections;
        here[1] += strangers;
        all[0] += connections;
        all[1] += strangers;
        if (here[0] == 0) {
            addresses.remove(network(address));
        }
    }

    /** One that has a place is no stranger any more, or is one again. */
    synchronized void stranger(InetAddress address, boolean isStranger) {
        int[] here = addresses.get(network(address));
        if (here != null) {
            change(address, here, 0, isStranger ? 1 : -1);
        }
    }

    /** Gives a place back. */
    synchronized void leave(InetAddress address, boolean isStranger) {
        int[] here = addresses.get(network(address));
        if (here != null) {
            change(address, here, -1, isStranger ? -1 : 0);
        }
    }

    synchronized int connections() {
        return all[0];
    }

    private static long network(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address ? bytes.getLong() : bytes.getInt() & 0xffff_ffffL | 0xffffL << 48;
    }
}
