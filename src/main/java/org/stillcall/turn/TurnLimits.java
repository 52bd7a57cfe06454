package org.stillcall.turn;

import java.time.Duration;

/** What this package keeps to; each has a behaviour at the limit and a test that reaches it. */
final class TurnLimits {
    private TurnLimits() {}

    /** Longest message taken, in bytes; who begins a longer one is disconnected. */
    static final int MESSAGE_BYTES = 1500;
    /** Connections at once; the next one is closed at once. */
    static final int CONNECTIONS = 2048;
    /** Connections of one address at once, with room for a whole centre behind one router; the next is closed. */
    static final int CONNECTIONS_PER_ADDRESS = 128;
    /** Connections at once that have no allocation yet; the next one is closed. */
    static final int STRANGERS = 512;
    /** The same of one address. */
    static final int STRANGERS_PER_ADDRESS = 32;
    /** New connections of one address at once; further ones are closed, but for those that the next line allows. */
    static final int ARRIVALS_PER_ADDRESS = 300;
    /** New connections of one address in a second, once it had as many as the line before says. */
    static final int ARRIVALS_PER_SECOND = 20;
    /** Addresses whose new connections are counted one by one; all others together count as one. */
    static final int ADDRESSES_COUNTED = 4096;
    /** How long a connection may go without an allocation, its TLS handshake included; then it is closed. */
    static final long PROOF_NANOS = Duration.ofSeconds(10).toNanos();
    /** Wrong or pointless messages of one connection; one more and it is closed. */
    static final int FAULTS = 16;
    /** Credentials given out at once; no further ones are made. */
    static final int PASSES = 8192;
    /** How long credentials begin an allocation. */
    static final Duration PASS = Duration.ofMinutes(10);
    /** Allocations by one call's credentials: a browser makes one for each of its networks and our addresses. */
    static final int ALLOCATIONS_PER_PASS = 8;
    /** How long an allocation, and a channel, lasts unless it is refreshed (RFC 8656 sections 3.2 and 12). */
    static final Duration ALLOCATION = Duration.ofMinutes(10);
    /** How long a permission lasts (RFC 8656 section 9). */
    static final Duration PERMISSION = Duration.ofMinutes(5);
    /** Datagrams of one allocation in a second, several times those of a call; further ones are lost. */
    static final int DATAGRAMS_PER_SECOND = 300;
    /** Packets that wait for a slow client; the oldest is lost for the next. */
    static final int PACKETS_WAITING = 32;
    /** Answers that wait for a slow client; one more and it is disconnected. */
    static final int ANSWERS_WAITING = 16;
    /** How long a client may leave what we send unread; then it is disconnected. */
    static final long WRITE_NANOS = Duration.ofSeconds(10).toNanos();
    /** Bytes that the system may hold for a slow client, so that no second of old sound piles up there. */
    static final int SEND_BUFFER_BYTES = 16 * 1024;
}
