package org.stillcall.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * The one thread on which many callers and phones live that write their own SIP and sound: what they do at the same
 * moment they do within microseconds of each other. Whatever they know is asked for with {@link #ask}.
 */
final class Crowd implements AutoCloseable {
    private final Selector selector;
    private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Due> dues = new PriorityQueue<>();
    private final List<DatagramChannel> channels = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "crowd");
    private volatile boolean closed;
    private volatile Throwable fault;

    /** Takes what comes to a socket. */
    interface Ear {
        void heard(byte[] bytes, InetSocketAddress from);
    }

    private record Due(long nanos, Runnable what) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return Long.compare(nanos, other.nanos);
        }
    }

    Crowd() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.start();
    }

    /** A socket of theirs. Crowd's thread, or before anything is said. */
    DatagramChannel open(Place place, Ear ear) {
        try {
            DatagramChannel channel = DatagramChannel.open();
            channel.bind(new InetSocketAddress(place.address(), place.port()));
            channel.setOption(java.net.StandardSocketOptions.SO_RCVBUF, 1 << 20);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, ear);
            channels.add(channel);
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void send(DatagramChannel channel, byte[] bytes, SocketAddress to) {
        try {
            channel.send(ByteBuffer.wrap(bytes), to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void close(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Crowd's thread. */
    void after(long millis, Runnable what) {
        dues.add(new Due(System.nanoTime() + millis * 1_000_000, what));
    }

    void tell(Runnable what) {
        asked.add(what);
        selector.wakeup();
    }

    <T> T ask(Supplier<T> what) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        tell(() -> answer.complete(what.get()));
        Waiting.until("the crowd answers", () -> answer.isDone() || fault != null);
        if (fault != null) {
            throw new AssertionError("The crowd failed.", fault);
        }
        return answer.join();
    }

    private void run() {
        ByteBuffer room = ByteBuffer.allocate(65_536);
        try {
            while (!closed) {
                Due next = dues.peek();
                long wait = next == null ? 50 : (next.nanos - System.nanoTime()) / 1_000_000;
                if (wait > 0) {
                    selector.select(wait);
                } else {
                    selector.selectNow();
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    read(key, room);
                }
                selector.selectedKeys().clear();
                for (Runnable one = asked.poll(); one != null; one = asked.poll()) {
                    one.run();
                }
                long now = System.nanoTime();
                while (!dues.isEmpty() && dues.peek().nanos <= now) {
                    dues.poll().what.run();
                }
            }
        } catch (IOException | RuntimeException e) {
            fault = e;
        }
    }

    private static void read(SelectionKey key, ByteBuffer room) throws IOException {
        DatagramChannel channel = (DatagramChannel) key.channel();
        while (channel.isOpen()) {
            room.clear();
            InetSocketAddress from = (InetSocketAddress) channel.receive(room);
            if (from == null) {
                return;
            }
            byte[] bytes = new byte[room.flip().remaining()];
            room.get(bytes);
            ((Ear) key.attachment()).heard(bytes, from);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
            for (DatagramChannel channel : channels) {
                channel.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
