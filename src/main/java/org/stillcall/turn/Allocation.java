package org.stillcall.turn;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one client was given: an address that only our own port ever sees, and its peers. The connection's reader. */
final class Allocation {
    private static final long SECOND = 1_000_000_000L;

    final Pass pass;
    final InetSocketAddress relayed;
    final List<Peer> peers;
    private volatile long until;
    private long second;
    private int sent;

    /** @param peers of the family of {@code relayed} */
    Allocation(Pass pass, InetSocketAddress relayed, List<Peer> peers, long now) {
        this.pass = pass;
        this.relayed = relayed;
        this.peers = List.copyOf(peers);
        this.second = now;
        refresh(now);
    }

    void refresh(long now) {
        until = now + TurnLimits.ALLOCATION.toNanos();
    }

    boolean over(long now) {
        return now - until >= 0;
    }

    @Nullable
    Peer at(InetSocketAddress address) {
        for (Peer peer : peers) {
            if (peer.address.equals(address)) {
                return peer;
            }
        }
        return null;
    }

    /** Those at an address, whatever their port. */
    List<Peer> at(InetAddress address) {
        return peers.stream()
                .filter(peer -> peer.address.getAddress().equals(address))
                .toList();
    }

    @Nullable
    Peer of(int channel, long now) {
        for (Peer peer : peers) {
            if (channel != 0 && peer.channel(now) == channel) {
                return peer;
            }
        }
        return null;
    }

    /** Whether the client may send one more datagram in this second. */
    boolean mayPass(long now) {
        if (now - second >= SECOND) {
            second = now;
            sent = 0;
        }
        return ++sent <= TurnLimits.DATAGRAMS_PER_SECOND;
    }

    void close() {
        peers.forEach(Peer::close);
    }
}
