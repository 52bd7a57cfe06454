package org.stillcall.push;

/** Sends push messages. Threads may share it; {@link #send} waits. */
public interface Pushes {
    /** What came of one. */
    enum Outcome {
        TAKEN,
        /** The subscription is over: it is to be forgotten. */
        GONE,
        /** The service does not want it, or it may not be reached from here. */
        REFUSED,
        /** Perhaps another time. */
        FAILED
    }

    /** The key with which a browser subscribes: an uncompressed point of P-256 (RFC 8292 section 3.2). */
    byte[] publicKey();

    Outcome send(PushEndpoint endpoint);
}
