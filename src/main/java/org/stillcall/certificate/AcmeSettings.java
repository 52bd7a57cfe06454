package org.stillcall.certificate;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is ordered where (RFC 8555).
 *
 * @param directory where the authority says its addresses, by HTTPS
 * @param names at least one; the certificate speaks for all of them
 * @param contact a mail address that the authority may write to
 * @param authorities certificates in PEM that vouch for the directory; none means those of the JDK
 */
public record AcmeSettings(
        URI directory, List<Host.Name> names, Optional<String> contact, Optional<Path> authorities, Proof proof) {
    /** How a name is proved. */
    public enum Proof {
        /** In a handshake on port 443 (RFC 8737), which is the console's own. */
        TLS_ALPN_01,
        /** By a text on port 80 (RFC 8555 section 8.3). */
        HTTP_01
    }

    public AcmeSettings {
        names = List.copyOf(names);
    }
}
