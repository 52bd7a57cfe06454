/**
 * The way to the browsers' port for a browser whose network lets nothing through but TCP: a TURN server (RFC 8656) over
 * TCP and TLS, or where another one stands.
 *
 * <p>Promises: what it relays to is our own browsers' port, handed over inside the process; it has no socket that could
 * send anywhere else, so it cannot be an open relay. Credentials are made for one call, name nobody, begin a relay for
 * ten minutes and end with the call. A stranger gets what RFC 8489 demands for one who has no credentials, and nothing
 * else. Never: logs or counts by address, keeps what it relays, lets one connection wait for another.
 *
 * <p>Who runs it: each connection has a virtual thread that reads and one that writes, one thread for each port
 * accepts, one ends what takes too long; the media thread hands over and never waits. Limits: {@link
 * org.stillcall.turn.TurnLimits}.
 */
@NullMarked
package org.stillcall.turn;

import org.jspecify.annotations.NullMarked;
