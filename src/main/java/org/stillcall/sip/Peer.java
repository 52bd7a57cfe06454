package org.stillcall.sip;

import org.stillcall.base.Label;

/** Who sent a request from outside any dialog, as far as we know: by address, by connection or by digest. */
public sealed interface Peer {
    /** One of our phones. */
    record Phone(Label name) implements Peer {}

    /** A carrier. */
    record Carrier(Label name) implements Peer {}

    /** Anybody else: gets no more than the standard demands. */
    record Stranger() implements Peer {}
}
