package org.stillcall.sip;

import static org.stillcall.base.Contract.require;

import java.net.InetSocketAddress;

/**
 * Where a message goes to or came from.
 *
 * @param transport how it travels
 * @param address the other side's address and port; always resolved
 * @param serverName TLS: the name that the other side's certificate has to carry, which is the domain that was asked
 *     for, not the machine that DNS named (RFC 5922 section 7.1); empty otherwise, and when the other side dialled us
 * @param connection TCP and TLS: the connection to use and no other, 0 for an open one that fits, else a new one.
 *     UDP: the number that {@link SipWire#listen} gave for the socket to send from, 0 for the first
 */
public record Hop(Transport transport, InetSocketAddress address, String serverName, long connection) {
    public Hop {
        require(!address.isUnresolved(), "A hop's address is resolved.");
        require(connection >= 0, "A connection's number is not negative.");
    }

    /** A datagram to {@code address} from the first UDP socket. */
    public static Hop udp(InetSocketAddress address) {
        return new Hop(Transport.UDP, address, "", 0);
    }

    /** An open or new TCP connection to {@code address}. */
    public static Hop tcp(InetSocketAddress address) {
        return new Hop(Transport.TCP, address, "", 0);
    }

    /** An open or new TLS connection to {@code address}, whose certificate has to carry {@code serverName}. */
    public static Hop tls(InetSocketAddress address, String serverName) {
        require(!serverName.isEmpty(), "Dialling by TLS needs the name to check.");
        return new Hop(Transport.TLS, address, serverName, 0);
    }

    /** The same place by this connection or UDP socket. */
    public Hop by(long number) {
        return new Hop(transport, address, serverName, number);
    }

    /** Whether both name one place, and one connection where both name a connection. */
    public boolean matches(Hop other) {
        return transport == other.transport
                && (connection == other.connection || connection == 0 || other.connection == 0)
                && address.equals(other.address)
                && serverName.equals(other.serverName);
    }

    /** Prints the transport only: an advocate's address tells where they are. */
    @Override
    public String toString() {
        return "Hop[" + transport + "]";
    }
}
