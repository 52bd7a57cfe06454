package org.stillcall.sip;

import static org.stillcall.base.Contract.check;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/** Opens and configures every channel of the SIP transports. */
final class SipSockets {
    private static final int UDP_BUFFER_BYTES = 4 * 1024 * 1024;
    private static final int BACKLOG = 1024;
    private static final int KEEP_ALIVE_IDLE_SECONDS = 60;
    private static final int KEEP_ALIVE_INTERVAL_SECONDS = 15;
    private static final int KEEP_ALIVE_PROBES = 4;

    private SipSockets() {}

    private static ProtocolFamily family(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET;
    }

    /** Bound and non-blocking, with room for a burst; an IPv6 wildcard address takes IPv4 too. */
    static DatagramChannel udp(InetSocketAddress address) throws IOException {
        DatagramChannel channel = DatagramChannel.open(family(address));
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, UDP_BUFFER_BYTES);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, UDP_BUFFER_BYTES);
            channel.bind(address);
            channel.configureBlocking(false);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Bound, listening and non-blocking. */
    static ServerSocketChannel server(InetSocketAddress address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(family(address));
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true); // a restart finds connections in TIME_WAIT
            channel.bind(address, BACKLOG);
            channel.configureBlocking(false);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Configured, and connecting or, rarely, connected at once. */
    static SocketChannel dial(InetSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open(family(address));
        try {
            configure(channel);
            boolean atOnce = channel.connect(address);
            check(!atOnce || channel.isConnected(), "A connection that is there is connected.");
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Also finds a peer that is gone without a word: probed after a minute of silence, given up a minute later. */
    static void configure(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        if (channel.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_IDLE_SECONDS);
            channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_ALIVE_INTERVAL_SECONDS);
            channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEP_ALIVE_PROBES);
        }
    }
}
