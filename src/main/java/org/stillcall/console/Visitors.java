package org.stillcall.console;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.SelectorManager;

/**
 * How many connections there are from where: so many in all, so many from one address (an IPv6 network of 64 bits
 * counts as one), so many new ones a second from it. One more is closed unread, before TLS costs anything. Threads
 * may share it.
 */
final class Visitors implements SelectorManager.AcceptListener {
    private static final int NETWORK_BYTES = 8;

    /** How many an address may open still, and when that was true. */
    private record Stock(double left, long at) {}

    private final LongSupplier nowMillis;
    private final Map<SelectableChannel, ByteBuffer> open = new HashMap<>();
    private final Map<ByteBuffer, Integer> counts = new HashMap<>();
    private final LinkedHashMap<ByteBuffer, Stock> stocks = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Stock> eldest) {
            return size() > ApiLimits.WATCHED_ADDRESSES;
        }
    };
    private final AtomicLong refused = new AtomicLong();

    Visitors(LongSupplier nowMillis) {
        this.nowMillis = nowMillis;
    }

    /** Counts a connection that has just been accepted, or says no; then it has to be closed. */
    synchronized boolean enter(SelectableChannel channel, SocketAddress from) {
        ByteBuffer key = key(from);
        boolean room = open.size() < ApiLimits.HTTPS_CONNECTIONS
                && counts.getOrDefault(key, 0) < ApiLimits.CONNECTIONS_PER_ADDRESS
                && spend(key);
        if (!room) {
            refused.incrementAndGet();
            return false;
        }
        open.put(channel, key);
        counts.merge(key, 1, Integer::sum);
        return true;
    }

    private boolean spend(ByteBuffer key) {
        long now = nowMillis.getAsLong();
        Stock old = stocks.getOrDefault(key, new Stock(ApiLimits.NEW_CONNECTIONS, now));
        double refill = (now - old.at) * ApiLimits.NEW_CONNECTIONS_PER_SECOND / 1000.0;
        double left = Math.min(ApiLimits.NEW_CONNECTIONS, old.left + refill);
        boolean some = left >= 1;
        stocks.put(key, new Stock(some ? left - 1 : left, now));
        return some;
    }

    private synchronized void leave(SelectableChannel channel) {
        ByteBuffer key = open.remove(channel);
        if (key != null) {
            counts.computeIfPresent(key, (address, count) -> count == 1 ? null : count - 1);
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        leave(channel);
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        leave(channel);
    }

    /** Connections now. */
    synchronized int count() {
        return open.size();
    }

    /** Connections that were closed unread so far. */
    long refused() {
        return refused.get();
    }

    private static ByteBuffer key(SocketAddress from) {
        InetAddress address = from instanceof InetSocketAddress inet ? inet.getAddress() : null;
        byte[] bytes = address == null ? new byte[0] : address.getAddress();
        return ByteBuffer.wrap(bytes.length > NETWORK_BYTES ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
    }
}
