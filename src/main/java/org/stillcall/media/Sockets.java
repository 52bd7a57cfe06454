package org.stillcall.media;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Randomness;

/**
 * All sockets of the relay and their selector.
 *
 * <p>Pairs are opened ahead of need, at random places of the range, and used again after a rest during which late
 * packets of the last call are read and thrown away. Each is registered once and stays so: taking and giving back cost
 * no system call. {@link #take} is for any thread, {@link #tend} for the tending thread, everything else for the media
 * thread.
 *
 * <p>Sockets are not connected to their peer: the kernel would then drop strangers before we can count them, and every
 * re-negotiation would need a moment without protection.
 */
final class Sockets implements AutoCloseable {
    /** What became of a datagram. */
    interface Receiver {
        void received(SocketPair pair, boolean control, byte[] data, int length, InetSocketAddress from);

        void received(BrowserGate gate, byte[] data, int length, InetSocketAddress from);
    }

    /** Which socket it is that has something. */
    sealed interface End permits SocketPair.End, BrowserGate.Network {}

    private static final int TURNED_OVER = 4;
    private static final int GATE_BYTES = 4 << 20;

    private final InetAddress bind;
    private final Randomness randomness;
    private final int stock;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
    private final MemorySegment room = MemorySegment.ofBuffer(buffer); // all of it
    private final byte[] data = new byte[2048];
    private final ArrayDeque<SocketPair> resting = new ArrayDeque<>();
    private final ArrayDeque<SocketPair> strayed = new ArrayDeque<>();
    private int received; // bytes of the datagram in data
    private boolean behind;
    private @Nullable Receiver receiver;
    private final Consumer<SelectionKey> onReady = this::ready;

    private final List<SocketPair> free = new ArrayList<>(); // guarded by this
    private final int[] untried; // ports not open now; guarded by this
    private int untriedCount; // guarded by this
    private int open; // guarded by this
    private int taken; // since the last tending; guarded by this
    private int recentlyTaken; // guarded by this

    Sockets(MediaSettings settings, Randomness randomness) {
        this.bind = settings.bind();
        this.randomness = randomness;
        this.stock = settings.stock();
        int lowest = settings.lowestPort() + 1 & ~1;
        this.untried = new int[Math.max(0, (settings.highestPort() - lowest + 1) / 2)];
        for (int i = 0; i < untried.length; i++) {
            untried[i] = lowest + 2 * i;
        }
        untriedCount = untried.length;
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new MediaException("No selector can be opened.", e);
        }
    }

    /**
     * A pair for a new leg, or null when the range is used up; opens a socket only when a burst has emptied the stock.
     */
    @Nullable
    SocketPair take() {
        synchronized (this) {
            taken++;
            int ready = free.size();
            if (ready > 0) {
                return removeAt(randomness.nextInt(ready));
            }
        }
        return openAny();
    }

    private SocketPair removeAt(int place) {
        SocketPair last = free.removeLast();
        return place == free.size() ? last : free.set(place, last);
    }

    /** How many more pairs there could be at most: in stock and not yet open. */
    synchronized int available() {
        return free.size() + untriedCount;
    }

    synchronized int openPairs() {
        return open;
    }

    /** Fills the stock, closes what is too much, and exchanges a few, so that no port serves for ever. */
    void tend() {
        int missing;
        synchronized (this) {
            recentlyTaken = Math.max(taken, recentlyTaken * 3 / 4);
            taken = 0;
            int wanted = Math.max(stock, recentlyTaken);
            int closing = free.size() >= wanted ? TURNED_OVER + (free.size() - wanted) / 8 : 0;
            for (int i = 0; i < closing && free.size() > stock / 2; i++) {
                forget(removeAt(randomness.nextInt(free.size())));
            }
            missing = stock - free.size();
        }
        for (int i = 0; i < missing; i++) {
            SocketPair pair = openAny();
            if (pair == null) {
                return;
            }
            synchronized (this) {
                free.add(pair);
            }
        }
    }

    private void forget(SocketPair pair) {
        close(pair.audio);
        close(pair.control);
        untried[untriedCount++] = pair.port;
        open--;
    }

    private @Nullable SocketPair openAny() {
        for (int tries = 0; tries < 8; tries++) {
            int port;
            synchronized (this) {
                if (untriedCount == 0) {
                    return null;
                }
                int place = randomness.nextInt(untriedCount);
                port = untried[place];
                untried[place] = untried[--untriedCount];
                open++;
            }
            DatagramChannel channel = open(port);
            if (channel != null) {
                SocketPair pair = new SocketPair(port, channel);
                if (register(channel, new SocketPair.End(pair, false))) {
                    return pair;
                }
            }
            synchronized (this) {
                untried[untriedCount++] = port; // somebody else has it just now
                open--;
            }
        }
        return null;
    }

    private @Nullable DatagramChannel open(int port) {
        DatagramChannel channel = null;
        try {
            channel = DatagramChannel.open(
                    bind instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(bind, port));
            return channel;
        } catch (IOException e) {
            close(channel);
            return null;
        }
    }

    /** Opens a socket on the port of all browsers, with as much room for what arrives as the system allows. */
    BrowserGate.Network openGate(InetSocketAddress local) throws IOException {
        boolean six = local.getAddress() instanceof Inet6Address;
        DatagramChannel channel =
                DatagramChannel.open(six ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, GATE_BYTES);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, GATE_BYTES);
            channel.bind(local);
            BrowserGate.Network gate = new BrowserGate.Network(channel);
            channel.register(selector, SelectionKey.OP_READ, gate);
            return gate;
        } catch (IOException e) {
            close(channel);
            throw e;
        }
    }

    private boolean register(DatagramChannel channel, End end) {
        try {
            channel.register(selector, SelectionKey.OP_READ, end);
            return true;
        } catch (IOException | ClosedSelectorException e) { // the latter when the engine is being closed
            close(channel);
            return false;
        }
    }

    private static void close(@Nullable DatagramChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) { // a socket that cannot be closed is gone all the same
                return;
            }
        }
    }

    /** Opens the odd port if that was not done yet. */
    void openControl(SocketPair pair) {
        if (!pair.controlTried) {
            pair.controlTried = true;
            DatagramChannel channel = open(pair.port + 1);
            if (channel != null && register(channel, new SocketPair.End(pair, true))) {
                pair.control = channel;
            }
        }
    }

    /** Lets a pair rest until {@code until}, then gives it back to the stock. */
    void rest(SocketPair pair, long until) {
        pair.user = null;
        pair.restsUntil = until;
        resting.add(pair);
    }

    /** Gives those back whose rest is over. */
    void wake(long now) {
        SocketPair first = resting.peek();
        while (first != null && now - first.restsUntil >= 0) {
            strayed.add(resting.remove());
            first = resting.peek();
        }
        if (!strayed.isEmpty()) {
            synchronized (this) {
                free.addAll(strayed);
            }
            strayed.clear();
        }
    }

    /** How many pairs rest. */
    int restingPairs() {
        return resting.size();
    }

    /** Waits up to {@code millis} (0: not at all) and hands over one datagram of each socket that has some. */
    int poll(long millis, Receiver to) throws IOException {
        receiver = to;
        behind = false;
        return millis > 0 ? selector.select(onReady, millis) : selector.selectNow(onReady);
    }

    /** Whether the last {@link #poll} left datagrams on the browsers' port. */
    boolean behind() {
        return behind;
    }

    /** Ends the wait of {@link #poll}; any thread. */
    void wakeUp() {
        selector.wakeup();
    }

    // One datagram a turn: the selector tells again if there are more, and a second read that finds nothing would
    // double the system calls of a stream with a packet every 20 ms.
    private void ready(SelectionKey key) {
        Receiver to = receiver;
        if (to == null) {
            return;
        }
        switch ((End) key.attachment()) {
            case SocketPair.End end -> {
                InetSocketAddress from = receive((DatagramChannel) key.channel());
                if (from != null) {
                    to.received(end.pair(), end.control(), data, received, from);
                    wipe();
                }
            }
            case BrowserGate.Network gate -> behind |= !drain(gate, to);
        }
    }

    /** All browsers share a socket: many datagrams wait in it at once. False when some may be left. */
    private boolean drain(BrowserGate.Network gate, Receiver to) {
        for (int i = 0; i < MediaLimits.BROWSER_DATAGRAMS; i++) {
            InetSocketAddress from = receive(gate.channel());
            if (from == null) {
                return true;
            }
            to.received(gate, data, received, from);
            wipe();
        }
        return false;
    }

    /** What somebody said does not stand here until somebody else says something. */
    private void wipe() {
        Arrays.fill(data, 0, received, (byte) 0);
    }

    /** Reads a datagram into the array; null when there is none. */
    private @Nullable InetSocketAddress receive(DatagramChannel channel) {
        try {
            buffer.clear();
            InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
            received = buffer.position();
            buffer.get(0, data, 0, received);
            room.asSlice(0, received).fill((byte) 0);
            return from;
        } catch (IOException e) { // an ICMP error of an earlier packet, or closed by the tending thread
            return null;
        }
    }

    /** Sends to a browser; false when it is not taken. */
    boolean send(IcePath path, byte[] packet, int length) {
        return send(path.gate, packet, length, path.address);
    }

    /** The same before there is a path. */
    boolean send(BrowserGate gate, byte[] packet, int length, InetSocketAddress to) {
        return switch (gate) {
            case BrowserGate.Network network -> send(network.channel(), packet, length, to);
            case InnerGate inside -> inside.deliver(packet, length);
        };
    }

    /** Sends; false when the system does not take it. */
    boolean send(DatagramChannel channel, byte[] packet, int length, InetSocketAddress to) {
        buffer.clear();
        buffer.put(packet, 0, length).flip();
        try {
            return channel.send(buffer, to) == length;
        } catch (IOException e) { // no route, or an ICMP error of an earlier packet
            return false;
        } finally {
            room.asSlice(0, length).fill((byte) 0);
        }
    }

    /** Closes the selector and every socket. */
    @Override
    public void close() {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            close((DatagramChannel) key.channel());
        }
        try {
            selector.close();
        } catch (IOException e) { // nothing of it is left to close
            return;
        }
    }
}
