package org.stillcall.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Map;

/**
 * Stands between a browser and the server's media port, as a network does: lets datagrams through, loses them all for
 * a while, and goes on from another address afterwards.
 */
final class MediaGap implements AutoCloseable {
    private final InetAddress here;
    private final Selector selector;
    private final DatagramChannel towardsBrowser;
    private final Map<SocketAddress, DatagramChannel> outside = new HashMap<>(); // by the browser's address
    private final Thread thread;
    private volatile int serverPort;
    private volatile boolean open = true;
    private volatile boolean elsewhere;
    private volatile boolean closed;

    MediaGap() {
        this(InetAddress.getLoopbackAddress());
    }

    /** @param here where browser and server speak */
    MediaGap(InetAddress here) {
        this.here = here;
        try {
            selector = Selector.open();
            towardsBrowser = DatagramChannel.open().bind(new InetSocketAddress(here, 0));
            towardsBrowser.configureBlocking(false).register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Thread.ofPlatform().name("gap").start(this::run);
    }

    int port() {
        return towardsBrowser.socket().getLocalPort();
    }

    void to(int port) {
        serverPort = port;
    }

    /** Nothing comes through from now on. */
    void close(boolean shut) {
        elsewhere |= shut;
        open = !shut;
    }

    private void run() {
        ByteBuffer buffer = ByteBuffer.allocate(2_048);
        while (!closed) {
            try {
                selector.select();
                selector.selectedKeys().forEach(key -> pass((DatagramChannel) key.channel(), buffer));
                selector.selectedKeys().clear();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void pass(DatagramChannel from, ByteBuffer buffer) {
        try {
            for (SocketAddress sender = from.receive(buffer.clear()); sender != null; ) {
                buffer.flip();
                if (open && from == towardsBrowser) {
                    move();
                    outside(sender).send(buffer, new InetSocketAddress(here, serverPort));
                } else if (open) {
                    for (Map.Entry<SocketAddress, DatagramChannel> each : outside.entrySet()) {
                        if (each.getValue() == from) {
                            towardsBrowser.send(buffer, each.getKey());
                        }
                    }
                }
                sender = from.receive(buffer.clear());
            }
        } catch (IOException e) {
            // as on a network: lost
        }
    }

    /** After a gap the server sees everyone come from another port. */
    private void move() throws IOException {
        if (elsewhere) {
            elsewhere = false;
            for (DatagramChannel channel : outside.values()) {
                channel.close();
            }
            outside.clear();
        }
    }

    private DatagramChannel outside(SocketAddress browser) throws IOException {
        DatagramChannel channel = outside.get(browser);
        if (channel == null) {
            channel = DatagramChannel.open().bind(new InetSocketAddress(here, 0));
            channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
            outside.put(browser, channel);
        }
        return channel;
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
            towardsBrowser.close();
            for (DatagramChannel channel : outside.values()) {
                channel.close();
            }
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
