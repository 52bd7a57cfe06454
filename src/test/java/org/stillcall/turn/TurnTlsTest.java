package org.stillcall.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.certificate.Host;
import org.stillcall.certificate.OwnAuthority;
import org.stillcall.certificate.Proofs;
import org.stillcall.certificate.Renewals;
import org.stillcall.certificate.Shown;

/** TURN over TLS shows what the console shows, to whom the console shows it. Serves B2, P8. */
class TurnTlsTest {
    private static final String NAME = "notes.home.arpa";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final InstantSource clock = now::get;
    private Renewals renewals;
    private SSLContext trusting;
    private TurnRig rig;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        List<Host> hosts = List.of(Host.read(NAME).orElseThrow());
        OwnAuthority authority = OwnAuthority.open(folder.resolve("authority"), hosts, Randomness.secure(), clock);
        Shown shown = new Shown(hosts, new Proofs(), clock);
        renewals = new Renewals(authority, shown, new Renewals.Means(clock, Randomness.secure(), Log.silent()));
        rig = new TurnRig(Optional.of(shown), List.of(TurnRig.PEER));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("root", authority.root());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        renewals.close();
    }

    private SSLSocket socket(String name, String... protocols) throws IOException {
        Socket plain = new Socket(TurnRig.HERE, rig.port);
        SSLSocket tls = (SSLSocket) trusting.getSocketFactory().createSocket(plain, name, rig.port, true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(List.of(new SNIHostName(name)));
        if (protocols.length > 0) {
            parameters.setProtocols(protocols);
        }
        tls.setSSLParameters(parameters);
        tls.setSoTimeout(20_000);
        return tls;
    }

    private void handshake(String name, String... protocols) throws IOException {
        try (SSLSocket tls = socket(name, protocols)) {
            tls.startHandshake();
        }
    }

    /** What is shown, whatever its dates: a clock that is turned is not this machine's. */
    private X509Certificate shown() throws Exception {
        SSLContext any = SSLContext.getInstance("TLS");
        any.init(null, new TrustManager[] {new Anybody()}, null);
        try (Socket plain = new Socket(TurnRig.HERE, rig.port);
                SSLSocket tls = (SSLSocket) any.getSocketFactory().createSocket(plain, NAME, rig.port, true)) {
            tls.startHandshake();
            return (X509Certificate) tls.getSession().getPeerCertificates()[0];
        }
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void allocation_overTls() throws Exception {
        renewals.tick();
        for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
            TurnClient client =
                    rig.client(socket(NAME, protocol)).with(rig.server.grant().orElseThrow());
            assertEquals(0, client.allocate());
            assertEquals(0, client.bind(0x4000, TurnRig.PEER));
            client.channel(0x4000, new byte[] {5});
            assertEquals(5, rig.atPeer()[0]);
            rig.paths.getLast().outlet.accept(new byte[] {6});
            assertEquals(6, client.next()[4]);
        }
        IceServers.Grant grant = rig.server.grant().orElseThrow();
        assertEquals(List.of("turns:" + NAME + ":443?transport=tcp"), grant.urls());
    }

    @Test
    void newCertificate_isShownToTheNext_andNobodyIsCutOff() throws Exception {
        renewals.tick();
        TurnClient client = rig.client(socket(NAME)).with(rig.server.grant().orElseThrow());
        assertEquals(0, client.allocate());
        X509Certificate first = shown();
        assertEquals(first, shown());
        now.set(now.get().plus(Duration.ofDays(70)));
        renewals.tick();
        assertNotEquals(first, shown());
        assertEquals(0, client.permit(TurnRig.PEER));
    }

    @Test
    void whoAsksByAnotherName_getsNoCertificate() throws Exception {
        renewals.tick();
        assertThrows(SSLException.class, () -> handshake("bank.example"));
        assertTrue(rig.server.counts().malformed() > 0);
    }

    @Test
    void withoutAGoodCertificate_nobodyGetsIn() {
        assertThrows(IOException.class, () -> handshake(NAME));
    }

    @Test
    void oldProtocols_andPlainWords_areRefused() throws Exception {
        renewals.tick();
        assertThrows(Exception.class, () -> handshake(NAME, "TLSv1.1"));
        TurnClient plain = rig.client();
        plain.send(
                plain.begin(Turn.ALLOCATE, org.stillcall.media.Stun.REQUEST).word(Turn.REQUESTED_TRANSPORT, 17 << 24));
        int first = plain.socket.getInputStream().read();
        assertTrue(first < 0 || first == 21, "an alert of TLS at most, and it was " + first);
    }

    @Test
    void handshake_thatIsNotEnded_isEndedAfterTenSeconds() throws Exception {
        renewals.tick();
        TurnClient silent = rig.client();
        TurnClient slow = rig.client();
        slow.send(new byte[] {22, 3, 1, 2, 0, 1});
        TurnRig.await(() -> rig.server.counts().connections() == 2);
        rig.skip(Duration.ofSeconds(11));
        rig.server.tend();
        assertTrue(silent.ended());
        assertTrue(slow.ended());
        TurnRig.await(() -> rig.server.counts().connections() == 0);
        assertEquals(2, rig.server.counts().late());
    }
}
