package org.stillcall.sip;

import static org.stillcall.base.Contract.check;
import static org.stillcall.base.Contract.require;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;
import org.stillcall.base.Limits;
import org.stillcall.base.Log;

/** The product's SIP transports: UDP, TCP and TLS on a {@link SipLoop}. Loop thread only, except the constructor. */
public final class SipWire implements Wire {
    private static final int SWEEP_MILLIS = 500;

    private final SipLoop loop;
    private final WireListener listener;
    private final Log log;
    private final WireBuffers buffers = new WireBuffers();
    private final MalformedGuard guard = new MalformedGuard();
    private final ConnectionTable connections;
    private final List<UdpSocket> udp = new ArrayList<>();
    private final List<StreamAcceptor> acceptors = new ArrayList<>();
    private final UdpSocket.Ground datagrams;
    private final StreamConnection.Ground streams;
    private @Nullable TlsSettings tls;
    private long lastNumber;
    private boolean sweeping;
    private boolean closed;

    /** A wire without sockets. */
    public SipWire(SipLoop loop, WireListener listener, Log log) {
        this(loop, listener, log, Limits.SIP_CONNECTIONS);
    }

    /** A wire for another number of connections, for tests of that limit. */
    SipWire(SipLoop loop, WireListener listener, Log log, int mostConnections) {
        this.loop = loop;
        this.listener = listener;
        this.log = log;
        this.connections = new ConnectionTable(mostConnections);
        this.datagrams = new UdpSocket.Ground(loop, buffers, new Datagrams());
        this.streams = new StreamConnection.Ground(loop, buffers, new Streams());
    }

    /**
     * Opens a listening socket. An IPv6 wildcard address takes IPv4 too.
     *
     * @param address port 0 for any free port
     * @return its number; for UDP what {@link Hop#connection} names
     * @throws UncheckedIOException with a constant sentence when the address is taken or not ours
     */
    public long listen(Transport transport, InetSocketAddress address) {
        check(loop.inLoop() && !closed, "A wire is used on its loop until it is closed.");
        require(!address.isUnresolved(), "A listening address is resolved.");
        require(transport != Transport.TLS || identity() != null, "Listening for TLS needs a certificate.");
        try {
            long number = ++lastNumber;
            if (transport == Transport.UDP) {
                DatagramChannel channel = SipSockets.udp(address);
                udp.add(new UdpSocket(number, channel, channel::send, datagrams));
            } else {
                acceptors.add(new StreamAcceptor(transport, SipSockets.server(address), loop, this::accepted));
            }
            return number;
        } catch (IOException e) {
            throw new UncheckedIOException("A SIP listening address is taken or not this machine's.", e);
        }
    }

    /**
     * The certificates for connections made from now on; those that are open keep theirs. Without any there is no
     * TLS.
     */
    public void secure(TlsSettings settings) {
        tls = settings;
    }

    /** The settings, when they hold a certificate of our own. */
    private @Nullable TlsSettings identity() {
        return tls != null && tls.material().identity().isPresent() ? tls : null;
    }

    /** The sources that are never dropped: trunks' and phones' configured addresses; replaces the set before. */
    public void trust(Set<InetAddress> sources) {
        guard.trust(sources);
    }

    @Override
    public void send(Hop hop, Block message, int length) {
        check(loop.inLoop(), "A wire is used on its loop.");
        require(length > 0 && length <= message.capacity(), "A message lies within its block.");
        if (closed) {
            return;
        }
        if (length > Limits.SIP_MESSAGE_BYTES) {
            fail(hop, FailureKind.TOO_LONG);
        } else if (hop.transport() == Transport.UDP) {
            UdpSocket socket = udpFor(hop);
            if (socket == null) {
                fail(hop, FailureKind.NO_SOCKET);
            } else {
                socket.send(hop, message, length);
            }
        } else {
            StreamConnection connection = hop.connection() == 0 ? reach(hop) : named(hop);
            if (connection != null) {
                connections.touch(connection);
                connection.send(message.segment(), length);
            }
        }
    }

    private @Nullable UdpSocket udpFor(Hop hop) {
        for (UdpSocket socket : udp) {
            boolean meant = hop.connection() == 0 || hop.connection() == socket.number();
            if (meant && socket.reaches(hop.address().getAddress())) {
                return socket;
            }
        }
        return null;
    }

    @Override
    public Optional<String> certificate(Hop hop) {
        StreamConnection connection = connections.to(hop);
        return connection == null ? Optional.empty() : connection.certificate();
    }

    private @Nullable StreamConnection named(Hop hop) {
        StreamConnection connection = connections.named(hop);
        if (connection == null) {
            fail(hop, FailureKind.LOST);
        }
        return connection;
    }

    /** An open connection to the hop's place, or a new one. */
    private @Nullable StreamConnection reach(Hop hop) {
        StreamConnection connection = connections.to(hop);
        if (connection != null) {
            return connection;
        }
        TlsSettings settings = hop.transport() == Transport.TLS ? tls : null;
        if (hop.transport() == Transport.TLS && settings == null) {
            fail(hop, FailureKind.NO_SOCKET);
        } else if (settings != null && hop.serverName().isEmpty()) {
            fail(hop, FailureKind.TLS);
        } else if (!makeRoom()) {
            fail(hop, FailureKind.OVERLOADED);
        } else {
            return dialled(hop, settings);
        }
        return null;
    }

    private @Nullable StreamConnection dialled(Hop hop, @Nullable TlsSettings settings) {
        try {
            SocketChannel channel = SipSockets.dial(hop.address());
            return add(hop, true, channel, settings == null ? null : TlsEndpoint.client(settings, hop.serverName()));
        } catch (IOException e) {
            fail(hop, FailureKind.UNREACHABLE);
            return null;
        }
    }

    private void accepted(Transport transport, SocketChannel channel) throws IOException {
        InetSocketAddress from = (InetSocketAddress) channel.getRemoteAddress();
        TlsSettings settings = transport == Transport.TLS ? identity() : null;
        boolean unfit = transport == Transport.TLS && settings == null;
        if (closed || unfit || guard.drops(from.getAddress(), loop.nowMillis()) || !makeRoom()) {
            channel.close();
            return;
        }
        SipSockets.configure(channel);
        TlsEndpoint engine = settings == null ? null : TlsEndpoint.server(settings);
        add(new Hop(transport, from, "", 0), false, channel, engine);
    }

    private StreamConnection add(Hop place, boolean dialled, SocketChannel channel, @Nullable TlsEndpoint engine)
            throws IOException {
        Hop hop = place.by(++lastNumber);
        StreamConnection connection;
        try {
            connection = new StreamConnection(hop, dialled, channel, engine, streams);
        } catch (IOException e) {
            if (engine != null) {
                engine.close();
            }
            channel.close();
            throw e;
        }
        connections.add(connection);
        connection.start();
        if (!sweeping) {
            sweeping = true;
            loop.after(SWEEP_MILLIS, this::sweep);
        }
        return connection;
    }

    /** Gives up the connection least missed when the table is full; false when there is none to give up. */
    private boolean makeRoom() {
        if (!connections.full()) {
            return true;
        }
        StreamConnection victim = connections.leastMissed(
                connection -> guard.trusts(connection.hop().address().getAddress()));
        if (victim == null) {
            return false;
        }
        log.warn("A SIP connection was closed to make room.")
                .with(Log.Field.LIMIT, connections.size())
                .write();
        victim.end(FailureKind.CLOSED);
        return true;
    }

    private void sweep() {
        long now = loop.nowMillis();
        for (StreamConnection connection : connections.all()) {
            FailureKind kind = connection.overdue(now);
            if (kind != null) {
                connection.end(kind);
            }
        }
        sweeping = !connections.isEmpty() && !closed;
        if (sweeping) {
            loop.after(SWEEP_MILLIS, this::sweep);
        }
    }

    @Override
    public boolean behind() {
        for (UdpSocket socket : udp) {
            if (socket.behind()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public InetSocketAddress local(Transport transport) {
        if (transport == Transport.UDP) {
            check(!udp.isEmpty(), "There is no UDP socket.");
            return udp.getFirst().local();
        }
        for (StreamAcceptor acceptor : acceptors) {
            if (acceptor.transport() == transport) {
                return acceptor.local();
            }
        }
        throw new IllegalStateException("There is no listening socket for this transport.");
    }

    @Override
    public InetSocketAddress local(Hop hop) {
        if (hop.transport() == Transport.UDP) {
            UdpSocket socket = udpFor(hop);
            return socket == null ? local(Transport.UDP) : socket.local();
        }
        StreamConnection connection = hop.connection() == 0 ? null : connections.named(hop);
        return connection == null ? local(hop.transport()) : connection.local();
    }

    @Override
    public void penalise(Hop from) {
        boolean over = guard.penalise(from.address().getAddress(), loop.nowMillis());
        if (over && from.transport() != Transport.UDP) {
            StreamConnection connection = connections.named(from);
            if (connection != null) {
                connection.end(FailureKind.MALFORMED);
            }
        }
    }

    /** How many malformed messages were told by {@link #penalise}. */
    public long malformed() {
        return guard.malformed();
    }

    /** How many datagrams were dropped unread because their source was over its rate. */
    public long dropped() {
        return guard.dropped();
    }

    /** How many connections are open. */
    public int connections() {
        return connections.size();
    }

    /** How many blocks of messages, begun or waiting to leave, are on loan. */
    int blocksOnLoan() {
        return buffers.partial.onLoan() + buffers.outgoing.onLoan();
    }

    @Override
    public void close() {
        check(loop.inLoop(), "A wire is used on its loop.");
        closed = true;
        try {
            for (UdpSocket socket : udp) {
                socket.close();
            }
            for (StreamAcceptor acceptor : acceptors) {
                acceptor.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A SIP socket did not close.", e);
        } finally {
            udp.clear();
            acceptors.clear();
            for (StreamConnection connection : connections.all()) {
                connection.end(FailureKind.CLOSED);
            }
        }
    }

    private void fail(Hop hop, FailureKind kind) {
        loop.execute(() -> {
            if (!closed) {
                listener.failed(hop, kind);
            }
        });
    }

    private void deliver(Hop from, Block message, int length) {
        loop.guarded(() -> listener.received(from, message, length));
        WireBuffers.zero(message.segment(), 0, length);
    }

    private final class Datagrams implements UdpSocket.Owner {
        @Override
        public boolean drops(InetAddress source) {
            return guard.drops(source, loop.nowMillis());
        }

        @Override
        public void received(Hop from, Block message, int length) {
            deliver(from, message, length);
        }

        @Override
        public void unsent(Hop hop, FailureKind kind) {
            fail(hop, kind);
        }
    }

    private final class Streams implements StreamConnection.Owner {
        @Override
        public long nowMillis() {
            return loop.nowMillis();
        }

        @Override
        public void received(StreamConnection from, Block message, int length) {
            connections.touch(from);
            deliver(from.hop(), message, length);
        }

        @Override
        public void ended(StreamConnection connection, FailureKind kind) {
            connections.remove(connection);
            loop.execute(() -> {
                try {
                    connection.release();
                } catch (IOException e) {
                    throw new UncheckedIOException("A SIP connection did not close cleanly.", e);
                } finally {
                    if (!closed) {
                        listener.failed(connection.hop(), kind);
                    }
                }
            });
        }
    }
}
