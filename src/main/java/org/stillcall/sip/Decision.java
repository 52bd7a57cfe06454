package org.stillcall.sip;

import java.util.List;

/** What the {@link Doorkeeper} says about a request from outside any dialog. */
public sealed interface Decision {
    /** Let it in, as this peer. From a stranger nothing but OPTIONS is answered with success. */
    record Admit(Peer peer) implements Decision {}

    /** Answer it with this final status and these header lines. */
    record Answer(int status, List<HeaderLine> headers) implements Decision {}

    /** Do as if it had never come. */
    record Silence() implements Decision {}
}
