package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.media.BrowserSettings;
import org.stillcall.media.MediaEngine;
import org.stillcall.media.MediaSettings;
import org.stillcall.turn.IceServers;
import org.stillcall.turn.TurnSettings;

/** What [turn] says: one way or another, whole and good, or nothing. Serves B2. */
class TurnReaderTest {
    private static final Starter.Means MEANS = new Starter.Means(Log.silent(), Randomness.secure());
    private static final String CONSOLE = """
            [console]
            https = "own"
            listen = "0.0.0.0:443"
            plain_listen = "0.0.0.0:80"
            names = ["notes.home.arpa", "192.0.2.7", "fd00::2"]
            """;

    @TempDir
    Path folder;

    private String demo = "";

    @BeforeEach
    void files() throws IOException {
        DemoSettings.prepare(folder);
        demo = Files.readString(folder.resolve("stillcall.toml"));
        Files.createFile(
                folder.resolve("turn.secret"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(folder.resolve("turn.secret"), "a shared secret\n");
    }

    private SettingsReader.Reading read(String more) throws IOException {
        return SettingsReader.read(Files.writeString(folder.resolve("turn.toml"), demo + more));
    }

    private Turning good(String more) throws IOException {
        SettingsReader.Reading reading = read(more);
        return assertInstanceOf(SettingsReader.Reading.Good.class, reading, reading::toString)
                .settings()
                .turning();
    }

    private TurnSettings here(String more) throws IOException {
        return assertInstanceOf(Turning.Here.class, good(more)).settings();
    }

    @Test
    void withoutTheSection_thereIsNone() throws IOException {
        assertInstanceOf(Turning.Nowhere.class, good(""));
    }

    @Test
    void ownServer_isReadWithWhatBrowsersDial() throws IOException {
        TurnSettings tls = here(CONSOLE + "[turn]\ntls_port = 5349\n");
        assertEquals("notes.home.arpa", tls.host());
        assertEquals(Optional.of(new TurnSettings.Port(5349, 5349)), tls.tls());
        assertEquals(Optional.empty(), tls.tcp());
        TurnSettings both = here(CONSOLE + """
                [turn]
                bind = "192.0.2.8"
                name = "[fd00::2]"
                port = 3478
                tls_port = 8443
                public_tls_port = 443
                """);
        assertEquals(InetAddress.ofLiteral("192.0.2.8"), both.bind());
        assertEquals("[fd00::2]", both.host());
        assertEquals(Optional.of(new TurnSettings.Port(8443, 443)), both.tls());
        assertEquals("127.0.0.1", here("[turn]\nport = 3478\n").host());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[turn]\\n|1|[turn] needs 'port' or 'tls_port'",
                "[turn]\\ntls_port = 5349\\n|2|'tls_port' needs 'https' in [console]",
                "[turn]\\nport = 3478\\npublic_tls_port = 443\\n|3|'public_tls_port' needs 'tls_port' beside it",
                "[turn]\\nport = 70000\\n|2|'port' has to be a whole number",
                "[turn]\\nport = 3478\\nport_tls = 443\\n|3|'port_tls' is not known in [turn].",
                "[turn]\\nport = 3478\\nname = \"a b\"\\n|3|'name' has to be the name or address",
                "[turn]\\nurls = [\"turn:example.org\"]\\n|1|'secret_file' (or 'secret_env') is missing",
                "[turn]\\nsecret_file = \"turn.secret\"\\n|1|'urls' is missing in [turn]",
                "[turn]\\nurls = [\"https://example.org\"]\\nsecret_file = \"turn.secret\"\\n|2|An entry",
                "[turn]\\nurls = [\"turn:a.example\"]\\nsecret = \"x\"\\nsecret_file = \"turn.secret\"\\n|3|'secret'",
                "[turn]\\nurls = [\"turn:a.example\"]\\nsecret_file = \"turn.secret\"\\nport = 3478\\n|4|'port' is for",
            })
    void whatIsWrong_isNamedWithItsLine(String text, int line, String beginning) throws IOException {
        onlyFault("", text.replace("\\n", "\n"), line, beginning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[turn]\\ntls_port = 443\\n|2|'tls_port' is the console's port at the same address",
                "[turn]\\nport = 80\\n|2|'port' is the console's port at the same address",
                "[turn]\\ntls_port = 5349\\nname = \"elsewhere.example\"\\n|3|'name' has to be one of 'names'",
                "[turn]\\nport = 5349\\ntls_port = 5349\\n|3|'tls_port' has to be another port than 'port'",
            })
    void whatDoesNotFitTheConsole_isNamed(String text, int line, String beginning) throws IOException {
        onlyFault(CONSOLE, text.replace("\\n", "\n"), line, beginning);
    }

    private void onlyFault(String before, String text, int line, String beginning) throws IOException {
        List<Fault> faults = assertInstanceOf(SettingsReader.Reading.Faulty.class, read(before + text))
                .faults();
        assertEquals(1, faults.size(), faults::toString);
        assertEquals(line, faults.getFirst().line() - (demo + before).lines().count(), faults::toString);
        assertTrue(faults.getFirst().sentence().startsWith(beginning), faults::toString);
    }

    @Test
    void anotherServer_isReadWithItsSecret() throws IOException {
        Turning turning = good("""
                [turn]
                urls = ["turns:turn.example.org:443?transport=tcp", "turn:[2001:db8::1]:3478"]
                secret_file = "turn.secret"
                """);
        try (Shutdown shutdown = new Shutdown(Log.silent());
                MediaEngine media = media(false)) {
            TurnPorts ports = TurnPorts.prepare(turning, media, MEANS, shutdown);
            ports.open(Optional.empty());
            IceServers.Grant grant = ports.servers().grant().orElseThrow();
            assertEquals(2, grant.urls().size());
            assertEquals(28, new String(grant.credential().bytes(), StandardCharsets.US_ASCII).length());
            grant.withdraw();
            assertEquals(List.of(), ports.figures());
        }
    }

    private static MediaEngine media(boolean browsers) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        MediaSettings settings = MediaSettings.of(here, here, browsers ? 28_000 : 28_500, browsers ? 28_499 : 28_999);
        MediaSettings all =
                settings.with(BrowserSettings.of(List.of(new BrowserSettings.Address(here, here)), freePort()));
        return new MediaEngine(
                browsers ? all : settings, Randomness.secure(), Log.silent(), Runnable::run, System::nanoTime);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void ownServer_needsThePortOfBrowsers_andItsOwn() throws IOException {
        int port = freePort();
        Turning turning = good("[turn]\nbind = \"127.0.0.1\"\nport = " + port + "\n");
        try (Shutdown shutdown = new Shutdown(Log.silent());
                MediaEngine without = media(false);
                MediaEngine with = media(true)) {
            assertThrows(StartException.class, () -> TurnPorts.prepare(turning, without, MEANS, shutdown));
            TurnPorts ports = TurnPorts.prepare(turning, with, MEANS, shutdown);
            assertEquals(1, ports.servers().grant().orElseThrow().urls().size());
            try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThrows(StartException.class, () -> ports.open(Optional.empty()), taken::toString);
            }
            ports.open(Optional.empty());
            assertEquals(9, ports.figures().size());
        }
    }

    @Test
    void withoutAWay_pagesAreToldNone() {
        assertEquals(Optional.empty(), TurnPorts.none().servers().grant());
        assertEquals(List.of(), TurnPorts.none().figures());
    }
}
