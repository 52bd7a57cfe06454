package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Label;
import org.stillcall.console.LineRules;
import org.stillcall.plan.SafeTimes;

/** What a centre settles for those who take calls of a line, in a configuration: emergencies (G4), hours (P3). */
class HelplineReaderTest {
    private static final String START = SmallFile.START.replace("helpline", "sart") + """
            [[trunk]]
            name = "carrier"
            host = "127.0.0.64"
            [[helpline]]
            programme = "sart"
            numbers = ["+12025550110"]
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void secrets() {
        SmallFile.secret(folder, "token", "the-token");
    }

    private SettingsReader.Reading read(String line) throws IOException {
        return SmallFile.read(folder, START + line + "\n");
    }

    private LineRules rules(String line) throws IOException {
        Settings settings =
                assertInstanceOf(SettingsReader.Reading.Good.class, read(line)).settings();
        return settings.helplines().getFirst().rules();
    }

    private void assertFault(String expected, String line) throws IOException {
        List<Fault> faults = assertInstanceOf(SettingsReader.Reading.Faulty.class, read(line))
                .faults();
        assertEquals(1, faults.size(), () -> "instead: " + faults);
        assertTrue(faults.getFirst().toString().contains(expected), () -> "instead: " + faults);
        assertEquals(24, faults.getFirst().line());
    }

    @Test
    void nothingSaid_isNothing() throws IOException {
        assertEquals(Map.of(), rules("").emergency());
        assertNull(rules("").hours());
    }

    @Test
    void emergency_isByLanguageOfThePages() throws IOException {
        assertEquals(
                Map.of(new Label("en"), "Dispatch, then the place.", new Label("ar"), "الطوارئ"),
                rules("emergency = { en = \" Dispatch, then the place. \", ar = \"الطوارئ\" }")
                        .emergency());
    }

    @Test
    void emergency_thatNobodyCouldRead_isAFault() throws IOException {
        assertFault("They speak: ar, en, es, fr.", "emergency = { de = \"Leitstelle\" }");
        assertFault("one line of 1 to 300 characters", "emergency = { en = \"  \" }");
        assertFault("one line of 1 to 300 characters", "emergency = { en = \"one\\ntwo\" }");
        assertFault("one line of 1 to 300 characters", "emergency = { en = \"" + "a".repeat(301) + "\" }");
        assertFault("'emergency' has to be pairs in braces", "emergency = \"Dispatch\"");
        assertFault("'emergency' has to be pairs in braces", "emergency = { en = 911 }");
    }

    @Test
    void hours_areWindowsOnTheCentresClock_orAlways() throws IOException {
        assertInstanceOf(SafeTimes.Always.class, rules("hours = \"always\"").hours());
        SafeTimes hours = Objects.requireNonNull(
                rules("hours = [\"mon-fri 09:00-17:00\"]").hours());
        assertTrue(hours.contains(Instant.parse("2026-11-30T14:00:00Z")));
        assertTrue(!hours.contains(Instant.parse("2026-11-30T13:59:00Z")));
    }

    @Test
    void hours_thatAreNone_areAFault() throws IOException {
        assertFault("'hours' has to be a list of windows", "hours = \"office hours\"");
        assertFault("An entry of 'hours' is not a window", "hours = [\"monday\"]");
    }
}
