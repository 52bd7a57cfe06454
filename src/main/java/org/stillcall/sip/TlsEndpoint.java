package org.stillcall.sip;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One TLS connection's engine; application bytes stay off the heap. One owner at a time. */
final class TlsEndpoint implements AutoCloseable {
    enum Failure {
        CERTIFICATE_REFUSED,
        NAME_MISMATCH,
        HANDSHAKE_FAILED,
        PROTOCOL_ERROR,
        REFUSED_BY_PEER,
        CLOSED_BY_PEER,
        OVERFLOW
    }

    static TlsEndpoint client(TlsSettings settings, String serverName) {
        throw new UnsupportedOperationException();
    }

    static TlsEndpoint server(TlsSettings settings) {
        throw new UnsupportedOperationException();
    }

    /** Consumes all bytes from the network. */
    void receive(ByteBuffer fromNetwork) {
        throw new UnsupportedOperationException();
    }

    /** Decrypted bytes that wait to be read. */
    int available() {
        throw new UnsupportedOperationException();
    }

    /** Moves decrypted bytes out, wiping the source; returns how many, 0 when none wait. */
    int read(MemorySegment target, long offset, int capacity) {
        throw new UnsupportedOperationException();
    }

    /** Encrypts; only when {@link #established}. */
    void write(MemorySegment source, long offset, int length) {
        throw new UnsupportedOperationException();
    }

    /** Ciphertext bytes that wait to be sent. */
    int pending() {
        throw new UnsupportedOperationException();
    }

    /** Moves as much ciphertext as fits. */
    void drain(ByteBuffer toNetwork) {
        throw new UnsupportedOperationException();
    }

    boolean established() {
        throw new UnsupportedOperationException();
    }

    /** Why it ended, when it did. */
    Optional<Failure> failure() {
        throw new UnsupportedOperationException();
    }

    /** Queues close_notify, wipes what is left; {@link #drain} still works. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
