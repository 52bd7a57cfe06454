package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.sip.TestCertificates.dns;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillcall.sip.TlsEndpoint.Failure;
import org.stillcall.sip.TlsSettings.ClientCertificate;

/** G12, G18: SIP over TLS whose application bytes stay off the heap, with the JDK on the other side. */
class TlsEndpointTest {
    private static final String NAME = "trunk.example";

    @TempDir
    Path folder;

    private TestCertificates authority;
    private TestCertificates.Issued issued;
    private TlsSettings server;
    private TlsSettings client;

    @BeforeEach
    void makeCertificates() throws Exception {
        use(TestCertificates.Kind.P256);
    }

    private void use(TestCertificates.Kind kind) throws Exception {
        authority = new TestCertificates(folder, kind);
        issued = authority.issue(dns(NAME));
        server = settings(Optional.of(issued), ClientCertificate.NOT_ASKED);
        client = settings(Optional.empty(), ClientCertificate.NOT_ASKED);
    }

    private TlsSettings settings(Optional<TestCertificates.Issued> own, ClientCertificate fromClients)
            throws Exception {
        Optional<TlsSettings.Identity> files =
                own.isPresent() ? Optional.of(authority.files(own.get())) : Optional.empty();
        return TlsSettings.load(files, Optional.of(authority.anchor()), fromClients);
    }

    @ParameterizedTest
    @EnumSource(TestCertificates.Kind.class)
    void bothSidesOurs_withEachKindOfKey_talkBothWays(TestCertificates.Kind kind) throws Exception {
        use(kind);
        Pipe.Ours left = new Pipe.Ours(TlsEndpoint.client(client, NAME));
        Pipe.Ours right = new Pipe.Ours(TlsEndpoint.server(server));
        Pipe.run(left, right, 1 << 16);
        assertTrue(left.endpoint.established() && right.endpoint.established());
        say(left.endpoint, "OPTIONS");
        say(right.endpoint, "200 OK");
        Pipe.run(left, right, 1 << 16);
        assertEquals("OPTIONS", right.heard.toString());
        assertEquals("200 OK", left.heard.toString());
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2,P256", "TLSv1.3,P256", "TLSv1.2,P384", "TLSv1.3,P384", "TLSv1.2,RSA", "TLSv1.3,RSA"})
    void client_towardsTheJdk_talksBothWaysAndCloses(String version, TestCertificates.Kind kind) throws Exception {
        use(kind);
        Pipe.Ours ours = new Pipe.Ours(TlsEndpoint.client(client, NAME));
        Pipe.Jdk jdk = new Pipe.Jdk(engine(version, false, true));
        talkAndClose(ours, jdk, version);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2,P256", "TLSv1.3,P256", "TLSv1.2,P384", "TLSv1.3,P384", "TLSv1.2,RSA", "TLSv1.3,RSA"})
    void server_towardsTheJdk_talksBothWaysAndCloses(String version, TestCertificates.Kind kind) throws Exception {
        use(kind);
        Pipe.Ours ours = new Pipe.Ours(TlsEndpoint.server(server));
        Pipe.Jdk jdk = new Pipe.Jdk(engine(version, true, false));
        talkAndClose(ours, jdk, version);
    }

    private static void talkAndClose(Pipe.Ours ours, Pipe.Jdk jdk, String version) {
        Pipe.run(ours, jdk, 1000);
        assertEquals(Optional.empty(), ours.endpoint.failure());
        assertTrue(ours.endpoint.established());
        assertEquals(version, jdk.engine.getSession().getProtocol());
        jdk.say("INVITE".getBytes(StandardCharsets.US_ASCII));
        say(ours.endpoint, "BYE");
        Pipe.run(ours, jdk, 1000);
        assertEquals("INVITE", ours.heard.toString());
        assertEquals("BYE", jdk.heard.toString());
        ours.endpoint.close();
        Pipe.run(ours, jdk, 1000);
        assertTrue(jdk.engine.isInboundDone());
        assertEquals(0, ours.endpoint.available());
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2,1", "TLSv1.3,1", "TLSv1.2,7", "TLSv1.3,65536"})
    void handshakeAndTalk_inPiecesOfAnySize_work(String version, int piece) throws Exception {
        Pipe.Ours ours = new Pipe.Ours(TlsEndpoint.server(server));
        Pipe.Jdk jdk = new Pipe.Jdk(engine(version, true, false));
        Pipe.run(ours, jdk, piece);
        jdk.say("INVITE".getBytes(StandardCharsets.US_ASCII));
        say(ours.endpoint, "BYE");
        Pipe.run(ours, jdk, piece);
        assertEquals("INVITE", ours.heard.toString());
        assertEquals("BYE", jdk.heard.toString());
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2,false", "TLSv1.3,false", "TLSv1.2,true", "TLSv1.3,true"})
    void aMegabyteBothWays_arrivesWhole(String version, boolean weConnect) throws Exception {
        Pipe.Ours ours = new Pipe.Ours(weConnect ? TlsEndpoint.client(client, NAME) : TlsEndpoint.server(server));
        Pipe.Jdk jdk = new Pipe.Jdk(engine(version, !weConnect, weConnect));
        Pipe.run(ours, jdk, 1 << 16);
        byte[] bytes = new byte[1 << 20];
        new Random(21).nextBytes(bytes);
        int checksum = 0;
        for (byte value : bytes) {
            checksum = checksum * 31 + value;
        }
        jdk.say(bytes);
        MemorySegment source = Arena.ofAuto().allocate(bytes.length);
        source.copyFrom(MemorySegment.ofArray(bytes));
        ours.endpoint.write(source, 0, bytes.length);
        Pipe.run(ours, jdk, 1 << 16);
        assertEquals(bytes.length, jdk.heardBytes);
        assertEquals(bytes.length, ours.heardBytes);
        assertEquals(checksum, jdk.checksum);
        assertEquals(checksum, ours.checksum);
    }

    @Test
    void receive_whenNobodyReads_keepsTheRestSealed() throws Exception {
        Pipe.Ours left = new Pipe.Ours(TlsEndpoint.client(client, NAME));
        Pipe.Ours right = new Pipe.Ours(TlsEndpoint.server(server));
        Pipe.run(left, right, 1 << 16);
        MemorySegment source = Arena.ofAuto().allocate(60_000);
        source.fill((byte) 'x');
        left.endpoint.write(source, 0, 60_000);
        ByteBuffer bytes = left.send();
        right.endpoint.receive(bytes);
        assertFalse(bytes.hasRemaining());
        assertEquals(1 << 14, right.endpoint.available());
        say(left.endpoint, "more");
        ByteBuffer more = left.send();
        int length = more.remaining();
        right.endpoint.receive(more);
        assertEquals(length, more.remaining(), "nothing is taken while something is kept");
        right.read();
        assertEquals(60_000, right.heardBytes);
        right.receive(more);
        assertEquals(60_004, right.heardBytes);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2", "TLSv1.3"})
    void mutual_withTheJdkAsClient_isEstablished(String version) throws Exception {
        server = settings(Optional.of(issued), ClientCertificate.REQUIRED);
        Pipe.Ours ours = new Pipe.Ours(TlsEndpoint.server(server));
        Pipe.Jdk jdk = new Pipe.Jdk(engine(version, true, true));
        talkAndClose(ours, jdk, version);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2", "TLSv1.3"})
    void mutual_withTheJdkAsServer_isEstablished(String version) throws Exception {
        client = settings(Optional.of(issued), ClientCertificate.NOT_ASKED);
        Pipe.Ours ours = new Pipe.Ours(TlsEndpoint.client(client, NAME));
        SSLEngine engine = engine(version, false, true);
        engine.setNeedClientAuth(true);
        talkAndClose(ours, new Pipe.Jdk(engine), version);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2", "TLSv1.3"})
    void server_whenTheClientHasNoCertificate_refuses(String version) throws Exception {
        server = settings(Optional.of(issued), ClientCertificate.REQUIRED);
        Pipe.Ours ours = new Pipe.Ours(TlsEndpoint.server(server));
        Pipe.Jdk jdk = new Pipe.Jdk(engine(version, true, false));
        Pipe.run(ours, jdk, 1 << 16);
        assertEquals(Optional.of(Failure.CERTIFICATE_REFUSED), ours.endpoint.failure());
        assertFalse(ours.endpoint.established());
        assertNotNull(jdk.failure);
    }

    @Test
    void client_whenTheCertificateIsForAnotherName_refuses() throws Exception {
        assertRefused(Failure.NAME_MISMATCH, TlsEndpoint.client(client, "other.example"));
    }

    @Test
    void client_whenTheCertificateIsOutOfDate_refuses() throws Exception {
        issued = authority.issueAt(Instant.now().minusSeconds(200_000), dns(NAME));
        assertRefused(Failure.CERTIFICATE_REFUSED, TlsEndpoint.client(client, NAME));
    }

    @Test
    void client_whenTheCertificateIsNotYetValid_refuses() throws Exception {
        issued = authority.issueAt(Instant.now().plusSeconds(200_000), dns(NAME));
        assertRefused(Failure.CERTIFICATE_REFUSED, TlsEndpoint.client(client, NAME));
    }

    @Test
    void client_whenTheAuthorityIsUnknown_refuses() throws Exception {
        TestCertificates stranger = new TestCertificates(folder, TestCertificates.Kind.P256);
        TlsSettings trusting =
                TlsSettings.load(Optional.empty(), Optional.of(stranger.anchor()), ClientCertificate.NOT_ASKED);
        assertRefused(Failure.CERTIFICATE_REFUSED, TlsEndpoint.client(trusting, NAME));
        TlsSettings byDefault = TlsSettings.load(Optional.empty(), Optional.empty(), ClientCertificate.NOT_ASKED);
        assertRefused(Failure.CERTIFICATE_REFUSED, TlsEndpoint.client(byDefault, NAME));
    }

    private void assertRefused(Failure failure, TlsEndpoint endpoint) throws Exception {
        for (String version : new String[] {"TLSv1.3"}) {
            Pipe.Ours ours = new Pipe.Ours(endpoint);
            Pipe.Jdk jdk = new Pipe.Jdk(engine(version, false, true));
            Pipe.run(ours, jdk, 1 << 16);
            assertEquals(Optional.of(failure), ours.endpoint.failure());
            assertFalse(ours.endpoint.established());
            assertNotNull(jdk.failure, "an alert was sent");
        }
    }

    @Test
    void server_whenTheClientOffersOldVersionsOrSuitesOnly_refuses() throws Exception {
        Pipe.Ours ours = new Pipe.Ours(TlsEndpoint.server(server));
        SSLEngine engine = engine("TLSv1.2", true, false);
        engine.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
        Pipe.run(ours, new Pipe.Jdk(engine), 1 << 16);
        assertEquals(Optional.of(Failure.HANDSHAKE_FAILED), ours.endpoint.failure());
    }

    @Test
    void receive_ofWhatIsNotTls_fails() {
        TlsEndpoint endpoint = TlsEndpoint.server(server);
        ByteBuffer bytes = ByteBuffer.wrap("INVITE sip:x@y SIP/2.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        endpoint.receive(bytes);
        assertEquals(Optional.of(Failure.HANDSHAKE_FAILED), endpoint.failure());
        assertFalse(bytes.hasRemaining());
        endpoint.close();
        endpoint.close();
    }

    @Test
    void receive_ofAChangedRecord_failsAndReleasesNothing() throws Exception {
        Pipe.Ours left = new Pipe.Ours(TlsEndpoint.client(client, NAME));
        Pipe.Ours right = new Pipe.Ours(TlsEndpoint.server(server));
        Pipe.run(left, right, 1 << 16);
        say(left.endpoint, "INVITE");
        ByteBuffer bytes = left.send();
        bytes.put(8, (byte) (bytes.get(8) ^ 1));
        right.endpoint.receive(bytes);
        assertEquals(Optional.of(Failure.PROTOCOL_ERROR), right.endpoint.failure());
        assertEquals(0, right.endpoint.available());
    }

    @Test
    void receive_afterThePeerClosed_stillGivesWhatWasSaid() throws Exception {
        TlsEndpoint left = TlsEndpoint.client(client, NAME);
        Pipe.Ours leftSide = new Pipe.Ours(left);
        Pipe.Ours right = new Pipe.Ours(TlsEndpoint.server(server));
        Pipe.run(leftSide, right, 1 << 16);
        say(left, "BYE");
        left.close();
        right.endpoint.receive(leftSide.send());
        assertEquals(Optional.of(Failure.CLOSED_BY_PEER), right.endpoint.failure());
        right.read();
        assertEquals("BYE", right.heard.toString());
        assertTrue(right.endpoint.pending() > 0, "close_notify is answered");
    }

    @Test
    void write_beforeTheHandshake_throws() {
        TlsEndpoint endpoint = TlsEndpoint.client(client, NAME);
        assertThrows(IllegalStateException.class, () -> say(endpoint, "INVITE"));
    }

    @Test
    void readAndWrite_ofMemoryOnTheHeap_throw() {
        TlsEndpoint endpoint = TlsEndpoint.client(client, NAME);
        MemorySegment onHeap = MemorySegment.ofArray(new byte[10]);
        assertThrows(IllegalArgumentException.class, () -> endpoint.write(onHeap, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> endpoint.read(onHeap, 0, 10));
    }

    @Test
    void connections_whenClosed_giveTheirMemoryBack() throws Exception {
        Pipe.Ours left = new Pipe.Ours(TlsEndpoint.client(client, NAME));
        Pipe.Ours right = new Pipe.Ours(TlsEndpoint.server(server));
        Pipe.run(left, right, 1 << 16);
        say(left.endpoint, "INVITE");
        right.endpoint.receive(left.send());
        assertEquals(1, server.records().onLoan());
        right.endpoint.close();
        left.endpoint.close();
        assertEquals(0, server.records().onLoan() + server.keyRooms().onLoan());
        assertEquals(0, client.records().onLoan() + client.keyRooms().onLoan());
    }

    @Test
    void reload_givesNewConnectionsTheNewCertificate() throws Exception {
        TlsSettings.Identity files = authority.files(issued);
        TlsSettings changing =
                TlsSettings.load(Optional.of(files), Optional.of(authority.anchor()), ClientCertificate.NOT_ASKED);
        TlsSettings.Identity others = authority.files(authority.issue(dns("new.example")));
        Files.copy(others.chain(), files.chain(), StandardCopyOption.REPLACE_EXISTING);
        assertThrows(TlsSettings.Unfit.class, changing::reload);
        assertTrue(established(changing, NAME), "the old one still serves");
        Files.copy(others.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
        changing.reload();
        assertTrue(established(changing, "new.example"));
        assertFalse(established(changing, NAME));
    }

    private boolean established(TlsSettings serving, String name) {
        Pipe.Ours left = new Pipe.Ours(TlsEndpoint.client(client, name));
        Pipe.Ours right = new Pipe.Ours(TlsEndpoint.server(serving));
        Pipe.run(left, right, 1 << 16);
        return left.endpoint.established() && right.endpoint.established();
    }

    @Test
    void load_ofUnfitFiles_throws() throws Exception {
        TlsSettings.Identity files = authority.files(issued);
        Path none = folder.resolve("none.pem");
        for (TlsSettings.Identity unfit : new TlsSettings.Identity[] {
            new TlsSettings.Identity(none, files.key()),
            new TlsSettings.Identity(files.chain(), none),
            new TlsSettings.Identity(files.key(), files.key()),
            new TlsSettings.Identity(files.chain(), files.chain())
        }) {
            assertThrows(
                    TlsSettings.Unfit.class,
                    () -> TlsSettings.load(Optional.of(unfit), Optional.empty(), ClientCertificate.NOT_ASKED));
        }
        assertThrows(
                TlsSettings.Unfit.class,
                () -> TlsSettings.load(Optional.empty(), Optional.of(none), ClientCertificate.NOT_ASKED));
    }

    static void say(TlsEndpoint endpoint, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        MemorySegment source = Arena.ofAuto().allocate(bytes.length);
        source.copyFrom(MemorySegment.ofArray(bytes));
        endpoint.write(source, 0, bytes.length);
    }

    private SSLEngine engine(String version, boolean asClient, boolean withCertificate)
            throws GeneralSecurityException, IOException {
        SSLEngine engine = JdkSide.context(authority, withCertificate ? Optional.of(issued) : Optional.empty())
                .createSSLEngine(NAME, 5061);
        engine.setUseClientMode(asClient);
        engine.setEnabledProtocols(new String[] {version});
        return engine;
    }
}
