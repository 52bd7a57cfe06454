package org.stillcall.sip;

import static org.stillcall.base.Contract.check;
import static org.stillcall.base.Contract.require;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsProtocol;
import org.bouncycastle.tls.TlsServerProtocol;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;

/**
 * One TLS connection without its socket: bytes from the network go in, bytes for the network come out, and application
 * bytes stand off the heap on their whole way. Never blocks. One owner at a time.
 *
 * <p>The connection's keys do lie on the heap, in Bouncy Castle's and the JDK's objects, until they are collected: who
 * has them and a record of the wire can read what was said on this connection.
 */
final class TlsEndpoint implements AutoCloseable {
    /** Why a connection ended. */
    enum Failure {
        /** No chain to a trust anchor, out of date, for another use, or none where one is required. */
        CERTIFICATE_REFUSED,
        NAME_MISMATCH,
        /** No common version or suite, or not TLS at all. */
        HANDSHAKE_FAILED,
        /** A forged, damaged or impossible record after the handshake. */
        PROTOCOL_ERROR,
        REFUSED_BY_PEER,
        CLOSED_BY_PEER,
        /** As many connections as the limit are open. */
        NO_MEMORY
    }

    private static final int HEADER = 5; // RFC 8446 section 5.1
    private static final int LENGTH_AT = 3;
    private static final int MOST_PLAINTEXT = 1 << 14;

    private final TlsProtocol protocol;
    private final @Nullable TlsPlaintext plaintext;
    private final byte[] header = new byte[HEADER];
    private @Nullable ByteBuffer kept; // ciphertext
    private int headerBytes;
    private int bodyLeft;
    private boolean established;
    private boolean closed;
    private @Nullable Failure failure;
    private @Nullable String certificate;
    private @Nullable Instant shownUntil;

    private TlsEndpoint(TlsProtocol protocol, @Nullable Block keyRoom, TlsSettings settings) {
        this.protocol = protocol;
        if (keyRoom == null) {
            plaintext = null;
            failure = Failure.NO_MEMORY;
        } else {
            plaintext = new TlsPlaintext(settings.records(), keyRoom);
        }
    }

    /**
     * The side that connects; its first bytes are pending at once.
     *
     * @param serverName the domain or address that the server's certificate must speak for
     */
    static TlsEndpoint client(TlsSettings settings, String serverName) {
        TlsClientProtocol protocol = new TlsClientProtocol();
        TlsEndpoint endpoint = new TlsEndpoint(protocol, settings.keyRooms().take(), settings);
        TlsPlaintext plaintext = endpoint.plaintext;
        if (plaintext != null) {
            TlsRecords records = new TlsRecords(settings.random(), plaintext);
            endpoint.guarded(() ->
                    protocol.connect(new TlsPeers.Client(records, settings.material(), serverName, endpoint.events())));
        }
        return endpoint;
    }

    /** The side that is connected to; the settings hold an identity. */
    static TlsEndpoint server(TlsSettings settings) {
        TlsMaterial material = settings.material();
        require(material.identity().isPresent(), "A TLS server has a certificate.");
        TlsServerProtocol protocol = new TlsServerProtocol();
        TlsEndpoint endpoint = new TlsEndpoint(protocol, settings.keyRooms().take(), settings);
        TlsPlaintext plaintext = endpoint.plaintext;
        if (plaintext != null) {
            TlsRecords records = new TlsRecords(settings.random(), plaintext);
            boolean required = settings.clientCertificateRequired();
            endpoint.guarded(
                    () -> protocol.accept(new TlsPeers.Server(records, material, required, endpoint.events())));
        }
        return endpoint;
    }

    /**
     * Takes all bytes from the network. Records for which {@link #available} bytes leave no room are kept as they came
     * and decrypted by and by as {@link #read} makes room; while some are kept, a further call takes nothing. After the
     * end it takes and drops all.
     */
    void receive(ByteBuffer fromNetwork) {
        if (ended()) {
            fromNetwork.position(fromNetwork.limit());
        } else if (kept == null) {
            decrypt(fromNetwork);
            if (fromNetwork.hasRemaining()) {
                kept = ByteBuffer.allocate(fromNetwork.remaining())
                        .put(fromNetwork)
                        .flip();
            }
        }
    }

    private void decrypt(ByteBuffer fromNetwork) {
        while (fromNetwork.hasRemaining()) {
            if (ended()) {
                fromNetwork.position(fromNetwork.limit());
                return;
            }
            byte[] part = nextPart(fromNetwork);
            if (part == null) {
                return;
            }
            guarded(() -> {
                protocol.offerInput(part);
                dropPlaceholders();
            });
        }
    }

    /** Bytes up to the end of the record's header or of the record, or null when there is no room for the record. */
    private byte @Nullable [] nextPart(ByteBuffer from) {
        int start = from.position();
        if (headerBytes == 0 && from.remaining() >= HEADER) {
            int length = (from.get(start + LENGTH_AT) & 0xff) << 8 | from.get(start + LENGTH_AT + 1) & 0xff;
            if (!fits(length)) {
                return null;
            }
            return take(from, Math.min(from.remaining(), HEADER + length), length);
        }
        if (headerBytes < HEADER) {
            int count = Math.min(from.remaining(), HEADER - headerBytes);
            from.get(start, header, headerBytes, count);
            int known = headerBytes + count;
            int length = known < HEADER ? 0 : (header[LENGTH_AT] & 0xff) << 8 | header[LENGTH_AT + 1] & 0xff;
            if (!fits(length)) {
                return null;
            }
            return take(from, count, length);
        }
        return take(from, Math.min(from.remaining(), bodyLeft), bodyLeft);
    }

    /** Takes {@code count} bytes of a record of whose body {@code length} bytes are to come. */
    private byte[] take(ByteBuffer from, int count, int length) {
        byte[] part = new byte[count];
        from.get(part);
        int ofHeader = Math.min(count, HEADER - headerBytes);
        headerBytes += ofHeader;
        bodyLeft = length - (count - ofHeader);
        if (headerBytes == HEADER && bodyLeft == 0) {
            headerBytes = 0;
        }
        return part;
    }

    private boolean fits(int recordBytes) {
        return plaintext != null && plaintext.fits(recordBytes);
    }

    private void dropPlaceholders() {
        byte[] zeros = new byte[protocol.getAvailableInputBytes()];
        int dropped = protocol.readInput(zeros, 0, zeros.length);
        check(dropped == zeros.length, "Placeholders were dropped whole.");
    }

    /** Decrypted bytes that wait to be read. */
    int available() {
        return closed || plaintext == null ? 0 : plaintext.available();
    }

    /**
     * Moves decrypted bytes out to off-heap memory and wipes them here; 0 when none wait. Works after the peer's end.
     */
    int read(MemorySegment target, long offset, int capacity) {
        require(target.isNative(), "Application bytes stay off the heap.");
        if (closed || plaintext == null) {
            return 0;
        }
        int moved = plaintext.read(target, offset, capacity);
        if (kept != null) {
            decrypt(kept);
            kept = kept.hasRemaining() ? kept : null;
        }
        return moved;
    }

    /** Encrypts off-heap bytes; only when {@link #established}, and dropped after the end. */
    void write(MemorySegment source, long offset, int length) {
        require(source.isNative(), "Application bytes stay off the heap.");
        check(established, "Nothing is sent before the handshake is done.");
        TlsPlaintext bytes = plaintext;
        if (ended() || bytes == null) {
            return;
        }
        bytes.outgoing(source.asSlice(offset, length));
        guarded(() -> {
            byte[] placeholder = new byte[Math.min(length, MOST_PLAINTEXT)];
            for (int done = 0; done < length; ) {
                int count = Math.min(placeholder.length, length - done);
                protocol.writeApplicationData(placeholder, 0, count);
                done += count;
            }
        });
        bytes.outgoing(null);
    }

    /** Ciphertext bytes that wait to be sent. */
    int pending() {
        return protocol.getAvailableOutputBytes();
    }

    /** Moves as much ciphertext as fits. */
    void drain(ByteBuffer toNetwork) {
        int count = Math.min(pending(), toNetwork.remaining());
        int moved = count == 0 ? 0 : protocol.readOutput(toNetwork, count);
        check(moved == count, "Ciphertext was moved whole.");
    }

    /** Whether the handshake is done and the connection has not ended. */
    boolean established() {
        return established && !ended();
    }

    private void failed(Failure cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** Why it ended, when it did; {@link #pending} bytes, an alert, may still be sent. */
    Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    private boolean ended() {
        return closed || failure != null;
    }

    /** Tells the peer (close_notify, {@link #pending} still works) and overwrites what is left. Again is harmless. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (plaintext != null) {
            guarded(protocol::close);
        }
        closed = true;
        kept = null;
        if (plaintext != null) {
            plaintext.wipe();
        }
    }

    /** SHA-256, in hexadecimal, of the certificate by which the server proved itself. */
    Optional<String> certificate() {
        return Optional.ofNullable(certificate);
    }

    /** When the first of the certificates ends that the server showed, believed or not. */
    Optional<Instant> shownUntil() {
        return Optional.ofNullable(shownUntil);
    }

    private static String digest(byte[] der) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private TlsPeers.Events events() {
        return new TlsPeers.Events() {
            @Override
            public void shown(List<byte[]> chain) {
                shownUntil = TlsMaterial.end(chain).orElse(null);
            }

            @Override
            public void proved(byte[] der) {
                certificate = digest(der);
            }

            @Override
            public void established() {
                established = true;
                if (plaintext != null) {
                    plaintext.ready();
                }
            }

            @Override
            public void failed(Failure cause) {
                TlsEndpoint.this.failed(cause);
            }
        };
    }

    private interface Step {
        void run() throws IOException;
    }

    private void guarded(Step step) {
        try {
            step.run();
        } catch (TlsFatalAlertReceived e) {
            failed(Failure.REFUSED_BY_PEER);
        } catch (IOException e) {
            failed(established ? Failure.PROTOCOL_ERROR : Failure.HANDSHAKE_FAILED);
        }
    }
}
