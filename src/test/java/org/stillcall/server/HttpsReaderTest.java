package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.certificate.AcmeSettings;
import org.stillcall.certificate.Openssl;
import org.stillcall.console.Origin;

/** What [console] says of HTTPS: whole and good, or nothing of it. Row P8. */
class HttpsReaderTest {
    private static final String OWN = """
            [console]
            https = "own"
            listen = "0.0.0.0:443"
            names = ["notes.home.arpa", "192.0.2.7", "FD00::2"]
            """;
    private static final String FILES = """
            [console]
            https = "files"
            listen = "[::]:8443"
            names = ["notes.example.org"]
            certificate_file = "server.pem"
            key_file = "server.key"
            """;
    private static final String ACME = """
            [console]
            https = "acme"
            listen = "0.0.0.0:443"
            names = ["notes.example.org", "desk.example.org"]
            acme_terms_agreed = true
            """;

    @TempDir
    Path folder;

    private String demo = "";
    private long before;
    private Openssl openssl;

    @BeforeEach
    void files() throws IOException {
        DemoSettings.prepare(folder);
        demo = Files.readString(folder.resolve("stillcall.toml"));
        before = demo.lines().count();
        openssl = new Openssl(folder);
        openssl.selfSigned("server", "-newkey ec -pkeyopt ec_paramgen_curve:P-256", "DNS:notes.example.org");
    }

    private Path write(String console) throws IOException {
        return Files.writeString(folder.resolve("https.toml"), demo + console);
    }

    private HttpsSettings good(String console) throws IOException {
        SettingsReader.Reading reading = SettingsReader.read(write(console));
        return assertInstanceOf(SettingsReader.Reading.Good.class, reading, reading::toString)
                .settings()
                .keeping()
                .console()
                .https()
                .orElseThrow();
    }

    /** The faults, with lines counted from the line of [console]. */
    private List<String> faults(String console) throws IOException {
        return switch (SettingsReader.read(write(console))) {
            case SettingsReader.Reading.Good good -> List.of();
            case SettingsReader.Reading.Faulty faulty ->
                faulty.faults().stream()
                        .map(fault -> new Fault((int) (fault.line() - before), fault.sentence()).toString())
                        .toList();
        };
    }

    private void onlyFault(String console, int line, String beginning) throws IOException {
        List<String> faults = faults(console);
        assertEquals(1, faults.size(), console + faults);
        assertTrue(faults.getFirst().startsWith("line " + line + ": " + beginning), console + faults);
    }

    @Test
    void own_isReadWithTheAddressThatPeopleUse() throws IOException {
        HttpsSettings own = good(OWN + "plain_listen = \"0.0.0.0:80\"\n");
        assertInstanceOf(HttpsSettings.Certificate.Own.class, own.certificate());
        assertEquals("https://notes.home.arpa", own.origin().toString());
        assertEquals(3, own.hosts().size());
        assertEquals("[fd00::2]", own.hosts().get(2).text());
        assertEquals(Optional.of(new InetSocketAddress("0.0.0.0", 80)), own.plainListen());
        assertEquals(
                "https://notes.home.arpa:8443",
                good(OWN.replace(":443", ":8443")).origin().toString());
        String shown = OWN.replace(":443", ":8443") + "origin = \"https://notes.home.arpa\"\n";
        assertEquals("https://notes.home.arpa", good(shown).origin().toString()); // a router shows another port
    }

    @Test
    void filesAndAcme_areRead() throws IOException {
        HttpsSettings files = good(FILES);
        assertEquals(
                new HttpsSettings.Certificate.Files(folder.resolve("server.pem"), folder.resolve("server.key")),
                files.certificate());
        HttpsSettings acme = good(ACME + "acme_contact = \"it@example.org\"\n");
        AcmeSettings settings = assertInstanceOf(HttpsSettings.Certificate.Acme.class, acme.certificate())
                .settings();
        assertEquals("acme-v02.api.letsencrypt.org", settings.directory().getHost());
        assertEquals(AcmeSettings.Proof.TLS_ALPN_01, settings.proof());
        assertEquals(2, settings.names().size());
        String own = ACME.replace("notes.example.org", "notes.home.arpa")
                + "acme_directory = \"https://ca.home.arpa/acme/directory\"\nacme_authorities_file = \"server.pem\"\n"
                + "acme_challenge = \"http-01\"\nplain_listen = \"0.0.0.0:80\"\n";
        assertEquals(
                AcmeSettings.Proof.HTTP_01,
                assertInstanceOf(HttpsSettings.Certificate.Acme.class, good(own).certificate())
                        .settings()
                        .proof());
    }

    @Test
    void withoutIt_theConsoleIsForThisMachine_andAHalfIsAFault() throws IOException {
        SettingsReader.Reading none = SettingsReader.read(write("[console]\n"));
        assertEquals(
                Optional.empty(),
                assertInstanceOf(SettingsReader.Reading.Good.class, none)
                        .settings()
                        .keeping()
                        .console()
                        .https());
        for (String key : List.of(
                "listen = \"0.0.0.0:443\"",
                "plain_listen = \"0.0.0.0:80\"",
                "names = [\"notes.home.arpa\"]",
                "certificate_file = \"server.pem\"",
                "key_file = \"server.key\"",
                "acme_directory = \"https://ca.example/\"",
                "acme_terms_agreed = true")) {
            String name = key.substring(0, key.indexOf(' '));
            onlyFault("[console]\n" + key + "\n", 2, "'" + name + "' needs 'https' beside it");
        }
        onlyFault("[console]\nhttps = \"own\"\nnames = [\"notes.home.arpa\"]\n", 1, "'listen' is missing");
        onlyFault("[console]\nhttps = \"own\"\nlisten = \"0.0.0.0:443\"\n", 1, "'names' is missing");
    }

    @Test
    void wrongValues_areNamedWithTheirLines() throws IOException {
        onlyFault(
                OWN.replace("\"own\"", "\"onw\""),
                2,
                "'https' has to be one of: own, files, acme. Did you mean 'own'?");
        for (String listen : List.of("443", "0.0.0.0", "0.0.0.0:0", "notes.home.arpa:443", "0.0.0.0:70000", ":443")) {
            onlyFault(OWN.replace("0.0.0.0:443", listen), 3, "'listen' has to be an address and a port");
        }
        for (Map.Entry<String, String> entry : Map.of(
                        "[\"192.0.2.7\", \"notes.home.arpa\"]",
                                "'names' has to begin with a name: passkeys do not work",
                        "[\"notes.home.arpa\", \"notes.home.arpa\"]", "'names' has an entry twice.",
                        "[\"https://notes.home.arpa\"]", "An entry of 'names' is not a name or an address",
                        "[\"localhost\"]", "An entry of 'names' is not a name or an address",
                        "[\"notes.home.arpa\", \"0.0.0.0\"]", "An entry of 'names' is not a name or an address",
                        "\"notes.home.arpa\"", "'names' has to be a list")
                .entrySet()) {
            onlyFault(
                    OWN.replace("[\"notes.home.arpa\", \"192.0.2.7\", \"FD00::2\"]", entry.getKey()),
                    4,
                    entry.getValue());
        }
        onlyFault(OWN + "origin = \"https://other.home.arpa\"\n", 5, "'origin' has to be one of 'names'.");
        onlyFault(OWN + "origin = \"http://notes.home.arpa\"\n", 5, "'origin' has to be \"https://\" and a name");
        onlyFault(OWN + "acme_terms_agreed = true\n", 5, "'acme_terms_agreed' is for another kind of 'https'");
        onlyFault(OWN + "key_file = \"server.key\"\n", 5, "'key_file' is for another kind of 'https'");
        onlyFault(OWN + "lisen = 1\n", 5, "'lisen' is not known in [console]. Did you mean 'listen'?");
    }

    @Test
    void acme_wantsTermsPublicNamesAndAWayToProve() throws IOException {
        onlyFault(ACME.replace("true", "false"), 2, "https = \"acme\" needs acme_terms_agreed = true");
        onlyFault(ACME.replace("acme_terms_agreed = true\n", ""), 2, "https = \"acme\" needs acme_terms_agreed");
        for (String name : List.of("notes.home.arpa", "notes.local", "notes", "192.0.2.7")) {
            onlyFault(ACME.replace("desk.example.org", name), 4, "An authority vouches for public names only");
        }
        onlyFault(ACME + "acme_challenge = \"http-01\"\n", 6, "acme_challenge = \"http-01\" needs 'plain_listen'");
        onlyFault(ACME + "acme_challenge = \"dns-01\"\n", 6, "'acme_challenge' has to be one of");
        onlyFault(ACME + "acme_contact = \"nobody\"\n", 6, "'acme_contact' has to be a mail address.");
        onlyFault(
                ACME + "acme_directory = \"http://ca.example/dir\"\n",
                6,
                "'acme_directory' has to be the https address");
        onlyFault(
                ACME + "acme_authorities_file = \"none.pem\"\n",
                6,
                "The file that 'acme_authorities_file' names is not");
    }

    @Test
    void files_thatDoNotFit_areFaults() throws IOException {
        Path key = folder.resolve("server.key");
        onlyFault(FILES.replace("server.pem", "none.pem"), 5, "The file that 'certificate_file' names is not there");
        onlyFault(FILES.replace("server.key", "none.key"), 6, "The file that 'key_file' names is not there.");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        onlyFault(FILES, 6, "The file that 'key_file' names can be read by others.");
        openssl.selfSigned("other", "-newkey ec -pkeyopt ec_paramgen_curve:P-256", "DNS:notes.example.org");
        onlyFault(FILES.replace("server.key", "other.key"), 6, "The key does not belong to the certificate.");
        openssl.close("server.key");
        onlyFault(
                FILES.replace("notes.example.org", "desk.example.org"), 4, "The certificate does not speak for every");
        Files.writeString(key, "no key");
        onlyFault(FILES, 6, "The key of the certificate cannot be read.");
        onlyFault(
                "[console]\nhttps = \"files\"\nlisten = \"0.0.0.0:443\"\nnames = [\"notes.example.org\"]\n",
                2,
                "https = \"files\" needs 'certificate_file' and 'key_file'.");
    }

    @Test
    void certificate_thatIsOver_failsTheCheck_andTheServerStartsWithTheConsoleShut() throws Exception {
        openssl.done("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -out server.pem"
                + " -days 1 -subj /CN=x -addext subjectAltName=DNS:notes.example.org");
        openssl.close("server.key");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(0, check(out, FILES));
        HttpsSettings settings = good(FILES);
        Starter.Means means = new Starter.Means(Log.silent(), Randomness.secure());
        Https today = Https.prepare(settings, folder, means, Instant::now);
        assertEquals(List.of(), today.present());
        Instant later = Instant.now().plus(Duration.ofDays(2));
        Https afterwards = Https.prepare(settings, folder, means, () -> later);
        assertEquals(2, afterwards.present().size(), afterwards.present().toString());
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        afterwards.tell(new PrintStream(told, true, StandardCharsets.UTF_8));
        assertTrue(told.toString(StandardCharsets.UTF_8).contains("The certificate has ended"), told.toString());
        expired();
        out.reset();
        assertEquals(1, check(out, FILES));
        String said = out.toString(StandardCharsets.UTF_8);
        assertTrue(said.startsWith("The certificate has ended, or has not begun."), said);
    }

    /** One that ended a day after the beginning of 2020. */
    private void expired() {
        openssl.done("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -out server.csr"
                + " -subj /CN=x -addext subjectAltName=DNS:notes.example.org");
        openssl.close("server.key");
        openssl.done("x509 -req -in server.csr -key server.key -copy_extensions copy -out server.pem -days -1");
    }

    private int check(ByteArrayOutputStream out, String console) throws IOException {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Starter.Means means = new Starter.Means(Log.silent(), Randomness.secure());
        return Main.run(
                Wiring::start,
                stream,
                stream,
                means,
                "check",
                "--config",
                write(console).toString());
    }

    @Test
    void check_saysWhatAHostShouldKnow() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(0, check(out, OWN + "plain_listen = \"0.0.0.0:80\"\n"));
        String said = out.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("Note: people open the console at https://notes.home.arpa/"), said);
        assertTrue(said.contains("Note: passkeys do not work with an address"), said);
        out.reset();
        assertEquals(
                0, check(out, OWN.replace(", \"192.0.2.7\", \"FD00::2\"", "") + "plain_listen = \"0.0.0.0:80\"\n"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("Note: put this machine's address into 'names'"));
        out.reset();
        assertEquals(0, check(out, ACME));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("will stand in public lists of certificates"));
    }

    @Test
    void secretsAndNames_areNotRepeatedInFaults() throws IOException {
        List<String> faults = faults(FILES.replace("key_file = \"server.key\"", "key_file = \"hunter2\"")
                .replace("notes.example.org", "secret name"));
        assertFalse(faults.toString().contains("hunter2"), faults.toString());
        assertFalse(faults.toString().contains("secret name"), faults.toString());
        assertTrue(Origin.isOrigin("https://notes.home.arpa"));
    }
}
