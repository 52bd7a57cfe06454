package org.stillcall.media;

import static org.stillcall.base.Contract.check;

import java.io.IOException;
import java.util.Hashtable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * Handshakes with ourselves at start, in memory, then sealed packets, so that the first browser of the day finds its
 * code loaded and compiled. Where one fails nothing is lost: the first browser waits a little longer.
 */
final class DtlsRehearsal {
    private static final int ROUNDS = 8;
    private static final int PATIENCE_MILLIS = 5000;

    private DtlsRehearsal() {}

    /** Rehearses on a thread of its own until done or {@code stopped}. */
    static void start(BcTlsCrypto crypto, DtlsIdentities identities, BooleanSupplier stopped) {
        Thread.ofVirtual().name("dtls-rehearsal").start(() -> {
            try {
                for (int i = 0; i < ROUNDS && !stopped.getAsBoolean(); i++) {
                    perform(crypto, identities.current());
                }
                int opened = SrtpRehearsal.perform(SrtpSuite.AEAD_AES_128_GCM, stopped);
                check(opened > 0 || stopped.getAsBoolean(), "What we sealed does not open.");
            } catch (Exception e) { // the thread's outermost loop; the first browser will tell
                return;
            }
        });
    }

    /** One whole handshake, then close_notify. */
    static void perform(BcTlsCrypto crypto, DtlsIdentity identity) throws IOException {
        AtomicReference<DtlsAssociation> server = new AtomicReference<>();
        DtlsLink link = new DtlsLink(datagram -> server.get().arrived(datagram, datagram.length));
        server.set(new DtlsAssociation(
                new DtlsServer(crypto, identity, identity.digest()),
                datagram -> link.arrived(datagram, datagram.length),
                new Semaphore(0),
                new Silent()));
        server.get().start();
        try {
            new DTLSClientProtocol()
                    .connect(new Browser(crypto, identity), link)
                    .close();
        } finally {
            server.get().close();
        }
    }

    private static final class Silent implements DtlsAssociation.Events {
        @Override
        public void secured(AudioTerms.Secure keys) {
            keys.erase();
        }

        @Override
        public void ended() {
            // nobody waits for it
        }
    }

    /** As a browser does it. */
    private static final class Browser extends DefaultTlsClient implements TlsAuthentication {
        private final BcTlsCrypto bouncy;
        private final DtlsIdentity identity;

        Browser(BcTlsCrypto crypto, DtlsIdentity identity) {
            super(crypto);
            this.bouncy = crypto;
            this.identity = identity;
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return ProtocolVersion.DTLSv12.only();
        }

        @Override
        public int getHandshakeTimeoutMillis() {
            return PATIENCE_MILLIS;
        }

        @Override
        @SuppressWarnings({"rawtypes", "unchecked"})
        public Hashtable getClientExtensions() throws IOException {
            Hashtable extensions = super.getClientExtensions();
            int[] profiles = {SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM};
            TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(profiles, TlsUtils.EMPTY_BYTES));
            return extensions;
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return this;
        }

        @Override
        public void notifyServerCertificate(TlsServerCertificate certificate) {
            // it is our own
        }

        @Override
        public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
            return new BcDefaultTlsCredentialedSigner(
                    new TlsCryptoParameters(context),
                    bouncy,
                    identity.key(),
                    new Certificate(new TlsCertificate[] {new BcTlsCertificate(bouncy, identity.certificate())}),
                    DtlsServer.SCHEME);
        }
    }
}
