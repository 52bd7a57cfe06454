package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Label;

/** Test calls in a configuration, and the trunk that needs them (G2, G15). */
class ProbeReaderTest {
    private static final String START = SmallFile.START + """
            [[trunk]]
            name = "carrier"
            host = "127.0.0.64"
            identity = "restricted by carrier"
            [[trunk]]
            name = "inbound"
            host = "127.0.0.65"
            """;
    private static final String PROBE = """
            [[probe]]
            trunk = "carrier"
            comes_by = "inbound"
            number_file = "test.number"
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void secrets() {
        SmallFile.secret(folder, "token", "the-token");
        SmallFile.secret(folder, "test.number", "+12025550160");
    }

    private SettingsReader.Reading read(String text) throws IOException {
        return SmallFile.read(folder, text);
    }

    private Settings good(String text) throws IOException {
        return assertInstanceOf(SettingsReader.Reading.Good.class, read(text)).settings();
    }

    private void assertFault(String expected, String text) throws IOException {
        List<Fault> faults = assertInstanceOf(SettingsReader.Reading.Faulty.class, read(text))
                .faults();
        assertTrue(faults.stream().anyMatch(fault -> fault.toString().contains(expected)), () -> "instead: " + faults);
    }

    private static boolean fit(Settings settings) {
        return settings.carriers().stream()
                .filter(carrier -> carrier.trunk().name().text().equals("carrier"))
                .allMatch(carrier -> carrier.trunk().fit());
    }

    @Test
    void probe_withItsUsualTimes() throws IOException {
        Settings settings = good(START + PROBE);
        ProbeSettings probe = settings.own().probes().getFirst();
        assertEquals(new Label("carrier"), probe.trunk());
        assertEquals(Optional.of(new Label("inbound")), probe.comesBy());
        assertEquals(Duration.ofHours(6), probe.times().interval());
        assertEquals(Duration.ofHours(1), probe.times().jitter());
        assertEquals(Duration.ofHours(24), probe.times().overdue());
        assertTrue(fit(settings), "test calls decide about it from now on");
    }

    @Test
    void trunkThatIsRestrictedByItsCarrier_isUnfitWithoutTestCalls() throws IOException {
        Settings settings = good(START);
        assertEquals(List.of(), settings.own().probes());
        assertFalse(fit(settings));
    }

    @Test
    void faults_areNamed() throws IOException {
        assertFault("'trunk' names none", START + PROBE.replace("\"carrier\"", "\"other\""));
        assertFault("'comes_by' names none", START + PROBE.replace("\"inbound\"", "\"other\""));
        assertFault("Another [[probe]]", START + PROBE + PROBE);
        assertFault("'number_file' is missing", START + PROBE.replace("number_file = \"test.number\"\n", ""));
        assertFault("'number' does not stand in this file", START + PROBE + "number = \"+12025550160\"\n");
        assertFault("'jitter' has to be less", START + PROBE + "interval = \"1h\"\njitter = \"1h\"\n");
        assertFault("'overdue' has to be longer", START + PROBE + "interval = \"2h\"\noverdue = \"2h\"\n");
        assertFault("'network_names' is not", START + PROBE + "network_names = [7]\n");
        String names = "\"A\",".repeat(org.stillcall.base.Limits.PROBE_NAMES + 1);
        assertFault("more than 20 entries", START + PROBE + "network_names = [" + names + "]\n");
    }
}
