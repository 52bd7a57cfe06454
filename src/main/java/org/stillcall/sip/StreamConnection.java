package org.stillcall.sip;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;
import org.stillcall.base.Limits;

/**
 * One TCP or TLS connection: connecting, queue, deadlines. Loop thread only.
 *
 * <p>Nothing here is torn down while a caller is inside it: {@link #end} only marks the connection and tells the owner,
 * who calls {@link #release} in a task of its own. Blocks are on loan only while a part of a message is there or waits
 * to leave, and are zeroed when given back.
 *
 * <p>TLS: the engine is fed one queued message when it has no ciphertext left, so the bound of the queue bounds it too.
 */
final class StreamConnection implements SipLoop.Ready, StreamInput.Taker {
    private static final int READS_A_TURN = 8;
    private static final long NEVER = Long.MIN_VALUE;
    private static final MemorySegment PONG = MemorySegment.ofArray(new byte[] {'\r', '\n'});

    /** Who takes what comes and hears of the end. */
    interface Owner {
        long nowMillis();

        /** Takes a message; never throws. */
        void received(StreamConnection from, Block message, int length);

        /** The connection is of no more use; {@link #release} is to be called from a later task. */
        void ended(StreamConnection connection, FailureKind kind);
    }

    private final Hop hop;
    private final boolean dialled;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final WireBuffers buffers;
    private final Owner owner;
    private final @Nullable TlsEndpoint tls;
    private final StreamInput input;
    private final ArrayDeque<Outgoing> queue = new ArrayDeque<>();
    private @Nullable Outgoing sealed;
    private @Nullable FailureKind ended;
    private boolean open;
    private long openedMillis;
    private long usedMillis;
    private long stalledSinceMillis = NEVER;

    /** What all connections of a wire share. */
    record Ground(SipLoop loop, WireBuffers buffers, Owner owner) {}

    /**
     * Takes a non-blocking channel over, which is connected or connecting.
     *
     * @param hop the other side, with this connection's number
     * @param dialled whether we opened it
     * @param tls the engine for TLS, null for TCP
     */
    StreamConnection(Hop hop, boolean dialled, SocketChannel channel, @Nullable TlsEndpoint tls, Ground ground)
            throws IOException {
        this.hop = hop;
        this.dialled = dialled;
        this.channel = channel;
        this.tls = tls;
        this.buffers = ground.buffers();
        this.owner = ground.owner();
        this.input = new StreamInput(buffers, this);
        this.openedMillis = owner.nowMillis();
        this.usedMillis = openedMillis;
        int operation = channel.isConnected() ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT;
        this.key = ground.loop().register(channel, operation, this);
    }

    /** Begins, once the owner knows it. */
    void start() {
        if (channel.isConnected()) {
            connected();
        }
    }

    /** The other side, with this connection's number. */
    Hop hop() {
        return hop;
    }

    /** Whether we opened it. */
    boolean dialled() {
        return dialled;
    }

    /** Whether a whole message has come by it. */
    boolean proved() {
        return input.proved();
    }

    /** By which certificate the other side proved itself; empty for TCP, where it dialled us, and until it is open. */
    Optional<String> certificate() {
        return open && tls != null ? tls.certificate() : Optional.empty();
    }

    /** Our own address; the wildcard's once it is closed. */
    InetSocketAddress local() {
        return (InetSocketAddress) channel.socket().getLocalSocketAddress();
    }

    /** Copies the message, and writes it at once where the other side takes it. */
    void send(MemorySegment message, int length) {
        if (ended != null) {
            return;
        }
        Outgoing waiting = queue.size() == Limits.SIP_QUEUED_PER_CONNECTION
                ? null
                : Outgoing.copy(buffers.outgoing, hop, message, 0, length);
        if (waiting == null) {
            end(FailureKind.OVERLOADED);
            return;
        }
        usedMillis = owner.nowMillis();
        queue.add(waiting);
        if (open && stalledSinceMillis == NEVER) {
            flush();
        }
    }

    @Override
    public void ready(SelectionKey ready) {
        try {
            if (ended == null && ready.isConnectable()) {
                finishConnect();
            }
            if (ended == null && ready.isWritable()) {
                flush();
            }
            if (ended == null && ready.isReadable()) {
                read();
            }
        } catch (IOException e) {
            end(lostOrClosed());
        } catch (RuntimeException e) {
            end(FailureKind.LOST);
            throw e;
        }
    }

    private void finishConnect() {
        try {
            if (!channel.finishConnect()) {
                return;
            }
        } catch (IOException e) {
            end(FailureKind.UNREACHABLE);
            return;
        }
        key.interestOps(SelectionKey.OP_READ);
        connected();
    }

    private void connected() {
        if (tls == null) {
            opened();
        } else {
            flush(); // a client's first flight
            endWith(tls);
        }
    }

    private void opened() {
        open = true;
        openedMillis = owner.nowMillis();
        usedMillis = openedMillis;
        flush();
    }

    private void read() throws IOException {
        for (int i = 0; i < READS_A_TURN && ended == null; i++) {
            int bytes = tls == null ? readClear() : readSealed(tls);
            if (bytes < 0) {
                end(lostOrClosed());
            }
            if (bytes <= 0) {
                break;
            }
            usedMillis = owner.nowMillis();
        }
        for (int pongs = input.takePongs(); pongs > 0 && open; pongs--) {
            send(PONG, (int) PONG.byteSize());
        }
    }

    private int readClear() throws IOException {
        Block block = room();
        if (block == null) {
            return 0;
        }
        ByteBuffer buffer = block.buffer().clear().position(input.filled());
        int bytes = channel.read(buffer);
        buffer.clear();
        take(Math.max(bytes, 0));
        return bytes;
    }

    private int readSealed(TlsEndpoint engine) throws IOException {
        ByteBuffer network = buffers.sealedIn.clear();
        int bytes = channel.read(network);
        if (bytes <= 0) {
            return bytes;
        }
        network.flip();
        do {
            engine.receive(network); // all of it, or what finds room until that is read
            if (!open && engine.established()) {
                opened();
            }
            readClear(engine);
        } while (network.hasRemaining() && ended == null);
        flush();
        endWith(engine);
        return bytes;
    }

    private void readClear(TlsEndpoint engine) {
        int clear = 1;
        while (clear > 0 && ended == null) {
            Block block = room();
            if (block == null) {
                return;
            }
            clear = engine.read(block.segment(), input.filled(), block.capacity() - input.filled());
            take(clear);
        }
    }

    /** Ends the connection when its engine has. */
    private void endWith(TlsEndpoint engine) {
        Optional<TlsEndpoint.Failure> failure = engine.failure();
        if (failure.isPresent()) {
            boolean noMemory = failure.get() == TlsEndpoint.Failure.NO_MEMORY;
            FailureKind early = noMemory ? FailureKind.OVERLOADED : FailureKind.TLS;
            end(open ? lostOrClosed() : early);
        }
    }

    private @Nullable Block room() {
        Block block = input.room();
        if (block == null) {
            end(FailureKind.OVERLOADED);
        }
        return block;
    }

    private void take(int bytes) {
        if (!input.take(bytes, owner.nowMillis())) {
            end(FailureKind.MALFORMED);
        }
    }

    @Override
    public boolean message(Block message, int length) {
        owner.received(this, message, length);
        return ended == null;
    }

    private void flush() {
        try {
            boolean all = tls == null ? flushClear() : flushSealed(tls);
            if (all && ended == null && stalledSinceMillis != NEVER) {
                stalledSinceMillis = NEVER;
                key.interestOps(SelectionKey.OP_READ);
            }
        } catch (IOException e) {
            end(FailureKind.LOST);
        }
    }

    private boolean flushClear() throws IOException {
        while (!queue.isEmpty()) {
            Outgoing first = queue.element();
            int bytes = channel.write(first.rest());
            if (!first.wrote()) {
                stalled(bytes);
                return false;
            }
            queue.remove().close();
        }
        return true;
    }

    private boolean flushSealed(TlsEndpoint engine) throws IOException {
        while (true) {
            if (sealed != null) {
                int bytes = channel.write(sealed.rest());
                if (!sealed.wrote()) {
                    stalled(bytes);
                    return false;
                }
                sealed.close();
                sealed = null;
            }
            if (engine.pending() > 0) {
                ByteBuffer network = buffers.sealedOut.clear().limit(Limits.SIP_MESSAGE_BYTES);
                engine.drain(network);
                int bytes = channel.write(network.flip());
                if (network.hasRemaining()) {
                    MemorySegment rest = MemorySegment.ofBuffer(network);
                    sealed = Outgoing.copy(buffers.outgoing, hop, rest, 0, network.remaining());
                    if (sealed == null) {
                        end(FailureKind.OVERLOADED);
                    } else {
                        stalled(bytes);
                    }
                    return false;
                }
            } else if (open && !queue.isEmpty()) {
                try (Outgoing first = queue.remove()) {
                    engine.write(first.segment(), 0, first.length());
                }
            } else {
                return true;
            }
        }
    }

    /** The other side took only so many bytes: wait until it takes more, but not forever. */
    private void stalled(int bytes) {
        if (stalledSinceMillis == NEVER || bytes > 0) {
            stalledSinceMillis = owner.nowMillis();
        }
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    /** Why the connection is to be ended now, null when it is in time with everything. */
    @Nullable
    FailureKind overdue(long nowMillis) {
        if (!open) {
            return nowMillis - openedMillis > Limits.SIP_CONNECT_MILLIS ? FailureKind.TIMEOUT : null;
        }
        boolean stalled = stalledSinceMillis != NEVER && nowMillis - stalledSinceMillis > Limits.SIP_PARTIAL_MILLIS;
        boolean trickles = input.beganBefore(nowMillis - Limits.SIP_PARTIAL_MILLIS);
        boolean says = dialled || input.proved() || nowMillis - openedMillis <= Limits.SIP_PARTIAL_MILLIS;
        if (stalled || trickles || !says) {
            return FailureKind.TIMEOUT;
        }
        return nowMillis - usedMillis > Limits.SIP_IDLE_MILLIS ? FailureKind.CLOSED : null;
    }

    private FailureKind lostOrClosed() {
        return queue.isEmpty() && sealed == null ? FailureKind.CLOSED : FailureKind.LOST;
    }

    /** Marks the connection as of no more use and tells the owner, once. */
    void end(FailureKind kind) {
        if (ended == null) {
            ended = kind;
            owner.ended(this, kind);
        }
    }

    /** Closes the channel and gives every block back, zeroed; never from within another method of this connection. */
    void release() throws IOException {
        try {
            if (tls != null) {
                tls.close();
                ByteBuffer last = buffers.sealedOut.clear();
                tls.drain(last);
                if (channel.isConnected() && sealed == null) {
                    int ignored = channel.write(last.flip()); // close_notify, if it fits
                }
            }
        } finally {
            channel.close();
            input.close();
            if (sealed != null) {
                sealed.close();
                sealed = null;
            }
            while (!queue.isEmpty()) {
                queue.remove().close();
            }
        }
    }
}
