package org.stillcall.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Log;
import org.stillcall.sip.JdkSide;
import org.stillcall.sip.SipResolver;
import org.stillcall.sip.TestCertificates;
import org.stillcall.sip.TestCertificates.Issued;
import org.stillcall.sip.TlsGlance;
import org.stillcall.sip.TlsGlance.Outcome;
import org.stillcall.sip.TlsSettings;
import org.stillcall.sip.Transport;
import picocli.CommandLine;

/** The doctor sees by a real handshake what a carrier and the running console show, and says nothing to them (G12). */
@Timeout(60)
class HandshakesTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    Path folder;

    private final ExecutorService others = Executors.newCachedThreadPool();
    private TestCertificates authority;
    private TlsSettings settings;

    @BeforeEach
    void authority() throws Exception {
        authority = new TestCertificates(folder, TestCertificates.Kind.P256);
        settings = TlsSettings.load(
                Optional.empty(), Optional.of(authority.anchor()), TlsSettings.ClientCertificate.NOT_ASKED);
    }

    @AfterEach
    void end() {
        others.shutdownNow();
    }

    /** A real TLS server that shows a certificate and gives all that it then hears. */
    private final class Carrier implements AutoCloseable {
        private final SSLServerSocket listener;
        private final CompletableFuture<Integer> heard = new CompletableFuture<>();

        Carrier(Issued issued, int port) throws GeneralSecurityException, IOException {
            listener = (SSLServerSocket) JdkSide.context(authority, Optional.of(issued))
                    .getServerSocketFactory()
                    .createServerSocket(port, 1, HERE);
            others.execute(() -> {
                int bytes = 0;
                try (SSLSocket socket = (SSLSocket) listener.accept()) {
                    while (socket.getInputStream().read() >= 0) {
                        bytes++;
                    }
                } catch (IOException refused) {
                    // who does not believe it goes away
                } finally {
                    heard.complete(bytes);
                }
            });
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    private TlsGlance glance(int port, String name) {
        return TlsGlance.at(new InetSocketAddress(HERE, port), name, settings, Duration.ofSeconds(10));
    }

    private TlsGlance glance(Issued shown, String name) throws Exception {
        try (Carrier carrier = new Carrier(shown, 0)) {
            TlsGlance glance = glance(carrier.listener.getLocalPort(), name);
            assertEquals(0, carrier.heard.get(20, TimeUnit.SECONDS), "not a byte is said to it");
            return glance;
        }
    }

    @Test
    void glance_seesWhenACertificateEnds_thatItHasEnded_orSpeaksForAnother() throws Exception {
        Issued good = authority.issue(TestCertificates.dns("sip.carrier.test"));
        Optional<Instant> end = Optional.of(good.certificate().getNotAfter().toInstant());
        assertEquals(new TlsGlance(Outcome.BELIEVED, end), glance(good, "sip.carrier.test"));
        assertEquals(new TlsGlance(Outcome.OTHER_NAME, end), glance(good, "sip.other.test"));

        Instant lastWeek = Instant.now().minus(Duration.ofDays(7));
        Issued ended = authority.issueAt(lastWeek, TestCertificates.dns("sip.carrier.test"));
        TlsGlance old = glance(ended, "sip.carrier.test");
        assertEquals(Outcome.CERTIFICATE_REFUSED, old.outcome());
        assertTrue(old.until().orElseThrow().isBefore(Instant.now()));

        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        TestCertificates stranger = new TestCertificates(elsewhere, TestCertificates.Kind.RSA);
        TlsGlance strange = glance(stranger.issue(TestCertificates.dns("sip.carrier.test")), "sip.carrier.test");
        assertEquals(Outcome.CERTIFICATE_REFUSED, strange.outcome());
        assertTrue(strange.until().orElseThrow().isAfter(Instant.now()));
    }

    @Test
    void glance_atOneWhoIsSilent_drips_orIsNotThere_ends() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, HERE)) {
            InetSocketAddress place = new InetSocketAddress(HERE, silent.getLocalPort());
            assertEquals(
                    Outcome.NO_ANSWER,
                    TlsGlance.at(place, "sip.carrier.test", settings, Duration.ofMillis(200))
                            .outcome());
        }
        try (ServerSocket dripping = new ServerSocket(0, 1, HERE)) {
            Future<Integer> sent = others.submit(() -> drip(dripping));
            InetSocketAddress place = new InetSocketAddress(HERE, dripping.getLocalPort());
            assertEquals(
                    Outcome.NO_ANSWER,
                    TlsGlance.at(place, "sip.carrier.test", settings, Duration.ofMillis(500))
                            .outcome());
            assertTrue(sent.get(20, TimeUnit.SECONDS) > 1, "it never stopped by itself");
        }
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, HERE)) {
            nobody = free.getLocalPort();
        }
        assertEquals(Outcome.NO_ANSWER, glance(nobody, "sip.carrier.test").outcome());
        try (ServerSocket plain = new ServerSocket(0, 1, HERE)) {
            others.submit(() -> {
                try (Socket socket = plain.accept()) {
                    socket.getOutputStream().write("SIP/2.0 400 Bad Request\r\n\r\n".getBytes(UTF_8));
                }
                return 0;
            });
            assertEquals(
                    Outcome.NO_AGREEMENT,
                    glance(plain.getLocalPort(), "sip.carrier.test").outcome());
        }
    }

    /** The beginning of a record, a byte now and then, for as long as anybody listens. */
    private static int drip(ServerSocket listener) {
        int sent = 0;
        try (Socket socket = listener.accept()) {
            byte[] head = {22, 3, 3, 64, 0};
            socket.setSoTimeout(20); // the pace
            while (true) {
                socket.getOutputStream().write(sent < head.length ? head[sent] : 0);
                sent++;
                try {
                    if (socket.getInputStream().read(new byte[4_096]) < 0) {
                        return sent;
                    }
                } catch (SocketTimeoutException stillThere) {
                    // and on
                }
            }
        } catch (IOException gone) {
            return sent;
        }
    }

    private String doctor(Path data, Instant now) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Doctor.Means means = new Doctor.Means(
                folder.resolve("proc"),
                _ -> "",
                () -> KernelClock.State.SYNCHRONISED,
                () -> now,
                loop -> SipResolver.system(loop, List.of(Transport.TLS), LastingSite.RANDOM, Log.silent()));
        CommandLine command = new CommandLine(new DoctorCommand(new PrintStream(out, true, UTF_8), means));
        command.execute("--config", data.resolve("stillcall.toml").toString());
        return out.toString(UTF_8);
    }

    private String aboutCarrier(Path data, int port, Issued shown, Instant now) throws Exception {
        try (Carrier carrier = new Carrier(shown, port)) {
            String said = doctor(data, now);
            assertEquals(0, carrier.heard.get(20, TimeUnit.SECONDS));
            assertFalse(said.contains("127.0.0.1") || said.contains("carrier.test"), said);
            return said.lines()
                    .filter(line -> line.contains(HandshakeSigns.TRUNK))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(said));
        }
    }

    @Test
    void doctor_tellsOfACarriersCertificate_thatIsGood_ends_hasEnded_orIsAnothers() throws Exception {
        Path data = folder.resolve("data");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, HERE)) {
            port = free.getLocalPort();
        }
        Issued good = authority.issue(TestCertificates.address("127.0.0.1"));
        TlsSettings.Identity ours = authority.files(good);
        Files.setPosixFilePermissions(ours.key(), PosixFilePermissions.fromString("rw-------"));
        try (LastingSite site = LastingSite.fresh(data)) {
            site.stop();
            String text = Files.readString(site.config());
            String tls =
                    "[sip]\ntls_port = 0\ncertificate_file = \"%s\"\nkey_file = \"%s\"\nauthorities_file = \"%s\"\n"
                            .formatted(ours.chain(), ours.key(), authority.anchor());
            Files.writeString(
                    site.config(),
                    text.replace("[sip]\n", tls).replace("port = 5080", "transport = \"tls\"\nport = " + port));
            Instant now = Instant.now();
            String fine = aboutCarrier(data, port, good, now.minus(Duration.ofDays(20)));
            assertTrue(fine.startsWith("ok ") && fine.contains("[[trunk]] number 1 is good for more"), fine);
            String soon = aboutCarrier(data, port, good, now);
            assertTrue(soon.startsWith("look ") && soon.contains("ends within 14 days"), soon);
            Instant lastWeek = now.minus(Duration.ofDays(7));
            Issued ended = authority.issueAt(lastWeek, TestCertificates.address("127.0.0.1"));
            String over = aboutCarrier(data, port, ended, now);
            assertTrue(over.startsWith("wrong ") && over.contains("has ended"), over);
            Issued anothers = authority.issue(TestCertificates.dns("sip.carrier.test"));
            String other = aboutCarrier(data, port, anothers, now);
            assertTrue(other.startsWith("wrong ") && other.contains("speaks for another name"), other);
            String none = doctor(data, now);
            assertTrue(none.contains("[[trunk]] number 1 did not answer by TLS in time"), none);
        }
    }

    @Test
    void doctor_tellsWhatTheRunningConsoleShows() throws Exception {
        Path data = folder.resolve("data");
        DemoSettings.prepare(data);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, HERE)) {
            port = free.getLocalPort();
        }
        Issued good = authority.issue(TestCertificates.dns("notes.test"));
        TlsSettings.Identity files = authority.files(good);
        Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-------"));
        Path config = data.resolve("stillcall.toml");
        String console =
                "\n[console]\nhttps = \"files\"\nlisten = \"127.0.0.1:%d\"\nnames = [\"notes.test\"]\n".formatted(port)
                        + "certificate_file = \"%s\"\nkey_file = \"%s\"\n".formatted(files.chain(), files.key());
        Files.writeString(config, Files.readString(config) + console);
        SettingsReader.Reading reading = SettingsReader.read(config);
        Settings read = assertInstanceOf(SettingsReader.Reading.Good.class, reading, reading::toString)
                .settings();
        Instant now = Instant.now();
        assertEquals("ok", console(read, port, good, now.minus(Duration.ofDays(20))));
        assertEquals("look", console(read, port, good, now));
        assertEquals("wrong", console(read, port, authority.issue(TestCertificates.dns("notes.test")), now));
        assertEquals(
                "wrong",
                new HandshakeSigns(read, now).console().orElseThrow().mark().word());
    }

    @Test
    void certificateThatWasOrdered_isFoundWhereItStands() throws Exception {
        Path data = folder.resolve("data");
        DemoSettings.prepare(data);
        Path config = data.resolve("stillcall.toml");
        String console = "\n[console]\nhttps = \"acme\"\nlisten = \"127.0.0.1:8443\"\nnames = [\"notes.example.org\"]\n"
                + "acme_terms_agreed = true\nacme_directory = \"https://authority.example.org/directory\"\n";
        Files.writeString(config, Files.readString(config) + console);
        String line = "console's certificate: ";
        assertTrue(doctor(data, Instant.now()).contains(line + "There is none yet"));
        Path kept = Files.createDirectories(data.resolve("https/acme/authority.example.org"));
        Issued issued = authority.issue(TestCertificates.dns("notes.example.org"));
        Files.copy(authority.files(issued).chain(), kept.resolve("server.pem"));
        String said = doctor(data, Instant.now());
        assertTrue(said.contains(line + "It ends within 14 days"), said);
    }

    private String console(Settings read, int port, Issued shown, Instant now) throws Exception {
        try (Carrier console = new Carrier(shown, port)) {
            Sign sign = new HandshakeSigns(read, now).console().orElseThrow();
            assertEquals(0, console.heard.get(20, TimeUnit.SECONDS));
            return sign.mark().word();
        }
    }
}
