package org.stillcall.sip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Vector;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;

/** Our two sides of a TLS handshake: what is offered, whom we believe, and with what we prove ourselves. */
final class TlsPeers {
    private static final int[] TLS13_SUITES = {CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384};
    private static final int[] ECDSA_SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
    };
    private static final int[] RSA_SUITES = {
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
    };

    private TlsPeers() {}

    /** What a handshake tells the connection. */
    interface Events {
        void established();

        /** What the other side shows, leaf first (DER), whether it is believed or not. */
        void shown(List<byte[]> chain);

        /** The other side is who we asked for, by this certificate of its own (DER). */
        void proved(byte[] certificate);

        void failed(TlsEndpoint.Failure failure);
    }

    private static int[] suites(int[]... lists) {
        List<Integer> all = new ArrayList<>();
        for (int[] list : lists) {
            for (int suite : list) {
                all.add(suite);
            }
        }
        return all.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void alertReceived(Events events, short level, short description) {
        if (description == AlertDescription.close_notify) {
            events.failed(TlsEndpoint.Failure.CLOSED_BY_PEER);
        } else if (level == AlertLevel.fatal) {
            events.failed(TlsEndpoint.Failure.REFUSED_BY_PEER);
        }
    }

    private static void refuse(Events events, TlsEndpoint.Failure failure) throws TlsFatalAlert {
        events.failed(failure);
        throw new TlsFatalAlert(AlertDescription.bad_certificate);
    }

    private static List<byte[]> encoded(Certificate chain) throws IOException {
        List<byte[]> encoded = new ArrayList<>();
        for (TlsCertificate certificate : chain.getCertificateList()) {
            encoded.add(certificate.getEncoded());
        }
        return encoded;
    }

    /** The schemes our key can sign with, best first. */
    private static List<SignatureAndHashAlgorithm> schemes(AsymmetricKeyParameter key, boolean tls13) {
        return switch (key) {
            case RSAKeyParameters rsa when tls13 -> List.of(SignatureAndHashAlgorithm.rsa_pss_rsae_sha256);
            case RSAKeyParameters rsa ->
                List.of(
                        SignatureAndHashAlgorithm.rsa_pss_rsae_sha256,
                        SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.rsa));
            case ECPrivateKeyParameters curve -> {
                int bits = curve.getParameters().getCurve().getFieldSize();
                short hash =
                        bits <= 256 ? HashAlgorithm.sha256 : bits <= 384 ? HashAlgorithm.sha384 : HashAlgorithm.sha512;
                yield List.of(SignatureAndHashAlgorithm.getInstance(hash, SignatureAlgorithm.ecdsa));
            }
            case Ed25519PrivateKeyParameters edwards -> List.of(SignatureAndHashAlgorithm.ed25519);
            default -> List.of();
        };
    }

    private static @Nullable TlsCredentialedSigner signer(
            TlsMaterial.Own own, TlsContext context, @Nullable List<?> accepted, byte[] requestContext) {
        BcTlsCrypto crypto = (BcTlsCrypto) context.getCrypto();
        boolean tls13 = TlsUtils.isTLSv13(context);
        for (SignatureAndHashAlgorithm scheme : schemes(own.key(), tls13)) {
            if (accepted != null && accepted.contains(scheme)) {
                return new BcDefaultTlsCredentialedSigner(
                        new TlsCryptoParameters(context),
                        crypto,
                        own.key(),
                        chain(own, crypto, tls13 ? requestContext : null),
                        scheme);
            }
        }
        return null;
    }

    private static Certificate chain(TlsMaterial.Own own, BcTlsCrypto crypto, byte @Nullable [] requestContext) {
        List<TlsCertificate> certificates = new ArrayList<>();
        try {
            for (byte[] encoding : own.chain()) {
                certificates.add(new BcTlsCertificate(crypto, encoding));
            }
        } catch (IOException e) { // it was read once before
            throw new IllegalStateException("Our own certificate cannot be read.", e);
        }
        if (requestContext == null) {
            return new Certificate(certificates.toArray(TlsCertificate[]::new));
        }
        return new Certificate(
                requestContext,
                certificates.stream()
                        .map(certificate -> new CertificateEntry(certificate, null))
                        .toArray(CertificateEntry[]::new));
    }

    /** The side that connects. */
    static final class Client extends DefaultTlsClient implements TlsAuthentication {
        private final TlsMaterial material;
        private final String serverName;
        private final Events events;

        Client(BcTlsCrypto crypto, TlsMaterial material, String serverName, Events events) {
            super(crypto);
            this.material = material;
            this.serverName = serverName;
            this.events = events;
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return ProtocolVersion.TLSv13.downTo(ProtocolVersion.TLSv12);
        }

        @Override
        protected int[] getSupportedCipherSuites() {
            return suites(TLS13_SUITES, ECDSA_SUITES, RSA_SUITES);
        }

        @Override
        protected @Nullable Vector<ServerName> getSNIServerNames() {
            if (PeerName.isAddress(serverName)) { // RFC 6066 section 3
                return null;
            }
            Vector<ServerName> names = new Vector<>();
            names.add(new ServerName(NameType.host_name, serverName.getBytes(StandardCharsets.US_ASCII)));
            return names;
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return this;
        }

        @Override
        public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
            List<byte[]> chain = encoded(certificate.getCertificate());
            events.shown(chain);
            Optional<TlsEndpoint.Failure> refusal = material.judgeServer(chain, serverName);
            if (refusal.isPresent()) {
                refuse(events, refusal.get());
            }
            events.proved(certificate.getCertificate().getCertificateAt(0).getEncoded());
        }

        @Override
        public @Nullable TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
            if (material.identity().isEmpty()) {
                return null;
            }
            List<?> accepted = context.getSecurityParametersHandshake().getServerSigAlgs();
            byte[] requestContext =
                    TlsUtils.isTLSv13(context) ? request.getCertificateRequestContext() : TlsUtils.EMPTY_BYTES;
            return signer(material.identity().get(), context, accepted, requestContext);
        }

        @Override
        public void notifyAlertReceived(short level, short description) {
            alertReceived(events, level, description);
        }

        @Override
        public void notifyHandshakeComplete() {
            events.established();
        }
    }

    /** The side that is connected to. */
    static final class Server extends DefaultTlsServer {
        private final TlsMaterial material;
        private final TlsMaterial.Own own;
        private final boolean clientCertificateRequired;
        private final Events events;

        Server(BcTlsCrypto crypto, TlsMaterial material, boolean clientCertificateRequired, Events events) {
            super(crypto);
            this.material = material;
            this.own = material.identity().orElseThrow();
            this.clientCertificateRequired = clientCertificateRequired;
            this.events = events;
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return ProtocolVersion.TLSv13.downTo(ProtocolVersion.TLSv12);
        }

        @Override
        protected int[] getSupportedCipherSuites() {
            return suites(TLS13_SUITES, own.key() instanceof RSAKeyParameters ? RSA_SUITES : ECDSA_SUITES);
        }

        @Override
        public TlsCredentials getCredentials() throws IOException {
            List<?> accepted = context.getSecurityParametersHandshake().getClientSigAlgs();
            TlsCredentials credentials = signer(own, context, accepted, TlsUtils.EMPTY_BYTES);
            if (credentials == null) {
                throw new TlsFatalAlert(AlertDescription.handshake_failure);
            }
            return credentials;
        }

        @Override
        public @Nullable CertificateRequest getCertificateRequest() throws IOException {
            if (!clientCertificateRequired) {
                return null;
            }
            Vector<?> schemes = TlsUtils.getDefaultSupportedSignatureAlgorithms(context);
            if (TlsUtils.isTLSv13(context)) {
                return new CertificateRequest(TlsUtils.EMPTY_BYTES, schemes, null, null);
            }
            short[] kinds = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
            return new CertificateRequest(kinds, schemes, null);
        }

        @Override
        public void notifyClientCertificate(Certificate certificate) throws IOException {
            if (certificate == null || certificate.isEmpty()) {
                events.failed(TlsEndpoint.Failure.CERTIFICATE_REFUSED);
                boolean tls13 = TlsUtils.isTLSv13(context);
                throw new TlsFatalAlert(
                        tls13 ? AlertDescription.certificate_required : AlertDescription.handshake_failure);
            }
            Optional<TlsEndpoint.Failure> refusal = material.judgeClient(encoded(certificate));
            if (refusal.isPresent()) {
                refuse(events, refusal.get());
            }
        }

        @Override
        public void notifyAlertReceived(short level, short description) {
            alertReceived(events, level, description);
        }

        @Override
        public void notifyHandshakeComplete() {
            events.established();
        }
    }
}
