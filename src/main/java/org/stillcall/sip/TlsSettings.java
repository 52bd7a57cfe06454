package org.stillcall.sip;

import java.nio.file.Path;
import java.util.Optional;

/** Certificates for SIP over TLS. Threads may share it. */
public final class TlsSettings {
    /** Files in PEM: our chain (leaf first) and its unencrypted PKCS#8 key. */
    public record Identity(Path chain, Path key) {}

    /** Whether a server asks the client for a certificate. */
    public enum ClientCertificate {
        NOT_ASKED,
        REQUIRED
    }

    /** {@code anchors}: PEM certificates trusted to sign peers; none means the JDK's own. Reads the files. */
    public static TlsSettings load(Optional<Identity> identity, Optional<Path> anchors, ClientCertificate fromClients) {
        throw new UnsupportedOperationException();
    }

    /** Reads the files again: new connections use them; when one is unfit the old stay and this throws. */
    public void reload() {
        throw new UnsupportedOperationException();
    }
}
