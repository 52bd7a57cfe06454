package org.stillcall.server;

import static org.stillcall.base.Contract.require;

import java.net.InetAddress;
import java.util.Arrays;

/** A range of IP addresses: those that agree with {@code address} in the first {@code bits} bits. */
public record Network(InetAddress address, int bits) {
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
}
