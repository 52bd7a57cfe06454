package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;
import org.stillcall.certificate.Openssl;
import org.stillcall.certificate.Trouble;
import org.stillcall.console.ApiServer;
import org.stillcall.console.FakeSwitchboard;
import org.stillcall.vault.CallKeys;

/** Certificates by ACME from a real authority of another's making, on a clock that is turned. */
@Timeout(240)
class AcmeTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Log log =
            new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), InstantSource.system(), Log.Level.INFO);
    private final Shutdown shutdown = new Shutdown(Log.silent());
    private final int port = Pebble.freePort();
    private final int plainPort = Pebble.freePort();
    private final Path data = Path.of("data");
    private Duration turned = Duration.ZERO;
    private Pebble pebble;

    @BeforeEach
    void authority() {
        pebble = shutdown.add(new Pebble(folder, port, plainPort));
    }

    @AfterEach
    void close() {
        shutdown.close();
    }

    /** A server with this certificate and a fake switch behind it. */
    private Https server(Shutdown until, String more, String... names) throws IOException {
        HttpsSettings settings = settings(more, names);
        Starter.Means means = new Starter.Means(log, Randomness.secure());
        Https https = Https.prepare(
                settings, folder.resolve(data), means, () -> Instant.now().plus(turned));
        BlockPool numbers = Digits.pool(10);
        CallKeys keys = until.add(new CallKeys(() -> System.nanoTime() / 1_000_000, means.randomness(), numbers));
        ApiServer.Access access = new ApiServer.Access(
                InetAddress.getLoopbackAddress(), 0, Secret.of(new byte[] {'t'}), Optional.of(https.port()));
        ApiServer.Desk desk = new ApiServer.Desk(new FakeSwitchboard(), keys, numbers, Optional.empty(), https);
        until.add(ApiServer.start(
                access, desk, new ApiServer.Means(log, means.randomness(), () -> System.nanoTime() / 1_000_000)));
        https.openPlain(until);
        until.add(https.renewals());
        return https;
    }

    private HttpsSettings settings(String more, String... names) throws IOException {
        DemoSettings.prepare(folder.resolve("demo"));
        Path file = folder.resolve("demo/acme.toml");
        Files.writeString(
                file,
                Files.readString(folder.resolve("demo/stillcall.toml")) + "\n[console]\nhttps = \"acme\"\n"
                        + "listen = \"127.0.0.1:" + port + "\"\nnames = [\"" + String.join("\", \"", names) + "\"]\n"
                        + "acme_terms_agreed = true\nacme_contact = \"it@notes.example\"\nacme_directory = \""
                        + pebble.directory() + "\"\nacme_authorities_file = \"" + pebble.authorities() + "\"\n" + more);
        return SettingsReader.required(file).keeping().console().https().orElseThrow();
    }

    /** What openssl sees under Pebble's root. */
    private Openssl.Said look(String name) throws IOException {
        Files.writeString(folder.resolve("root.pem"), pebble.root());
        return new Openssl(folder)
                .run("s_client -connect 127.0.0.1:" + port + " -servername " + name + " -verify_hostname " + name
                        + " -CAfile root.pem -verify_return_error");
    }

    private String serial(String name) throws IOException {
        Openssl.Said said = look(name);
        assertEquals(0, said.status(), said.text());
        Files.writeString(folder.resolve("seen.txt"), said.text());
        return new Openssl(folder).done("x509 -in seen.txt -noout -serial");
    }

    private String log() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    @Test
    void certificate_comesByAHandshake_andIsKept() throws Exception {
        Https https = server(shutdown, "", "notes.example.test", "desk.example.test");
        assertNotEquals(0, look("notes.example.test").status()); // shut until it is there
        assertEquals(1, https.present().size());
        https.renewals().tick();
        assertEquals(Optional.empty(), https.renewals().trouble(), () -> log() + pebble.log());
        String serial = serial("notes.example.test");
        assertEquals(serial, serial("desk.example.test"));
        assertEquals(List.of(), https.present());
        try (Stream<Path> files = Files.walk(folder.resolve(data))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        // No proof waits any more, so the protocol of authorities is refused.
        Openssl.Said proof = new Openssl(folder)
                .run("s_client -connect 127.0.0.1:" + port + " -servername notes.example.test -alpn acme-tls/1");
        assertNotEquals(0, proof.status());
        assertTrue(proof.text().contains("no peer certificate available"), proof.text());
        assertFalse(log().contains("example"), log());
        shutdown.close();
        try (Shutdown second = new Shutdown(Log.silent())) {
            Https again = server(second, "", "notes.example.test", "desk.example.test");
            again.renewals().tick(); // the authority is gone, and is not asked
            assertEquals(Optional.empty(), again.renewals().trouble());
            assertTrue(again.renewals().daysLeft().isPresent());
        }
    }

    @Test
    void certificate_comesByPort80_whichLeadsOthersToHttps() throws Exception {
        String more = "acme_challenge = \"http-01\"\nplain_listen = \"127.0.0.1:" + plainPort + "\"\n";
        Https https = server(shutdown, more, "notes.example.test");
        https.renewals().tick();
        assertEquals(Optional.empty(), https.renewals().trouble(), () -> log() + pebble.log());
        serial("notes.example.test");
        assertTrue(pebble.log().contains("validate w/ HTTP: http://notes.example.test"), pebble.log());
        assertEquals("308 https://notes.example.test:" + port + "/", curl("/"));
        assertEquals("308 https://notes.example.test:" + port + "/", curl("/anything?x=y"));
        assertEquals("404 ", curl("/.well-known/acme-challenge/none"));
    }

    private String curl(String path) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "curl",
                        "-sS",
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{http_code} %{redirect_url}",
                        "--resolve",
                        "notes.example.test:" + plainPort + ":127.0.0.1",
                        "http://notes.example.test:" + plainPort + path)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return said;
    }

    @Test
    void renewal_comesInTime_andAnAuthorityThatIsGoneLeavesTheOld() throws Exception {
        Https https = server(shutdown, "", "notes.example.test");
        https.renewals().tick();
        String first = serial("notes.example.test");
        long days = https.renewals().daysLeft().orElseThrow();
        turned = turned.plus(Duration.ofDays(days * 56 / 100)); // the earliest is a third and a tenth before the end
        https.renewals().tick();
        assertEquals(days - days * 56 / 100, https.renewals().daysLeft().orElseThrow(), 1.0);
        turned = turned.plus(Duration.ofDays(days * 12 / 100));
        https.renewals().tick();
        assertEquals(Optional.empty(), https.renewals().trouble(), () -> log() + pebble.log());
        assertTrue(https.renewals().daysLeft().orElseThrow() < days); // Pebble's own clock was not turned
        String second = serial("notes.example.test");
        assertNotEquals(first, second);
        int orders = pebble.log().split("Added order", -1).length;
        https.renewals().tick(); // a clock that is far ahead finds each new one old: no order after order
        assertEquals(orders, pebble.log().split("Added order", -1).length);
        pebble.close();
        turned = turned.plus(Duration.ofDays(1));
        https.renewals().tick();
        assertEquals(Optional.of(Trouble.Cause.UNREACHABLE), https.renewals().trouble());
        assertEquals(List.of(Trouble.Cause.UNREACHABLE.sentence()), https.present());
        Openssl.Said still =
                new Openssl(folder).run("s_client -connect 127.0.0.1:" + port + " -servername notes.example.test");
        Files.writeString(folder.resolve("seen.txt"), still.text());
        assertEquals(second, new Openssl(folder).done("x509 -in seen.txt -noout -serial"));
        assertTrue(log().contains("CAUSE=UNREACHABLE"), log());
    }

    @Test
    void name_thatLeadsElsewhere_isNotProvedAndTheConsoleStaysShut() throws Exception {
        pebble.lead("notes.example.test", "127.0.0.77");
        Https https = server(shutdown, "", "notes.example.test");
        https.renewals().tick();
        assertEquals(Optional.of(Trouble.Cause.NOT_PROVED), https.renewals().trouble(), () -> log() + pebble.log());
        assertNotEquals(0, look("notes.example.test").status());
        assertEquals(2, https.present().size());
        assertTrue(log().contains("The console is shut to the network. CAUSE=NOT_PROVED"), log());
        assertFalse(log().contains("example"), log());
        pebble.lead("notes.example.test", "127.0.0.1");
        https.renewals().tick(); // not yet: the authority is not asked at once again
        assertEquals(Optional.of(Trouble.Cause.NOT_PROVED), https.renewals().trouble());
        turned = turned.plus(Duration.ofMinutes(80));
        https.renewals().tick();
        assertEquals(Optional.empty(), https.renewals().trouble(), () -> log() + pebble.log());
    }

    @Test
    void authority_thatNobodyVouchesFor_isNotAsked() throws Exception {
        new Openssl(folder).selfSigned("strange", "-newkey ec -pkeyopt ec_paramgen_curve:P-256", "DNS:localhost");
        Files.copy(
                folder.resolve("strange.pem"),
                folder.resolve("directory.pem"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Https https = server(shutdown, "", "notes.example.test");
        https.renewals().tick();
        assertEquals(Optional.of(Trouble.Cause.UNREACHABLE), https.renewals().trouble());
        assertFalse(pebble.log().contains("newAccount"), pebble.log());
    }
}
