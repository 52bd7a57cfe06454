package org.stillcall.media;

import java.net.InetSocketAddress;

/** A way to a browser that has proved itself: our socket and its address. Media thread only. */
final class IcePath {
    final BrowserGate gate;
    final InetSocketAddress address;
    long checkedAt;

    /** Under which of our credentials it was nominated, counted from 1; 0 when it never was. */
    int nomination;

    long nominatedAt;
    long priority;

    IcePath(BrowserGate gate, InetSocketAddress address) {
        this.gate = gate;
        this.address = address;
    }

    /** What it counts as, among all senders. */
    Object place() {
        return gate.place(address);
    }

    boolean is(BrowserGate otherGate, InetSocketAddress other) {
        return gate == otherGate && address.equals(other);
    }
}
