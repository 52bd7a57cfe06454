package org.stillcall.media;

import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsServer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;

/**
 * Our side of one DTLS handshake (RFC 5763, RFC 5764): DTLS 1.2, forward secret, the browser's certificate demanded and
 * held against its description, keys for secure RTP and nothing else. One association's thread.
 */
final class DtlsServer extends AbstractTlsServer {
    static final int LIMIT_MILLIS = 10_000;
    /** Until a lost flight is sent again, doubled each time. */
    private static final int RESEND_MILLIS = 250;

    static final SignatureAndHashAlgorithm SCHEME =
            SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);

    private final BcTlsCrypto bouncy;
    private final DtlsIdentity own;
    private final byte[] expected;
    private @Nullable SrtpSuite suite;
    private AudioTerms.@Nullable Secure keys;

    /** {@code expected} is the SHA-256 digest of the browser's certificate. */
    DtlsServer(BcTlsCrypto crypto, DtlsIdentity own, byte[] expected) {
        super(crypto);
        this.bouncy = crypto;
        this.own = own;
        this.expected = expected;
    }

    /** The keys of both directions once the handshake is complete; whoever takes them overwrites them. */
    AudioTerms.@Nullable Secure keys() {
        return keys;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return new int[] {
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
        };
    }

    @Override
    protected int selectECDH(int minimumCurveBits) {
        int[] theirs = context.getSecurityParametersHandshake().getClientSupportedGroups();
        for (int group : theirs == null ? new int[] {NamedGroup.secp256r1} : theirs) {
            if (group == NamedGroup.x25519 || group == NamedGroup.secp256r1) {
                return group;
            }
        }
        return -1;
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return LIMIT_MILLIS;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return RESEND_MILLIS;
    }

    @Override
    public int getMaxCertificateChainLength() {
        return 1;
    }

    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    @Override
    protected boolean allowCertificateStatus() {
        return false;
    }

    /** Both suites need {@code use_srtp}, and one of its profiles is ours (RFC 5764 section 4.1). */
    @Override
    @SuppressWarnings("rawtypes")
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        UseSRTPData offered = extensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(extensions);
        if (offered != null) {
            for (int profile : offered.getProtectionProfiles()) {
                if (profile == SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM) {
                    suite = SrtpSuite.AEAD_AES_128_GCM;
                } else if (profile == SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80 && suite == null) {
                    suite = SrtpSuite.AES_CM_128_HMAC_SHA1_80;
                }
            }
        }
        if (suite == null) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Hashtable getServerExtensions() throws IOException {
        Hashtable extensions = super.getServerExtensions();
        int profile = suite == SrtpSuite.AEAD_AES_128_GCM
                ? SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM
                : SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(new int[] {profile}, TlsUtils.EMPTY_BYTES));
        return extensions;
    }

    @Override
    public TlsCredentials getCredentials() throws IOException {
        List<?> accepted = context.getSecurityParametersHandshake().getClientSigAlgs();
        if (accepted == null || !accepted.contains(SCHEME)) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                bouncy,
                own.key(),
                new Certificate(new TlsCertificate[] {new BcTlsCertificate(bouncy, own.certificate())}),
                SCHEME);
    }

    @Override
    @SuppressWarnings("JdkObsolete") // what the library takes
    public CertificateRequest getCertificateRequest() {
        Vector<SignatureAndHashAlgorithm> algorithms = new Vector<>();
        algorithms.add(SCHEME);
        return new CertificateRequest(new short[] {ClientCertificateType.ecdsa_sign}, algorithms, null);
    }

    /** That the browser holds the certificate's key is checked by the library after this. */
    @Override
    public void notifyClientCertificate(Certificate certificate) throws IOException {
        boolean right = !certificate.isEmpty()
                && Arrays.equals(
                        expected,
                        DtlsIdentity.digest(certificate.getCertificateAt(0).getEncoded()));
        if (!right) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate); // RFC 8122 section 6.2
        }
    }

    /** RFC 5764 section 4.2: the client's key, the server's key, the client's salt, the server's salt. */
    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        SrtpSuite agreed = suite;
        if (agreed == null) {
            throw new TlsFatalAlert(AlertDescription.internal_error);
        }
        byte[] material = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, 2 * agreed.keyingBytes());
        keys = new AudioTerms.Secure(half(material, agreed, 1), half(material, agreed, 0));
        Arrays.fill(material, (byte) 0);
    }

    private static PeerCrypto half(byte[] material, SrtpSuite suite, int side) {
        byte[] keying = new byte[suite.keyingBytes()];
        int key = SrtpSuite.KEY_BYTES;
        System.arraycopy(material, side * key, keying, 0, key);
        System.arraycopy(material, 2 * key + side * suite.saltBytes, keying, key, suite.saltBytes);
        return new PeerCrypto(0, suite, keying);
    }
}
