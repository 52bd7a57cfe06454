package org.stillcall.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to the server that can be shut: then every connection through it breaks, and new ones are not answered. */
final class Door implements AutoCloseable {
    private final ServerSocket listening;
    private final int server;
    private final Set<Socket> through = ConcurrentHashMap.newKeySet();
    private volatile boolean shut;

    Door(int server) {
        this.server = server;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    void shut() {
        shut = true;
        through.forEach(Door::end);
    }

    void open() {
        shut = false;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket inside = listening.accept();
                if (shut) {
                    end(inside);
                } else {
                    Socket outside = new Socket(InetAddress.getLoopbackAddress(), server);
                    pass(inside, outside);
                    pass(outside, inside);
                }
            } catch (IOException e) {
                // closed by the test's end, or a connection that is gone already
            }
        }
    }

    private void pass(Socket from, Socket to) {
        through.add(from);
        if (shut) {
            end(from);
        }
        Thread.ofVirtual().start(() -> {
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                in.transferTo(out);
            } catch (IOException e) {
                // one side is gone, so is the other
            } finally {
                through.remove(from);
            }
        });
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        shut();
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
