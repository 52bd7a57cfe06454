package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Label;
import org.stillcall.helpline.Direct;
import org.stillcall.helpline.Direct.Then;

/** Numbers of one person, and the number by which the staff sign on, in a configuration (G7, G29, P14). */
class OwnReaderTest {
    private static final String START = """
            [server]
            data_dir = "data"
            token_file = "token"
            [sip]
            bind = "127.0.0.1"
            [centre]
            region = "US"
            time_zone = "America/New_York"
            numbers = ["+12025550180"]
            [[programme]]
            name = "sart"
            identity = "direct allowed"
            windows = "always"
            [[programme]]
            name = "night"
            windows = "always"
            [[phone]]
            name = "front"
            kind = "address"
            address = "192.0.2.20"
            programme = "sart"
            [[trunk]]
            name = "carrier"
            host = "192.0.2.64"
            """;
    private static final String PUBLISHED = """
            [[helpline]]
            programme = "sart"
            numbers = ["+12025550110"]
            languages = ["es", "en"]
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void secrets() {
        Token.write(folder.resolve("token"), "the-token\n".getBytes(StandardCharsets.US_ASCII));
    }

    private SettingsReader.Reading read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("stillcall.toml"), text);
        return SettingsReader.read(file);
    }

    private Settings good(String text) throws IOException {
        return assertInstanceOf(SettingsReader.Reading.Good.class, read(text)).settings();
    }

    private void assertFault(String expected, String text) throws IOException {
        List<Fault> faults = assertInstanceOf(SettingsReader.Reading.Faulty.class, read(text))
                .faults();
        assertTrue(faults.stream().anyMatch(fault -> fault.toString().contains(expected)), () -> "instead: " + faults);
    }

    private static String direct(String lines) {
        return "[[direct]]\nname = \"own-1\"\nnumber = \"+12025550120\"\n" + lines;
    }

    @Test
    void direct_goesOnToTheHelpline_whereThereIsOne() throws IOException {
        Direct direct = good(START + PUBLISHED + direct("programme = \"sart\"\nring_for = \"20s\"\n"))
                .own()
                .directs()
                .getFirst();
        assertEquals(Then.HELPLINE, direct.then());
        assertEquals(new Label("own-1"), direct.name());
        assertEquals("12025550120", direct.line().numbers().getFirst().e164());
        assertEquals(List.of(new Label("es")), direct.line().languages());
        assertEquals(Duration.ofSeconds(20), direct.line().rings().first());
    }

    @Test
    void direct_withoutAHelpline_hangsUp_orTakesAMessage() throws IOException {
        assertEquals(
                Then.HANG_UP,
                good(START + direct("programme = \"sart\"\n"))
                        .own()
                        .directs()
                        .getFirst()
                        .then());
        Direct message = good(START + direct("programme = \"sart\"\noff_duty = \"message\"\n"))
                .own()
                .directs()
                .getFirst();
        assertTrue(message.line().offers().message());
        assertFault("has no [[helpline]]", START + direct("programme = \"sart\"\noff_duty = \"helpline\"\n"));
    }

    @Test
    void programmeThatAlwaysHides_hasNoNumbersOfPeople() throws IOException {
        assertFault("always hide", START + direct("programme = \"night\"\n"));
        assertFault("names none", START + direct("programme = \"day\"\n"));
    }

    @Test
    void number_isNoOthers() throws IOException {
        String own = direct("programme = \"sart\"\n");
        assertFault("choose another", START + own.replace("0120", "0180"));
        assertFault("choose another", START + PUBLISHED + own.replace("0120", "0110"));
        assertFault("choose another", START + own + own.replace("own-1", "own-2"));
        assertFault("choose another", START + own + "[duty]\nnumber = \"+12025550120\"\n");
        assertFault("has to be a number of yours", START + own.replace("+12025550120", "front"));
    }

    @Test
    void duty_hasANumber_whereSomebodySignsOnByPhone() throws IOException {
        assertTrue(good(START).own().duty().isEmpty());
        assertEquals(
                "12025550130",
                good(START + "[duty]\nnumber = \"+12025550130\"\n")
                        .own()
                        .duty()
                        .orElseThrow()
                        .e164());
    }
}
