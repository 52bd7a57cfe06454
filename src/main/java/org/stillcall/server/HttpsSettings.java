package org.stillcall.server;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stillcall.certificate.AcmeSettings;
import org.stillcall.certificate.Host;

/**
 * How the console stands on the network.
 *
 * @param listen for HTTPS
 * @param plainListen for plain HTTP: proofs, the page of our own authority, the way to HTTPS; none for no such port
 * @param hosts the names and addresses that browsers may ask by; at least one is a name
 * @param origin the one that people and their passkeys use
 */
public record HttpsSettings(
        InetSocketAddress listen,
        Optional<InetSocketAddress> plainListen,
        List<Host> hosts,
        URI origin,
        Certificate certificate) {
    /** Where its certificate comes from. */
    public sealed interface Certificate {
        /** Issued by an authority of our own. */
        record Own() implements Certificate {}

        /** Renewed by somebody else in these files. */
        record Files(Path chain, Path key) implements Certificate {}

        /** Ordered from an authority. */
        record Acme(AcmeSettings settings) implements Certificate {}
    }

    public HttpsSettings {
        hosts = List.copyOf(hosts);
    }
}
