package org.stillcall.certificate;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;

/** When the certificates in a file of PEM end. */
public final class CertificateEnd {
    private CertificateEnd() {}

    /**
     * The first end of those in it.
     *
     * @throws Trouble when it cannot be read
     */
    public static Instant of(Path file) throws Trouble {
        return PemFile.certificates(PemFile.bytes(file, Trouble.Cause.CERTIFICATE_UNREADABLE)).stream()
                .map(X509Certificate::getNotAfter)
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new Trouble(Trouble.Cause.CERTIFICATE_UNREADABLE))
                .toInstant();
    }
}
