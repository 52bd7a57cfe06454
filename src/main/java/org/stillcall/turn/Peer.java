package org.stillcall.turn;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.stillcall.media.InnerPath;
import org.stillcall.media.Stun;
import org.stillcall.media.StunWriter;

/**
 * One of our addresses, as an allocation's peer: whether it may be talked to, and by which channel. The connection's
 * reader changes it, the media thread delivers.
 */
final class Peer {
    private static final int INDICATION_BYTES = 64;

    final InetSocketAddress address;
    private final InetSocketAddress relayed;
    private final Ground ground;
    private final Outbox outbox;
    private @Nullable InnerPath path;
    private volatile boolean permitted;
    private volatile long permittedUntil;
    private volatile int channel;
    private volatile long channelUntil;

    Peer(InetSocketAddress address, InetSocketAddress relayed, Ground ground, Outbox outbox) {
        this.address = address;
        this.relayed = relayed;
        this.ground = ground;
        this.outbox = outbox;
    }

    void permit(long now) {
        permittedUntil = now + TurnLimits.PERMISSION.toNanos();
        permitted = true;
        if (path == null) {
            path = ground.door().open(relayed, this::deliver);
        }
    }

    boolean permitted(long now) {
        return permitted && now - permittedUntil < 0;
    }

    void bind(int number, long now) {
        channelUntil = now + TurnLimits.ALLOCATION.toNanos();
        channel = number;
        permit(now);
    }

    /** The channel that is bound now, or 0. */
    int channel(long now) {
        int number = channel;
        return number != 0 && now - channelUntil < 0 ? number : 0;
    }

    /** From the client to the peer; false when it is lost. */
    boolean send(byte[] datagram, long now) {
        InnerPath to = path;
        return to != null && permitted(now) && to.arrived(datagram);
    }

    /** From the peer to the client; the media thread. */
    private void deliver(byte[] datagram) {
        long now = ground.nanoClock().getAsLong();
        int number = channel(now);
        if (!permitted(now)) {
            ground.counters().dropped.increment();
        } else if (number != 0) {
            ByteBuffer frame = ByteBuffer.allocate(Framer.CHANNEL_HEADER_BYTES + (datagram.length + 3 & ~3));
            frame.putShort((short) number).putShort((short) datagram.length).put(datagram);
            outbox.packet(frame.array());
        } else {
            byte[] transaction = new byte[Stun.TRANSACTION_BYTES];
            ground.randomness().nextBytes(transaction);
            StunWriter writer = new StunWriter(new byte[INDICATION_BYTES + datagram.length]);
            writer.begin(Turn.DATA_INDICATION, Stun.INDICATION, transaction, 0)
                    .xorAddress(Turn.XOR_PEER_ADDRESS, address)
                    .attribute(Turn.DATA, datagram);
            outbox.packet(java.util.Arrays.copyOf(writer.data(), writer.length()));
        }
    }

    void close() {
        InnerPath open = path;
        permitted = false;
        if (open != null) {
            open.close();
        }
    }
}
