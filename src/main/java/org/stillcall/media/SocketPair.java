package org.stillcall.media;

import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/**
 * An even port for RTP and the odd one above it for RTCP. The second is opened when it is first needed: a call that
 * ends before anyone spoke needs none. What is in it belongs to {@link Sockets} and, while in use, to one leg.
 */
final class SocketPair {
    final int port;
    final DatagramChannel audio;

    @Nullable
    DatagramChannel control;
    /** Who uses it; null while it rests or waits. Written by the media thread. */
    @Nullable
    PortWay user;

    long restsUntil;
    boolean controlTried;

    SocketPair(int port, DatagramChannel audio) {
        this.port = port;
        this.audio = audio;
    }

    /** What a selector finds: which of the two sockets has something. */
    record End(SocketPair pair, boolean control) implements Sockets.End {}
}
