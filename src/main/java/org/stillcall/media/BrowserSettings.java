package org.stillcall.media;

import static org.stillcall.base.Contract.require;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * How browsers reach the relay: one UDP port for all of them.
 *
 * @param addresses where it listens and what stands in our descriptions, IPv4, IPv6 or both, the preferred one first
 * @param port the port, the same at each address
 * @param connectLimit how long a browser may take from our first answer until sound can go
 * @param consentLimit how long a browser may fail to renew its consent before nothing more is sent to it (RFC 7675
 *     section 5.1: at most 30 s)
 */
public record BrowserSettings(List<Address> addresses, int port, Duration connectLimit, Duration consentLimit) {
    /** Most addresses. */
    private static final int ADDRESSES = 4;

    /**
     * @param bind the local address
     * @param advertised the address that stands in our descriptions
     */
    public record Address(InetAddress bind, InetAddress advertised) {
        public Address {
            require(bind.getClass() == advertised.getClass(), "Both addresses are of one family, IPv4 or IPv6.");
            require(!advertised.isAnyLocalAddress(), "The advertised address is one that a browser can reach.");
        }
    }

    public BrowserSettings {
        addresses = List.copyOf(addresses);
        require(!addresses.isEmpty() && addresses.size() <= ADDRESSES, "Browsers reach one to four addresses.");
        require(port >= 1024 && port <= 65535, "The port for browsers lies between 1024 and 65535.");
        require(connectLimit.isPositive() && consentLimit.isPositive(), "Limits of time are positive.");
    }

    /** 20 s to connect, 30 s of consent. */
    public static BrowserSettings of(List<Address> addresses, int port) {
        return new BrowserSettings(addresses, port, Duration.ofSeconds(20), Duration.ofSeconds(30));
    }
}
