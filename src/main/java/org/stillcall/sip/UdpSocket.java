package org.stillcall.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import org.stillcall.base.Block;

/**
 * One UDP socket. Reads a bounded share of datagrams a turn, straight into off-heap memory; queues what the socket does
 * not take at once. Loop thread only.
 */
final class UdpSocket implements SipLoop.Ready {
    private static final int DATAGRAMS_A_TURN = 64;
    /** Longer than any keep-alive and shorter than any SIP message. */
    private static final int KEEP_ALIVE_BYTES = 16;

    /** Who takes what comes and hears what fails. */
    interface Owner {
        /** Whether a datagram from this source is dropped unread. */
        boolean drops(InetAddress source);

        /** Takes a message; never throws. */
        void received(Hop from, Block message, int length);

        /** A message did not leave; called within send. */
        void unsent(Hop hop, FailureKind kind);
    }

    private final long number;
    private final DatagramChannel channel;
    private final Sender sender;
    private final InetSocketAddress local;
    private final WireBuffers buffers;
    private final Owner owner;
    private final SelectionKey key;
    private final ArrayDeque<Outgoing> queue = new ArrayDeque<>();
    private final Backlog backlog;

    /** Sends one datagram and returns its length, or 0 when the socket takes nothing now: the channel's own send. */
    interface Sender {
        int send(ByteBuffer datagram, SocketAddress to) throws IOException;
    }

    /** What all sockets of a wire share. */
    record Ground(SipLoop loop, WireBuffers buffers, Owner owner) {}

    /** Takes the bound, non-blocking channel over. */
    UdpSocket(long number, DatagramChannel channel, Sender sender, Ground ground) throws IOException {
        this.number = number;
        this.channel = channel;
        this.sender = sender;
        this.local = (InetSocketAddress) channel.getLocalAddress();
        this.buffers = ground.buffers();
        this.owner = ground.owner();
        this.backlog = new Backlog(ground.loop());
        this.key = ground.loop().register(channel, SelectionKey.OP_READ, this);
    }

    long number() {
        return number;
    }

    InetSocketAddress local() {
        return local;
    }

    boolean behind() {
        return backlog.isRush();
    }

    /** Whether the socket's address family can send there. */
    boolean reaches(InetAddress target) {
        boolean four = local.getAddress() instanceof Inet4Address;
        boolean wantsFour = target instanceof Inet4Address;
        return four == wantsFour || !four && local.getAddress().isAnyLocalAddress();
    }

    void send(Hop hop, Block message, int length) {
        if (queue.isEmpty()) {
            ByteBuffer buffer = message.buffer().clear().limit(length);
            boolean sent = trySend(hop, buffer);
            buffer.clear();
            if (sent) {
                return;
            }
        }
        Outgoing waiting = Outgoing.copy(buffers.outgoing, hop, message.segment(), 0, length);
        if (waiting == null) {
            owner.unsent(hop, FailureKind.OVERLOADED);
            return;
        }
        queue.add(waiting);
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    /** False when the socket takes nothing now; a datagram that the system refuses counts as done and failed. */
    private boolean trySend(Hop hop, ByteBuffer buffer) {
        try {
            return sender.send(buffer, hop.address()) > 0;
        } catch (IOException e) {
            owner.unsent(hop, FailureKind.UNREACHABLE);
            return true;
        }
    }

    @Override
    public void ready(SelectionKey ready) {
        if (ready.isReadable()) {
            receive();
        }
        if (ready.isValid() && ready.isWritable()) {
            flush();
        }
    }

    private void receive() {
        Block block = buffers.message;
        for (int i = 0; i < DATAGRAMS_A_TURN && channel.isOpen(); i++) {
            ByteBuffer buffer = block.buffer().clear();
            InetSocketAddress from;
            try {
                from = (InetSocketAddress) channel.receive(buffer);
            } catch (IOException e) {
                throw new UncheckedIOException("A UDP socket could not be read.", e);
            }
            if (from == null) {
                backlog.emptied();
                return;
            }
            int length = buffer.position();
            buffer.clear();
            if (from.getPort() == 0 || keepsAlive(block.segment(), length) || owner.drops(from.getAddress())) {
                WireBuffers.zero(block.segment(), 0, length);
            } else {
                owner.received(new Hop(Transport.UDP, from, "", number), block, length);
            }
        }
        backlog.remains(DATAGRAMS_A_TURN);
    }

    /** Whether it is what phones send to keep a NAT's mapping: nothing, line ends or zeros. */
    private static boolean keepsAlive(MemorySegment datagram, int length) {
        if (length > KEEP_ALIVE_BYTES) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            byte c = datagram.get(ValueLayout.JAVA_BYTE, i);
            if (c != '\r' && c != '\n' && c != 0) {
                return false;
            }
        }
        return true;
    }

    private void flush() {
        while (!queue.isEmpty()) {
            Outgoing first = queue.peek();
            if (!trySend(first.hop(), first.rest())) {
                return;
            }
            queue.remove().close();
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    void close() throws IOException {
        channel.close();
        while (!queue.isEmpty()) {
            queue.remove().close();
        }
    }
}
