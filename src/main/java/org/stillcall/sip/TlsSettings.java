package org.stillcall.sip;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Limits;

/**
 * Certificates for SIP over TLS, and the off-heap memory that its connections share. TLS 1.2 and 1.3 with AES-GCM; the
 * peer's certificate is always checked by name. Threads may share it.
 */
public final class TlsSettings {
    /** Files in PEM: our chain (leaf first) and its unencrypted PKCS#8 key. */
    public record Identity(Path chain, Path key) {}

    /** Whether a server asks the client for a certificate. */
    public enum ClientCertificate {
        NOT_ASKED,
        REQUIRED
    }

    /** A file that cannot serve; the sentence says which. */
    public static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;

        Unfit(String sentence) {
            super(sentence);
        }
    }

    /** One record's plaintext: 2^14 bytes, its type and what rounds it up (RFC 8446 section 5.2). */
    private static final int RECORD_BYTES = (1 << 14) + 256;

    private final Optional<Identity> identity;
    private final Optional<Path> anchors;
    private final ClientCertificate fromClients;
    private final SecureRandom random = new SecureRandom();
    private final BlockPool keyRooms = new BlockPool(TlsPlaintext.KEY_ROOM_BYTES, Limits.SIP_CONNECTIONS);
    private final BlockPool records = new BlockPool(RECORD_BYTES, Limits.SIP_CONNECTIONS);
    private volatile TlsMaterial material;

    private TlsSettings(
            Optional<Identity> identity, Optional<Path> anchors, ClientCertificate fromClients, TlsMaterial material) {
        this.identity = identity;
        this.anchors = anchors;
        this.fromClients = fromClients;
        this.material = material;
    }

    /**
     * Reads the files. {@code anchors}: certificates in PEM that are trusted to vouch for peers; none means those of
     * the
     * JDK. A server needs an identity, a client may do without.
     */
    public static TlsSettings load(Optional<Identity> identity, Optional<Path> anchors, ClientCertificate fromClients)
            throws Unfit {
        return new TlsSettings(identity, anchors, fromClients, TlsMaterial.read(identity, anchors));
    }

    /** Reads the files again: new connections use them; when one is unfit the old ones stay and this throws. */
    public void reload() throws Unfit {
        material = TlsMaterial.read(identity, anchors);
    }

    TlsMaterial material() {
        return material;
    }

    boolean clientCertificateRequired() {
        return fromClients == ClientCertificate.REQUIRED;
    }

    SecureRandom random() {
        return random;
    }

    BlockPool keyRooms() {
        return keyRooms;
    }

    BlockPool records() {
        return records;
    }
}
