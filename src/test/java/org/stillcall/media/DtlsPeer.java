package org.stillcall.media;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** A browser's side of DTLS, by Bouncy Castle, on a thread of its own over datagrams that a test hands to and fro. */
final class DtlsPeer extends DefaultTlsClient implements DatagramTransport, TlsAuthentication {
    static final int GCM = 7;
    static final int CM = 1;

    final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    /** What it offers in use_srtp, in its order; none: no extension. */
    int[] profiles = {CM, GCM};

    boolean withCertificate = true;
    boolean withExtendedSecret = true;
    int[] suites = {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256};
    ProtocolVersion version = ProtocolVersion.DTLSv12;
    int sendLimit = 1200;

    private final BcTlsCrypto bouncy;
    private final DtlsIdentity identity;
    private final Consumer<byte[]> out;
    volatile byte[] material = new byte[0];
    volatile int profile;
    volatile byte[] serverDigest = new byte[0];
    volatile String failure = "";
    private volatile DTLSTransport transport;
    private volatile boolean ended;

    DtlsPeer(DtlsIdentity identity, Consumer<byte[]> out) {
        this(new BcTlsCrypto(new java.security.SecureRandom()), identity, out);
    }

    private DtlsPeer(BcTlsCrypto crypto, DtlsIdentity identity, Consumer<byte[]> out) {
        super(crypto);
        this.bouncy = crypto;
        this.identity = identity;
        this.out = out;
    }

    void start() {
        Thread.ofVirtual().name("dtls-peer").start(() -> {
            try {
                transport = new DTLSClientProtocol().connect(this, this);
                byte[] unheard = new byte[1500];
                while (!ended) {
                    transport.receive(unheard, 0, unheard.length, 10_000);
                }
            } catch (IOException e) {
                failure = String.valueOf(e.getMessage());
            } finally {
                ended = true;
            }
        });
    }

    boolean connected() {
        return material.length > 0;
    }

    boolean ended() {
        return ended;
    }

    /** Says close_notify. */
    void hangUp() {
        try {
            transport.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void say(byte[] data) {
        try {
            transport.send(data, 0, data.length);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Our key and salt, or the server's. */
    byte[] keying(boolean server) {
        int salt = profile == GCM ? 12 : 14;
        int side = server ? 1 : 0;
        byte[] keying = new byte[16 + salt];
        System.arraycopy(material, side * 16, keying, 0, 16);
        System.arraycopy(material, 32 + side * salt, keying, 16, salt);
        return keying;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return version.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return suites;
    }

    @Override
    public boolean shouldUseExtendedMasterSecret() {
        return withExtendedSecret;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return 100;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Hashtable getClientExtensions() throws IOException {
        Hashtable extensions = super.getClientExtensions();
        if (profiles.length > 0) {
            TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(profiles, new byte[0]));
        }
        return extensions;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void processServerExtensions(Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        UseSRTPData chosen = TlsSRTPUtils.getUseSRTPExtension(extensions);
        profile = chosen == null ? 0 : chosen.getProtectionProfiles()[0];
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return this;
    }

    @Override
    public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
        serverDigest = DtlsIdentity.digest(
                certificate.getCertificate().getCertificateAt(0).getEncoded());
    }

    @Override
    public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
        if (!withCertificate) {
            return null;
        }
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                bouncy,
                identity.key(),
                new Certificate(new TlsCertificate[] {new BcTlsCertificate(bouncy, identity.certificate())}),
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        material = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, 2 * (16 + (profile == GCM ? 12 : 14)));
    }

    @Override
    public int getReceiveLimit() {
        return 1500;
    }

    @Override
    public int getSendLimit() {
        return sendLimit;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
        try {
            byte[] datagram = arrived.poll(waitMillis == 0 ? 10_000 : waitMillis, TimeUnit.MILLISECONDS);
            if (ended) {
                throw new InterruptedIOException("ended");
            }
            if (datagram == null) {
                return -1;
            }
            System.arraycopy(datagram, 0, buffer, offset, datagram.length);
            return datagram.length;
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
        out.accept(Arrays.copyOfRange(buffer, offset, offset + length));
    }

    @Override
    public void close() {
        ended = true;
    }
}
