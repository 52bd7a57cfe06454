package org.stillcall.certificate;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * What handshakes are answered with: the certificate of now, as long as it is good, for those who ask by a name of
 * ours; nothing for others, which ends the handshake. A new certificate serves new connections, those that are open
 * go on. Threads may share it.
 */
public final class Shown extends X509ExtendedKeyManager {
    /** The protocol of an authority that looks for a proof (RFC 8737 section 3). */
    public static final String ACME_TLS = "acme-tls/1";

    private static final String HTTP = "http/1.1";
    private static final String ALIAS = "shown-";
    private static final String PROOF = "proof-";

    /** Numbered, so that a handshake gets the chain that belongs to the key it began with. */
    private record Numbered(String alias, Credential credential) {}

    private final Set<String> names;
    private final boolean byAddress;
    private final Proofs proofs;
    private final InstantSource clock;
    private volatile @Nullable Numbered now;
    private volatile @Nullable Numbered before;

    public Shown(List<Host> hosts, Proofs proofs, InstantSource clock) {
        this.names = hosts.stream()
                .filter(Host.Name.class::isInstance)
                .map(Host::text)
                .collect(Collectors.toUnmodifiableSet());
        this.byAddress = hosts.stream().anyMatch(Host.Address.class::isInstance);
        this.proofs = proofs;
        this.clock = clock;
    }

    /** Shows it from now on. */
    synchronized void show(Credential credential) {
        Numbered old = now;
        int number = old == null ? 0 : Integer.parseInt(old.alias.substring(ALIAS.length())) + 1;
        before = old;
        now = new Numbered(ALIAS + number, credential);
    }

    /** What is shown, good or not. */
    public Optional<Credential> current() {
        return Optional.ofNullable(now).map(Numbered::credential);
    }

    /** Whether there is one that is good now. */
    public boolean ready() {
        return isReady(clock.instant());
    }

    private boolean isReady(Instant instant) {
        return current().filter(credential -> credential.goodAt(instant)).isPresent();
    }

    /**
     * The protocol to speak, for {@link SSLEngine#setHandshakeApplicationProtocolSelector}: HTTP/1.1, or that of an
     * authority while a proof waits.
     *
     * @return null to refuse the handshake (RFC 7301 section 3.2)
     */
    public @Nullable String protocol(List<String> offered) {
        if (offered.contains(ACME_TLS)) {
            return proofs.waiting() ? ACME_TLS : null; // for which name, is known only when the alias is chosen
        }
        return offered.contains(HTTP) ? HTTP : null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return alias(keyType, engine.getHandshakeSession(), engine.getHandshakeApplicationProtocol());
    }

    private @Nullable String alias(String keyType, @Nullable SSLSession handshake, @Nullable String protocol) {
        Optional<String> asked = asked(handshake);
        if (ACME_TLS.equals(protocol)) {
            return asked.filter(name -> fits(proofs.handshake(name), keyType))
                    .map(name -> PROOF + name)
                    .orElse(null);
        }
        Numbered shown = now;
        boolean ours = asked.map(names::contains).orElse(byAddress);
        if (!ours || shown == null || !shown.credential.goodAt(clock.instant())) {
            return null;
        }
        return fits(Optional.of(shown.credential), keyType) ? shown.alias : null;
    }

    private static boolean fits(Optional<Credential> credential, String keyType) {
        return credential.filter(it -> it.key().getAlgorithm().equals(keyType)).isPresent();
    }

    /** The name in the ClientHello (RFC 6066 section 3); a client that asks by an address sends none. */
    private static Optional<String> asked(@Nullable SSLSession handshake) {
        if (!(handshake instanceof ExtendedSSLSession session)) {
            return Optional.empty();
        }
        for (SNIServerName name : session.getRequestedServerNames()) {
            if (name instanceof SNIHostName host) {
                return Optional.of(host.getAsciiName().toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    private Optional<Credential> named(String alias) {
        if (alias.startsWith(PROOF)) {
            return proofs.handshake(alias.substring(PROOF.length()));
        }
        Numbered first = now;
        if (first != null && first.alias.equals(alias)) {
            return Optional.of(first.credential);
        }
        Numbered second = before;
        return second != null && second.alias.equals(alias) ? Optional.of(second.credential) : Optional.empty();
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return named(alias)
                .map(credential -> credential.chain().toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return named(alias).map(Credential::key).orElse(null);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    /** For the relay of calls, whose sockets have TLS around them; no proof of a name is given there. */
    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return socket instanceof SSLSocket tls ? alias(keyType, tls.getHandshakeSession(), null) : null;
    }
}
