package org.stillcall.sip;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.sip.TestCertificates.dns;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Block;
import org.stillcall.base.Limits;
import org.stillcall.sip.TlsSettings.ClientCertificate;

/**
 * G12: SIP over TLS in both roles, between two wires and with the JDK's sockets. G18 for what passes through memory.
 */
@Timeout(60)
class SipWireTlsTest {
    private static final String NAME = "trunk.example";

    @TempDir
    Path folder;

    private final WireRig server = new WireRig();
    private final WireRig client = new WireRig();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private TestCertificates authority;
    private TestCertificates.Issued issued;
    private TlsSettings.Identity files;
    private TlsSettings settings;
    private InetSocketAddress own;

    @BeforeEach
    void open() throws Exception {
        authority = new TestCertificates(folder, TestCertificates.Kind.P256);
        issued = authority.issue(dns(NAME), dns("second.example"));
        files = authority.files(issued);
        settings = TlsSettings.load(Optional.of(files), Optional.of(authority.anchor()), ClientCertificate.NOT_ASKED);
        secure(server, settings);
        secure(client, settings);
        own = server.listen(Transport.TLS);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        client.close();
        server.close();
    }

    private static void secure(WireRig rig, TlsSettings settings) {
        rig.onLoop(() -> {
            rig.wire.secure(settings);
            return 0;
        });
    }

    private SSLSocket dial() throws Exception {
        SSLSocket socket = (SSLSocket) JdkSide.context(authority, Optional.empty())
                .getSocketFactory()
                .createSocket(own.getAddress(), own.getPort());
        opened.add(socket);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private SSLServerSocket jdkServer() throws Exception {
        SSLServerSocket listener = (SSLServerSocket) JdkSide.context(authority, Optional.of(issued))
                .getServerSocketFactory()
                .createServerSocket(0, 4, InetAddress.getLoopbackAddress());
        opened.add(listener);
        return listener;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String read(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), US_ASCII);
    }

    @Test
    void messages_goBothWaysOnOneConnection() throws Exception {
        client.send(Hop.tls(own, NAME), WireRig.message(10));
        client.send(Hop.tls(own, NAME), WireRig.message(Limits.SIP_MESSAGE_BYTES - 200));
        WireRig.Received first = server.take();
        assertEquals(WireRig.message(10), first.text());
        assertEquals(
                WireRig.message(Limits.SIP_MESSAGE_BYTES - 200), server.take().text());
        assertEquals("", first.from().serverName());
        assertEquals(own, server.onLoop(() -> server.wire.local(first.from())));
        server.send(first.from(), WireRig.message(3));
        WireRig.Received answer = client.take();
        assertEquals(WireRig.message(3), answer.text());
        assertTrue(answer.from().matches(Hop.tls(own, NAME)));
        assertEquals(1, client.onLoop(client.wire::connections));
        assertEquals(0, client.onLoop(client.wire::blocksOnLoan));
        assertEquals(0, server.onLoop(server.wire::blocksOnLoan));
        byte[] after = server.onLoop(() -> server.last.toArray(ValueLayout.JAVA_BYTE));
        for (byte b : after) {
            assertEquals(0, b);
        }
    }

    /** G15: by another one the carrier may be another. */
    @Test
    void certificate_ofWhoWasDialled_isKnownWhileTheConnectionIsOpen() throws Exception {
        Hop hop = Hop.tls(own, NAME);
        assertEquals(Optional.empty(), client.onLoop(() -> client.wire.certificate(hop)));
        client.send(hop, WireRig.message(1));
        Hop accepted = server.take().from();
        byte[] der = issued.certificate().getEncoded();
        String expected =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
        assertEquals(Optional.of(expected), client.onLoop(() -> client.wire.certificate(hop)));
        assertEquals(Optional.empty(), client.onLoop(() -> client.wire.certificate(Hop.tls(own, "second.example"))));
        assertEquals(Optional.empty(), server.onLoop(() -> server.wire.certificate(accepted)));
    }

    @Test
    void connection_isSharedUnderItsOwnServerNameOnly() throws Exception {
        client.send(Hop.tls(own, NAME), WireRig.message(1));
        client.send(Hop.tls(own, "second.example"), WireRig.message(2));
        long first = server.take().from().connection();
        long second = server.take().from().connection();
        assertNotEquals(first, second);
        assertEquals(2, client.onLoop(client.wire::connections));
    }

    @Test
    void certificate_ofAnotherName_isRefused_andNothingIsSent() throws Exception {
        Hop hop = Hop.tls(own, "other.example");
        client.send(hop, WireRig.message(1));
        WireRig.Failed failed = client.takeFailed();
        assertEquals(FailureKind.TLS, failed.kind());
        assertTrue(failed.hop().matches(hop));
        assertEquals(FailureKind.TLS, server.takeFailed().kind());
        assertTrue(server.received.isEmpty());
        assertEquals(0, client.onLoop(client.wire::connections));
        assertEquals(0, client.onLoop(client.wire::blocksOnLoan));
    }

    @Test
    void certificate_ofAnUnknownAuthority_isRefused() throws Exception {
        TestCertificates stranger = new TestCertificates(folder, TestCertificates.Kind.P256);
        secure(client, TlsSettings.load(Optional.empty(), Optional.of(stranger.anchor()), ClientCertificate.NOT_ASKED));
        client.send(Hop.tls(own, NAME), WireRig.message(1));
        assertEquals(FailureKind.TLS, client.takeFailed().kind());
        assertTrue(server.received.isEmpty());
    }

    @Test
    void jdkClient_isServed_howeverItsMessagesAreCut() throws Exception {
        server.also = new WireListener() {
            @Override
            public void received(Hop from, Block message, int length) {
                server.wire.send(from, message, length);
            }

            @Override
            public void failed(Hop hop, FailureKind kind) {}
        };
        SSLSocket phone = dial();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            all.append(WireRig.message(i)); // answered while more records wait in the same read
        }
        CompletableFuture<String> back = CompletableFuture.supplyAsync(() -> {
            try {
                return read(phone, all.length());
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
        for (int from = 0; from < all.length(); from += 997) {
            write(phone, all.substring(from, Math.min(all.length(), from + 997)));
        }
        assertEquals(all.toString(), back.get(20, TimeUnit.SECONDS));
        write(phone, "\r\n\r\n");
        assertEquals("\r\n", read(phone, 2));
        assertEquals(0, server.onLoop(server.wire::blocksOnLoan));
        assertEquals(0, server.loop.failures());
    }

    @Test
    void jdkServer_isDialled_andItsEndIsTold() throws Exception {
        SSLServerSocket listener = jdkServer();
        Hop hop = Hop.tls((InetSocketAddress) listener.getLocalSocketAddress(), NAME);
        client.send(hop, WireRig.message(5));
        try (SSLSocket carrier = (SSLSocket) listener.accept()) {
            carrier.setSoTimeout(10_000);
            assertEquals(WireRig.message(5), read(carrier, WireRig.message(5).length()));
            write(carrier, WireRig.message(6));
            assertEquals(WireRig.message(6), client.take().text());
        }
        WireRig.Failed failed = client.takeFailed();
        assertEquals(FailureKind.CLOSED, failed.kind());
        assertTrue(failed.hop().matches(hop));
        assertEquals(0, client.onLoop(client.wire::blocksOnLoan));
    }

    @Test
    void peer_thatTakesSlowly_getsEverythingInOrder() throws Exception {
        SSLServerSocket listener = jdkServer();
        Hop hop = Hop.tls((InetSocketAddress) listener.getLocalSocketAddress(), NAME);
        client.send(hop, WireRig.message(8_000));
        SSLSocket carrier = (SSLSocket) listener.accept();
        opened.add(carrier);
        carrier.setSoTimeout(10_000);
        assertEquals(
                WireRig.message(8_000), read(carrier, WireRig.message(8_000).length()));
        int count = 0;
        while (client.onLoop(client.wire::blocksOnLoan) < 5) {
            count++;
            client.send(hop, WireRig.message(8_000 - count));
        }
        for (int i = 1; i <= count; i++) {
            String expected = WireRig.message(8_000 - i);
            assertEquals(expected, read(carrier, expected.length()));
        }
        assertTrue(client.failed.isEmpty());
        assertEquals(0, client.onLoop(client.wire::blocksOnLoan));
    }

    @Test
    void peer_thatTakesNothing_isClosedWhenItsQueueIsFull() throws Exception {
        SSLServerSocket listener = jdkServer();
        Hop hop = Hop.tls((InetSocketAddress) listener.getLocalSocketAddress(), NAME);
        client.send(hop, WireRig.message(8_000));
        SSLSocket carrier = (SSLSocket) listener.accept();
        opened.add(carrier);
        assertEquals(
                WireRig.message(8_000), read(carrier, WireRig.message(8_000).length()));
        for (int i = 0; i < 4_000 && client.failed.isEmpty(); i++) {
            client.send(hop, WireRig.message(8_000));
        }
        assertEquals(FailureKind.OVERLOADED, client.takeFailed().kind());
    }

    @Test
    void handshake_thatNeverComes_timesOutOnBothSides() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
                Socket silent = new Socket(own.getAddress(), own.getPort())) {
            client.send(Hop.tls((InetSocketAddress) mute.getLocalSocketAddress(), NAME), WireRig.message(1));
            try (Socket accepted = mute.accept()) {
                assertNotEquals(-1, accepted.getInputStream().read()); // its ClientHello came
                client.skip(Limits.SIP_CONNECT_MILLIS + 1_000);
                assertEquals(FailureKind.TIMEOUT, client.takeFailed().kind());
            }
            silent.setSoTimeout(10_000);
            while (server.onLoop(server.wire::connections) == 0) {
                server.skip(1);
            }
            server.skip(Limits.SIP_CONNECT_MILLIS + 1_000);
            assertEquals(FailureKind.TIMEOUT, server.takeFailed().kind());
            assertEquals(0, server.onLoop(server.wire::blocksOnLoan));
        }
    }

    @Test
    void stream_thatIsNoTls_isClosed() throws Exception {
        try (Socket phone = new Socket(own.getAddress(), own.getPort())) {
            phone.setSoTimeout(10_000);
            write(phone, WireRig.message(5));
            assertEquals(FailureKind.TLS, server.takeFailed().kind());
        }
        assertTrue(server.received.isEmpty());
    }

    @Test
    void certificates_readAgain_serveNewConnections_andOldOnesGoOn() throws Exception {
        SSLSocket before = dial();
        write(before, WireRig.message(1));
        Hop old = server.take().from();
        TlsSettings.Identity renewed = authority.files(authority.issue(dns(NAME)));
        Files.move(renewed.chain(), files.chain(), StandardCopyOption.REPLACE_EXISTING);
        Files.move(renewed.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
        settings.reload();
        SSLSocket after = dial();
        write(after, WireRig.message(2));
        server.take();
        Certificate first = before.getSession().getPeerCertificates()[0];
        Certificate second = after.getSession().getPeerCertificates()[0];
        assertEquals(issued.certificate(), first);
        assertNotEquals(first, second);
        server.send(old, WireRig.message(3));
        assertEquals(WireRig.message(3), read(before, WireRig.message(3).length()));
    }

    @Test
    void withoutSettings_thereIsNoTls() throws Exception {
        try (WireRig bare = new WireRig()) {
            bare.send(Hop.tls(own, NAME), WireRig.message(1));
            assertEquals(FailureKind.NO_SOCKET, bare.takeFailed().kind());
            assertThrows(CompletionException.class, () -> bare.listen(Transport.TLS));
        }
        client.send(new Hop(Transport.TLS, own, "", 0), WireRig.message(1));
        assertEquals(FailureKind.TLS, client.takeFailed().kind());
    }
}
