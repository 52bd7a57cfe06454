package org.stillcall.console;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A port that the network reaches: whoever is one too many is closed before anything is read. */
final class Door extends ServerConnector {
    private final Visitors visitors;

    Door(Server server, Visitors visitors, ConnectionFactory... factories) {
        super(server, 1, 1, factories);
        this.visitors = visitors;
        addBean(visitors);
        setIdleTimeout(ApiLimits.IDLE_MILLIS);
    }

    /**
     * Opens it, before anything is started.
     *
     * @throws ApiException when it cannot be opened
     */
    void at(InetSocketAddress place) {
        setHost(place.getAddress().getHostAddress());
        setPort(place.getPort());
        try {
            open();
        } catch (IOException e) {
            throw new ApiException(
                    "A port of 'listen' or 'plain_listen' cannot be opened: another program has it, or the"
                            + " server's user may not open one below 1024.",
                    e);
        }
    }

    @Override
    public void accept(int acceptorId) throws IOException {
        if (!(getTransport() instanceof ServerSocketChannel server) || !server.isOpen()) {
            return;
        }
        SocketChannel channel = server.accept();
        if (!visitors.enter(channel, channel.getRemoteAddress())) {
            channel.close();
            return;
        }
        channel.configureBlocking(false);
        configure(channel.socket());
        getSelectorManager().accept(channel);
    }
}
