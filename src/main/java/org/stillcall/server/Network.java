package org.stillcall.server;

import static org.stillcall.base.Contract.require;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A range of IP addresses: those that agree with {@code address} in the first {@code bits} bits. */
public record Network(InetAddress address, int bits) {
    private static final int SMALL_BITS = 8;

    public Network {
        require(bits >= 0 && bits <= address.getAddress().length * 8, "A network's length fits its kind of address.");
    }

    /** One address alone. */
    public static Network of(InetAddress address) {
        return new Network(address, address.getAddress().length * 8);
    }

    /** Whether {@code other} lies in it. */
    public boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        int whole = bits / 8;
        if (!Arrays.equals(ours, 0, whole, theirs, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        return rest == 0 || (ours[whole] ^ theirs[whole]) >> (8 - rest) == 0;
    }

    private int free() {
        return address.getAddress().length * 8 - bits;
    }

    /** Whether its addresses are so few that they can be listed. */
    boolean isSmall() {
        return free() <= SMALL_BITS;
    }

    /** Each of them. */
    List<InetAddress> addresses() {
        List<InetAddress> all = new ArrayList<>();
        int mask = (1 << free()) - 1;
        for (int i = 0; i <= mask; i++) {
            byte[] next = address.getAddress();
            next[next.length - 1] = (byte) (next[next.length - 1] & ~mask | i);
            try {
                all.add(InetAddress.getByAddress(next));
            } catch (UnknownHostException e) {
                throw new IllegalStateException("An address keeps its length.", e);
            }
        }
        return all;
    }
}
