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
    private static final String START = SmallFile.START
                    .replace("helpline", "sart")
                    .replace("name = \"sart\"\n", "name = \"sart\"\nidentity = \"direct allowed\"\n")
                    .replace("[[phone]]", "[[programme]]\nname = \"night\"\nwindows = \"always\"\n[[phone]]")
            + """
            [[trunk]]
            name = "carrier"
            host = "127.0.0.64"
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
                        .number()
                        .e164());
    }

    @Test
    void duty_speaksTheCentresLanguage_orThoseThatAreListed() throws IOException {
        String duty = "[duty]\nnumber = \"+12025550130\"\n";
        Settings french = good(START.replace("region = \"US\"", "region = \"US\"\nlanguage = \"fr\"") + duty);
        assertEquals(List.of(new Label("fr")), french.own().duty().orElseThrow().languages());
        assertEquals(
                List.of(new Label("es"), new Label("en")),
                good(START + duty + "languages = [\"es\", \"en\"]\n")
                        .own()
                        .duty()
                        .orElseThrow()
                        .languages());
        assertFault("names a language twice", START + duty + "languages = [\"es\", \"es\"]\n");
        assertFault("is not \"en\"", START + duty + "languages = [\"de\"]\n");
        assertFault("not known in [duty]", START + duty + "language = \"es\"\n");
    }

    @Test
    void phones_areSpokenToInTheirOwnLanguage_orTheCentres() throws IOException {
        String own = START.replace("kind = \"address\"", "kind = \"address\"\nlanguage = \"es\"");
        assertEquals(new Label("es"), good(own).phones().getFirst().language().orElseThrow());
        assertTrue(good(START).phones().getFirst().language().isEmpty());
        assertEquals(new Label("en"), good(START).centre().language());
        assertFault("has to be one of: en, es, fr", own.replace("\"es\"", "\"ar\""));
    }

    private void write(String name, String text) {
        Token.write(folder.resolve(name), text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void secondCentre_isReadFromAFile_thatIsLookedIntoAtTheStart() throws IOException {
        write("centre", "+12025550190\n");
        String agreed = PUBLISHED + "then = \"centre\"\ncentre_number_file = \"centre\"\ncentre_for = \"30s\"\n";
        Settings.SecondCentre read =
                good(START + agreed).helplines().getFirst().elsewhere().orElseThrow();
        assertEquals(Duration.ofSeconds(30), read.rings());
        assertTrue(read.number().endsWith("centre"));
        assertTrue(good(START + PUBLISHED).helplines().getFirst().elsewhere().isEmpty());
        assertFault("'centre_number_file' is missing", START + PUBLISHED + "then = \"centre\"\n");
        assertFault("only for 'then'", START + PUBLISHED + "centre_number_file = \"centre\"\n");
        assertFault("is not there", START + agreed.replace("\"centre\"\ncentre_for", "\"gone\"\ncentre_for"));
        for (String none : List.of("2025550190\n", "call us\n", "\n+12025550190\n")) {
            write("centre", none);
            assertFault("holds no number in full", START + agreed);
        }
        for (String slip : List.of("+1911\n", "+1202555\n", "+99912345678\n")) {
            write("centre", slip);
            assertFault("cannot be called", START + agreed);
        }
    }

    /** A number of one's own would lead round in a circle. */
    @Test
    void secondCentre_isNoNumberOfOnesOwn() throws IOException {
        String agreed = PUBLISHED + "then = \"centre\"\ncentre_number_file = \"centre\"\n"
                + direct("programme = \"sart\"\n") + "[duty]\nnumber = \"+12025550130\"\n";
        for (String own : List.of("+12025550110", "+12025550120", "+12025550130", "+12025550180")) {
            write("centre", own + "\n");
            assertFault("holds a number of your own", START + agreed);
        }
        write("centre", "+12025550191\n");
        assertTrue(good(START + agreed).helplines().getFirst().elsewhere().isPresent());
    }

    @Test
    void interpreterOutside_whoseFileHoldsNoNumber_isAFault() throws IOException {
        String outside = START + "[[interpreter]]\nname = \"ana\"\nlanguage = \"es\"\nkind = \"outside\"\n"
                + "number_file = \"ana\"\n";
        write("ana", "+12025550142\n");
        assertEquals(1, good(outside).interpreters().size());
        for (String none : List.of("ana at home\n", "2025550142\n", "\n")) {
            write("ana", none);
            assertFault("'number_file' names holds no number in full", outside);
        }
        write("ana", "+1911\n");
        assertFault("'number_file' names holds a number that cannot be called", outside);
    }
}
