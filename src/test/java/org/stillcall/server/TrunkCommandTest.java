package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.trunk.CarrierRecord;
import org.stillcall.trunk.IdentityStrategy;
import org.stillcall.trunk.Trunk;
import picocli.CommandLine;

/** G12, G15, G3: a trunk is added by answers, with its test calls; nothing that would be wrong is written. */
class TrunkCommandTest {
    private static final String BEFORE = SmallFile.START
            .replace("US", "GB")
            .replace("America/New_York", "Europe/London")
            .replace("+12025550180", "+442079460180");
    private static final String INBOUND = "[[trunk]]\nname = \"inbound\"\nhost = \"192.0.2.65\"\n"
            + Excused.weaker("trunk.inbound.transport", "trunk.inbound.media", "trunk.inbound.test_calls");
    private static final String WHY = "Its successor is ordered for the spring.";

    @TempDir
    Path folder;

    private Path config;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void write() throws IOException {
        Token.write(folder.resolve("token"), "the-token\n".getBytes(StandardCharsets.US_ASCII));
        Token.write(folder.resolve("password"), "the-password\n".getBytes(StandardCharsets.US_ASCII));
        Token.write(folder.resolve("test.number"), "+442079460160\n".getBytes(StandardCharsets.US_ASCII));
        config = Files.writeString(folder.resolve("stillcall.toml"), BEFORE + INBOUND);
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r-----"));
    }

    private int answered(String... lines) {
        said.reset();
        TrunkCommand command = new TrunkCommand(
                new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)),
                new PrintStream(said, true, StandardCharsets.UTF_8),
                Clock.systemUTC());
        return new CommandLine(command).execute("--config", config.toString());
    }

    private Settings settings() {
        return assertInstanceOf(SettingsReader.Reading.Good.class, SettingsReader.read(config))
                .settings();
    }

    private Trunk added() {
        return settings().carriers().getLast().trunk();
    }

    private void assertUnchanged(String before) throws IOException {
        assertEquals(before, Files.readString(config));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(4, files.count(), "nothing else is left in the folder");
        }
    }

    @Test
    void carrierWithAnAccount_isAddedEncryptedAndTested() throws IOException {
        assertEquals(
                0,
                answered(
                        "1",
                        "carrier",
                        "sip.carrier.example",
                        "centre-17",
                        "password",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "no",
                        "30",
                        "no",
                        "yes",
                        "yes",
                        "no",
                        "inbound",
                        "test.number",
                        "yes"),
                said::toString);
        Trunk trunk = added();
        assertEquals("carrier", trunk.name().text());
        assertEquals(Trunk.Transport.TLS, trunk.address().transport());
        assertEquals(Trunk.MediaSecurity.SDES, trunk.media());
        assertEquals(Optional.of(LocalDate.now(ZoneOffset.UTC)), trunk.said().asked());
        assertEquals(Optional.of(30), trunk.said().keepsDays());
        assertEquals(CarrierRecord.Answer.NO, trunk.said().tollFreeSees());
        assertTrue(settings().carriers().getLast().register());
        assertEquals(1, settings().own().probes().size());
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("until its first test calls were right"));
        assertTrue(Files.readString(config).startsWith(BEFORE + INBOUND), "what was there stands there");
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(config)));
    }

    /** The first trunk of a file that is wrong without one. */
    @Test
    void gateway_hasThePrefixOfTheCentresCountry_andIsTheFirst() throws IOException {
        Files.writeString(config, BEFORE);
        assertEquals(
                0,
                answered("3", "gateway", "192.0.2.66", "", "", "", "", "", "", "", "", "", "", "", WHY, "yes"),
                said::toString);
        IdentityStrategy.DialPrefix prefix = assertInstanceOf(IdentityStrategy.DialPrefix.class, added().identity());
        assertEquals("141", prefix.usual());
        assertEquals(Trunk.Transport.UDP, added().address().transport());
        assertEquals(3, settings().centre().weaker().size());
        assertTrue(settings().centre().weaker().stream()
                .allMatch(each -> each.reason().equals(WHY)));
    }

    @Test
    void restrictedLine_withoutTestCalls_isAddedAndCarriesNothingYet() {
        assertEquals(
                0,
                answered("4", "fixed", "192.0.2.67", "", "", "", "", "", "", "", "", "", "", "", "short", WHY, "yes"),
                said::toString);
        assertFalse(added().fit());
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("phone a handset of your own"));
    }

    @Test
    void wrongAnswer_isAskedForAgain_andNothingIsWrittenUntilAllIsRight() throws IOException {
        assertEquals(
                1,
                answered(
                        "1",
                        "Not A Name",
                        "carrier",
                        "sip.carrier.example",
                        "centre-17",
                        "no such file",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        WHY,
                        "yes"));
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("the configuration would be wrong"), said::toString);
        assertUnchanged(BEFORE + INBOUND);
        assertEquals(1, answered("2", "inbound", "192.0.2.66", "", "", "", "", "", "", "", "", "", "", "", WHY, "yes"));
        assertUnchanged(BEFORE + INBOUND); // the name is taken
    }

    @Test
    void endOfAnswers_aNo_orTooManyWrongOnes_leaveTheFileAsItWas() throws IOException {
        assertEquals(1, answered("1", "carrier"));
        assertEquals(1, answered("4", "fixed", "192.0.2.67", "", "", "", "", "", "", "", "", "", "", "", WHY, "no"));
        assertEquals(1, answered("1", "carrier", "a\"b", "a\"b", "a\"b", "a\"b", "a\"b", "a\"b"));
        assertUnchanged(BEFORE + INBOUND);
        Files.writeString(config, BEFORE + "[[trunk\n");
        assertEquals(1, answered("1"));
        assertUnchanged(BEFORE + "[[trunk\n");
    }
}
