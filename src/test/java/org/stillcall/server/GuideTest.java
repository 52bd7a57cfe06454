package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.console.HouseRules;
import org.stillcall.console.HouseRules.Standing;
import org.stillcall.plan.DroppedRule;
import org.stillcall.plan.Identity;
import org.stillcall.plan.IdentityRule;
import org.stillcall.plan.ProgrammeRule;

/**
 * G24: a setting that is weaker than the guide is a fault without a written reason and an end, and ends by itself.
 * Presets fill what the guide says, and single keys override them.
 */
class GuideTest {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final Instant NOW = Instant.parse("2026-12-01T15:00:00Z");
    private static final String START = """
            [server]
            data_dir = "data"
            [sip]
            bind = "127.0.0.1"
            [centre]
            region = "US"
            time_zone = "America/New_York"
            numbers = ["+12025550180"]
            """;
    private static final String PROGRAMME = """
            [[programme]]
            name = "court"
            windows = "always"
            """;
    private static final String PHONE = """
            [[phone]]
            name = "desk"
            kind = "address"
            address = "192.0.2.20"
            programme = "court"
            """;
    private static final String TRUNK = """
            [[trunk]]
            name = "carrier"
            host = "sip.carrier.example"
            transport = "tls"
            media = "sdes"
            [[probe]]
            trunk = "carrier"
            comes_by = "carrier"
            number_file = "test.number"
            """;
    private static final String GOOD = START + PROGRAMME + PHONE + TRUNK;

    @TempDir
    Path folder;

    @BeforeEach
    void secret() {
        Token.write(
                folder.resolve("test.number"), "+12025550160\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    /** Each setting made weaker: its name, the line that has to be named, and the text. */
    private static Stream<List<String>> weak() {
        String work = PROGRAMME + "preset = \"work phones\"\n";
        return Stream.of(
                List.of("trunk.carrier.transport", "transport", GOOD.replace("\"tls\"\nmedia = \"sdes\"", "\"tcp\"")),
                List.of("trunk.carrier.media", "media", GOOD.replace("media = \"sdes\"", "media = \"plain\"")),
                List.of("trunk.carrier.test_calls", "[[trunk]]", GOOD.substring(0, GOOD.indexOf("[[probe]]"))),
                List.of("trunk.carrier.test_calls", "[[trunk]]", GOOD + "interval = \"25h\"\noverdue = \"48h\"\n"),
                List.of("trunk.carrier.test_calls", "[[trunk]]", GOOD + "overdue = \"49h\"\n"),
                List.of("messages.days", "days", GOOD + "[messages]\ndays = 15\n"),
                List.of(
                        "centre.hang_up_at_tone",
                        "hang_up_at_tone",
                        GOOD.replace("[centre]", "[centre]\nhang_up_at_tone = false")),
                List.of(
                        "console.plan_days_at_most",
                        "plan_days_at_most",
                        GOOD + "[console]\nplan_days_at_most = 185\n"),
                List.of("console.override_delay", "override_delay", GOOD + "[console]\noverride_delay = \"599s\"\n"),
                List.of("console.notes_free_text", "notes_free_text", GOOD + "[console]\nnotes_free_text = true\n"),
                List.of(
                        "console.synced_passkeys",
                        "synced_passkeys",
                        GOOD + "[console]\nsynced_passkeys = \"allow\"\n"),
                List.of(
                        "programme.court.identity",
                        "identity",
                        GOOD.replace(PROGRAMME, work + "identity = \"direct allowed\"\n")),
                List.of(
                        "programme.court.contact_plan",
                        "contact_plan",
                        GOOD.replace(PROGRAMME, work + "contact_plan = \"optional\"\n")));
    }

    @Test
    void whatTheGuideSays_needsNoReason() throws IOException {
        assertEquals(List.of(), faults(GOOD));
        assertTrue(good(GOOD).centre().weaker().isEmpty());
        String here =
                GOOD.substring(0, GOOD.indexOf("[[trunk]]")) + "[[trunk]]\nname = \"carrier\"\nhost = \"127.0.0.9\"\n";
        assertEquals(List.of(), faults(here), "what leaves this machine by no wire");
    }

    @Test
    void everyRow_isMadeWeakerHere() {
        List<String> tried = weak().map(each -> each.getFirst().replaceFirst("\\.(carrier|court)\\.", ".*."))
                .toList();
        Guide.ROWS.forEach(row -> assertTrue(tried.contains(row.name()), row.name()));
    }

    @ParameterizedTest
    @MethodSource("weak")
    void weaker_isAFaultAtItsLine_andNoneWithAReason(List<String> one) throws IOException {
        String setting = one.getFirst();
        String text = one.getLast();
        List<String> faults = of(setting, faults(text));
        assertEquals(1, faults.size(), faults(text).toString());
        String[] lines = text.split("\n", -1);
        int line = IntStream.range(0, lines.length)
                .filter(i -> lines[i].startsWith(one.get(1)))
                .findFirst()
                .orElseThrow();
        assertTrue(faults.getFirst().startsWith("line " + (line + 1) + ": This is weaker"), faults.getFirst());
        String excused = text + excuses(text);
        Settings settings = good(excused);
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        InForce inForce = InForce.of(settings, now::get);
        assertTrue(inForce.holds(setting));
        assertEquals(Standing.WEAKER, row(inForce, setting).standing());
        assertEquals(
                Excused.REASON, row(inForce, setting).excuse().orElseThrow().reason());
        now.set(end().minusMillis(1));
        assertTrue(inForce.holds(setting), "to the end of its day, on the centre's clock");
        now.set(end());
        assertFalse(inForce.holds(setting), "it ends by itself");
        assertEquals(Standing.OVER, row(inForce, setting).standing());
        List<String> later = faults(excused, end());
        assertTrue(later.stream().allMatch(fault -> fault.contains("The time of this weaker setting is over")));
        assertFalse(later.isEmpty(), "nor does it start again");
    }

    @Test
    void withoutAReason_itNeverHolds_whoeverReadTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("test.toml"), GOOD + "[console]\nnotes_free_text = true\n");
        Settings settings = SettingsReader.required(file); // as backup and restore do
        assertFalse(InForce.of(settings, () -> NOW).holds(Guide.FREE_NOTES));
    }

    @Test
    void trunk_whoseTimeIsOver_carriesNoCall() throws IOException {
        String text = GOOD.replace("media = \"sdes\"", "");
        Settings settings = good(text + entry("trunk.carrier.media", until().toString()));
        Label carrier = new Label("carrier");
        assertTrue(InForce.of(settings, () -> end().minusMillis(1)).carries(carrier));
        InForce later = InForce.of(settings, GuideTest::end);
        assertFalse(later.carries(carrier));
        assertEquals(
                "No call goes by it.", row(later, "trunk.carrier.media").ours().sentence());
    }

    @Test
    void programme_whoseTimeIsOver_hidesAndNeedsPlans() throws IOException {
        String weak = PROGRAMME
                + "preset = \"personal phones\"\nidentity = \"direct allowed\"\ncontact_plan = \"optional\"\n";
        String text = GOOD.replace(PROGRAMME, weak);
        ProgrammeRule rule = good(text + excuses(text)).rules().get(new Label("court"));
        assertEquals(Identity.NUMBER, rule.at(end().minusMillis(1)).shows(Identity.NUMBER));
        assertFalse(rule.at(end().minusMillis(1)).planned());
        assertEquals(Identity.HIDDEN, rule.at(end()).shows(Identity.NUMBER));
        assertTrue(rule.at(end()).planned());
    }

    @Test
    void entries_thatSayTooLittleTooLongOrNothing_areFaults() throws IOException {
        String weak = GOOD + "[console]\nnotes_free_text = true\n";
        String name = "console.notes_free_text";
        assertFault("'reason' is one line", weak + Excused.entry(name, "because", until().toString()));
        assertFault("'reason' is one line", weak + Excused.entry(name, "x".repeat(301), until().toString()));
        for (String number : List.of("٠٥٠١٢٣٤٥٦٧", "202_555_0147", "2 0 2 – 5 5 5 · 0147", "２０２５５５０１４７")) {
            assertFault(
                    "'reason' is one line",
                    weak + Excused.entry(name, "Ask the carrier: " + number, until().toString()));
        }
        assertFault(
                "'reason' is one line",
                weak + Excused.entry(name, "Ask at (202) 555-0147 until spring.", until().toString()));
        assertFault(
                "'until' may be 90 days",
                weak + entry(name, today().plusDays(91).toString()));
        assertEquals(List.of(), faults(weak + entry(name, today().plusDays(90).toString())));
        assertFault(
                "The time of this weaker setting is over",
                weak + entry(name, today().minusDays(1).toString()));
        assertFault("without quotes", weak + entry(name, "\"2027-02-01\""));
        assertFault(
                "Did you mean 'console.notes_free_text'", weak + entry("console.notes_freetext", until().toString()));
        assertFault("is not weaker than the guide", GOOD + entry("messages.days", until().toString()));
        assertFault("Another [[weaker]]", weak + entry(name, until().toString()) + entry(name, until().toString()));
        assertFault(
                "'until' is missing",
                weak + "[[weaker]]\nsetting = \"" + name + "\"\nreason = \"" + Excused.REASON + "\"\n");
        String many = IntStream.rangeClosed(0, Limits.WEAKER_SETTINGS)
                .mapToObj(i -> entry("a" + i, until().toString()))
                .collect(Collectors.joining());
        assertFault("more than " + Limits.WEAKER_SETTINGS, GOOD + many);
    }

    @Test
    void presets_fillWhatTheGuideSays_andSingleKeysOverride() throws IOException {
        Map<String, Settings.Programme> filled = new HashMap<>();
        for (String preset : Preset.words().keySet()) {
            filled.put(
                    preset,
                    good(GOOD.replace(PROGRAMME, PROGRAMME + "preset = \"" + preset + "\"\n"))
                            .programmes()
                            .getFirst());
        }
        assertEquals(4, filled.size());
        for (String hidden : List.of("personal phones", "work phones", "helpline")) {
            assertEquals(IdentityRule.ALWAYS_HIDDEN, filled.get(hidden).rule().identity(), hidden);
        }
        assertEquals(IdentityRule.DIRECT_ALLOWED, filled.get("SART").rule().identity());
        assertFalse(filled.get("helpline").rule().planned());
        for (String planned : List.of("personal phones", "work phones", "SART")) {
            assertTrue(filled.get(planned).rule().planned(), planned);
        }
        assertEquals(
                new DroppedRule.Never(), filled.get("personal phones").rule().dropped());
        assertEquals(
                new DroppedRule.RedialOnce(Duration.ofMinutes(2)),
                filled.get("work phones").rule().dropped());
        assertInstanceOf(
                DroppedRule.WaitForReturn.class, filled.get("SART").rule().dropped());
        assertEquals(Duration.ofSeconds(30), filled.get("personal phones").ringLimit());
        Settings.Programme other = good(GOOD.replace(
                        PROGRAMME,
                        PROGRAMME
                                + "preset = \"SART\"\nidentity = \"always hidden\"\n"
                                + "after_drop = \"never\"\nring_limit = \"20s\"\n"))
                .programmes()
                .getFirst();
        assertEquals(IdentityRule.ALWAYS_HIDDEN, other.rule().identity());
        assertEquals(new DroppedRule.Never(), other.rule().dropped());
        assertEquals(Duration.ofSeconds(20), other.ringLimit());
        assertTrue(other.rule().planned(), "what is not overridden stays");
        assertFault(
                "'preset' has to be one of: personal phones, work phones, helpline, SART",
                GOOD.replace(PROGRAMME, PROGRAMME + "preset = \"sart\"\n"));
    }

    @Test
    void saferThanTheGuide_isSaid() throws IOException {
        Settings settings = good(GOOD + "[messages]\ndays = 3\n");
        assertEquals(
                Standing.STRONGER,
                row(InForce.of(settings, () -> NOW), "messages.days").standing());
        assertEquals(
                Standing.STRONGER,
                row(InForce.of(settings, () -> NOW), "trunk.carrier.test_calls").standing());
    }

    private static HouseRules.Row row(InForce inForce, String setting) {
        return inForce.rows().stream()
                .filter(row -> row.setting().equals(setting))
                .findFirst()
                .orElseThrow();
    }

    private static LocalDate today() {
        return LocalDate.ofInstant(NOW, ZONE);
    }

    private static LocalDate until() {
        return today().plusDays(30);
    }

    private static Instant end() {
        return until().plusDays(1).atStartOfDay(ZONE).toInstant();
    }

    private static String entry(String setting, String until) {
        return Excused.entry(setting, Excused.REASON, until);
    }

    /** Entries for all that is weaker in it. */
    private String excuses(String text) throws IOException {
        return weak().map(List::getFirst)
                .distinct()
                .filter(setting -> !of(setting, faultsOrNone(text)).isEmpty())
                .map(setting -> entry(setting, until().toString()))
                .collect(Collectors.joining());
    }

    private List<String> faultsOrNone(String text) {
        try {
            return faults(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> of(String setting, List<String> faults) {
        return faults.stream()
                .filter(fault -> fault.contains('"' + setting + '"'))
                .toList();
    }

    private void assertFault(String words, String text) throws IOException {
        List<String> faults = faults(text);
        assertTrue(faults.stream().anyMatch(fault -> fault.contains(words)), faults.toString());
    }

    private Settings good(String text) throws IOException {
        return switch (read(text, NOW)) {
            case SettingsReader.Reading.Good good -> good.settings();
            case SettingsReader.Reading.Faulty faulty ->
                throw new AssertionError(faulty.faults().toString());
        };
    }

    private List<String> faults(String text) throws IOException {
        return faults(text, NOW);
    }

    private List<String> faults(String text, Instant now) throws IOException {
        return switch (read(text, now)) {
            case SettingsReader.Reading.Good good -> List.of();
            case SettingsReader.Reading.Faulty faulty ->
                faulty.faults().stream().map(Fault::toString).toList();
        };
    }

    private SettingsReader.Reading read(String text, Instant now) throws IOException {
        return SettingsReader.read(Files.writeString(folder.resolve("test.toml"), text), Optional.of(now));
    }
}
