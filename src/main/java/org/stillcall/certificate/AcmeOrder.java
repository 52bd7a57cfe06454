package org.stillcall.certificate;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.shredzone.acme4j.Account;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.challenge.TlsAlpn01Challenge;
import org.shredzone.acme4j.connector.HttpConnector;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeUserActionRequiredException;
import org.shredzone.acme4j.provider.GenericAcmeProvider;
import org.stillcall.base.Randomness;

/** One order from account to certificate (RFC 8555 section 7.1); the protocol itself is acme4j's. */
final class AcmeOrder {
    private static final Duration LONGEST_PROOF = Duration.ofMinutes(2);
    private static final Duration LONGEST_ORDER = Duration.ofMinutes(2);
    private static final Duration REPLY = Duration.ofSeconds(20);
    /** RFC 8737 section 6.1. */
    private static final ASN1ObjectIdentifier ACME_IDENTIFIER = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.31");

    private static final X500Name NOBODY = new X500Name("CN=acme.invalid");

    private final AcmeSettings settings;
    private final KeyPair account;
    private final Proofs proofs;
    private final Randomness randomness;

    AcmeOrder(AcmeSettings settings, KeyPair account, Proofs proofs, Randomness randomness) {
        this.settings = settings;
        this.account = account;
        this.proofs = proofs;
        this.randomness = randomness;
    }

    /** The chain for these keys, leaf first. */
    List<X509Certificate> place(KeyPair keys, Instant now) throws Trouble, InterruptedException {
        try {
            Order order = signedIn()
                    .newOrder()
                    .domains(settings.names().stream().map(Host.Name::text).toList())
                    .create();
            for (Authorization authorization : order.getAuthorizations()) {
                if (authorization.getStatus() != Status.VALID) {
                    prove(authorization, now);
                }
            }
            if (order.waitUntilReady(LONGEST_ORDER) == Status.INVALID) {
                throw new Trouble(Trouble.Cause.REFUSED);
            }
            order.execute(keys);
            if (order.waitForCompletion(LONGEST_ORDER) != Status.VALID) {
                throw new Trouble(Trouble.Cause.REFUSED);
            }
            return List.copyOf(order.getCertificate().getCertificateChain());
        } catch (AcmeLazyLoadingException e) {
            throw trouble(e.getCause() instanceof AcmeException known ? known : new AcmeException("", e));
        } catch (AcmeException e) {
            throw trouble(e);
        } catch (IllegalStateException | IllegalArgumentException e) { // what was answered is not of the protocol
            throw new Trouble(Trouble.Cause.REFUSED, e);
        }
    }

    /** The host agreed to the terms in the configuration; without that nothing is ordered. */
    private Account signedIn() throws AcmeException, Trouble {
        Session session = new Session(settings.directory(), new Provider(trusted()));
        session.setLocale(null);
        session.networkSettings().setTimeout(REPLY);
        AccountBuilder builder = new AccountBuilder().agreeToTermsOfService().useKeyPair(account);
        settings.contact().ifPresent(builder::addEmail);
        return builder.create(session);
    }

    private void prove(Authorization authorization, Instant now) throws AcmeException, Trouble, InterruptedException {
        Host.Name name = new Host.Name(authorization.getIdentifier().getDomain());
        Challenge challenge = switch (settings.proof()) {
            case TLS_ALPN_01 -> inHandshake(authorization, name, now);
            case HTTP_01 -> inText(authorization);
        };
        challenge.trigger();
        Status status;
        try {
            status = challenge.waitForCompletion(LONGEST_PROOF);
        } catch (AcmeNetworkException | AcmeRateLimitedException e) {
            throw e;
        } catch (AcmeException e) { // no end of it in time
            throw new Trouble(Trouble.Cause.NOT_PROVED, e);
        }
        if (status != Status.VALID) {
            throw new Trouble(Trouble.Cause.NOT_PROVED);
        }
    }

    private Challenge inText(Authorization authorization) throws Trouble {
        Http01Challenge challenge = authorization
                .findChallenge(Http01Challenge.class)
                .orElseThrow(() -> new Trouble(Trouble.Cause.NO_SUCH_PROOF));
        proofs.show(challenge.getToken(), challenge.getAuthorization());
        return challenge;
    }

    /** RFC 8737 section 3: a certificate of its own, for the name alone, with the digest in it. */
    private Challenge inHandshake(Authorization authorization, Host.Name name, Instant now) throws Trouble {
        TlsAlpn01Challenge challenge = authorization
                .findChallenge(TlsAlpn01Challenge.class)
                .orElseThrow(() -> new Trouble(Trouble.Cause.NO_SUCH_PROOF));
        KeyPair keys = Draft.newKeys();
        Draft.Term term = new Draft.Term(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));
        X509Certificate proof = new Draft(new Draft.Subject(NOBODY, keys.getPublic(), NOBODY), term, randomness)
                .withNames(List.of(name))
                .with(ACME_IDENTIFIER, true, new DEROctetString(challenge.getAcmeValidation()))
                .signed(keys.getPrivate());
        proofs.show(name, new Credential(keys.getPrivate(), List.of(proof)));
        return challenge;
    }

    private static Trouble trouble(AcmeException e) {
        return new Trouble(
                switch (e) {
                    case AcmeNetworkException network -> Trouble.Cause.UNREACHABLE;
                    case AcmeRateLimitedException often -> Trouble.Cause.TOO_OFTEN;
                    case AcmeUserActionRequiredException terms -> Trouble.Cause.TERMS;
                    default -> Trouble.Cause.REFUSED;
                },
                e);
    }

    /** The certificates that vouch for the directory, where the JDK's are not meant. */
    private Optional<SSLContext> trusted() throws Trouble {
        if (settings.authorities().isEmpty()) {
            return Optional.empty();
        }
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            List<X509Certificate> anchors = new ArrayList<>(PemFile.certificates(
                    Files.readAllBytes(settings.authorities().get())));
            for (X509Certificate anchor : anchors) {
                store.setCertificateEntry("anchor " + store.size(), anchor);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return Optional.of(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new Trouble(Trouble.Cause.UNREACHABLE, e);
        }
    }

    /** Any authority, reached by HTTPS with the trust that was configured. */
    private static final class Provider extends GenericAcmeProvider {
        private final Optional<SSLContext> trust;

        Provider(Optional<SSLContext> trust) {
            this.trust = trust;
        }

        @Override
        protected HttpConnector createHttpConnector(NetworkSettings network) {
            return new HttpConnector(network) {
                @Override
                public HttpClient.Builder createClientBuilder() {
                    HttpClient.Builder builder = super.createClientBuilder();
                    trust.ifPresent(builder::sslContext);
                    return builder;
                }
            };
        }
    }
}
