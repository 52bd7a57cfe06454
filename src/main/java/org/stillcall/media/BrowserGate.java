package org.stillcall.media;

import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;

/** Where browsers' datagrams come in and ours go out. */
sealed interface BrowserGate permits BrowserGate.Network, InnerGate {
    /** What tells senders at this gate apart: who has proved itself, has done so for this. */
    Object place(InetSocketAddress from);

    /** One socket on the port of all browsers. */
    record Network(DatagramChannel channel) implements BrowserGate, Sockets.End {
        @Override
        public Object place(InetSocketAddress from) {
            return from;
        }
    }
}
