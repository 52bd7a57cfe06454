package org.stillcall.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.store.Store;
import org.stillcall.store.StoredField;

/** The sheet for a court or a survivor is made from what is really there, and gives nothing of it away (P10, G22). */
class DiscloseTest {
    private static final String CANARY = "envelope of somebody at 2025550147";

    @TempDir
    Path data;

    private static int disclose(LastingSite site, String... more) {
        List<String> words =
                new ArrayList<>(List.of("disclose", "--config", site.config().toString()));
        words.addAll(List.of(more));
        return site.run(words.toArray(new String[0]));
    }

    private static JsonNode json(LastingSite site) throws IOException {
        return new ObjectMapper().readTree(site.said());
    }

    private static void add(JsonNode fields, Set<String> names) {
        fields.forEach(field -> names.add(
                field.get("table").asText() + '.' + field.get("column").asText()));
    }

    @Test
    void sheet_speaksOfEveryDeclaredField_oncePerCentre() throws IOException {
        try (LastingSite site = LastingSite.fresh(data)) {
            site.keep(CANARY);
            site.keep(CANARY);
            assertEquals(0, disclose(site, "--json"), site.complained());
            JsonNode sheet = json(site);
            Set<String> spoken = new TreeSet<>();
            add(sheet.get("centres").get(0).get("fields"), spoken);
            add(sheet.get("outside"), spoken);
            add(sheet.get("memory"), spoken);
            Set<String> declared = new TreeSet<>();
            for (StoredField field : Store.fields()) {
                declared.add(field.table() + '.' + field.column());
            }
            assertEquals(declared, spoken);
            assertEquals(1, sheet.get("centres").size());
            assertTrue(sheet.get("complete").asBoolean());

            String today = LocalDate.now(ZoneOffset.UTC).toString();
            JsonNode envelope = field(sheet.get("centres").get(0).get("fields"), "plan", "envelope");
            assertEquals(2, envelope.get("count").asInt());
            assertEquals(today, envelope.get("oldestDay").asText());
            assertEquals("STAFF", envelope.get("readableBy").asText());
            assertEquals(
                    site.kept().receipts().size(),
                    field(sheet.get("outside"), "receipts", "hour").get("count").asLong());
            assertTrue(
                    field(sheet.get("memory"), "memory", "number").get("count").isNull());
        }
    }

    private static JsonNode field(JsonNode fields, String table, String column) {
        for (JsonNode field : fields) {
            if (field.get("table").asText().equals(table)
                    && field.get("column").asText().equals(column)) {
                return field;
            }
        }
        throw new AssertionError(table + '.' + column + " is not on the sheet");
    }

    @Test
    void text_saysPurposeReaderEndAmountAndWhatCannotBeProduced_andNothingOfWhatIsKept() throws IOException {
        try (LastingSite site = LastingSite.fresh(data)) {
            site.keep(CANARY);
            assertEquals(0, disclose(site), site.complained());
            String flat = site.said().replaceAll("\\s+", " ");
            assertTrue(
                    flat.contains("envelope: whom to call, who may answer, what to say. Read by staff in an unlocked"
                            + " browser; not the server, not its host. Ends at the plan's end date, or when it is"
                            + " deleted; one that a legal hold keeps, with the hold."),
                    site.said());
            assertTrue(flat.contains(" plan: 1, none older than " + LocalDate.now(ZoneOffset.UTC)), site.said());
            for (Disclosure.Absent absent : Disclosure.ABSENT) {
                assertTrue(flat.contains(absent.what() + ": " + absent.why()), absent.what());
            }
            assertTrue(site.said().lines().allMatch(line -> line.length() <= 96), site.said());
            for (String secret : List.of(CANARY, "2025550147", site.centre.text(), "sealed name", "softphone")) {
                assertFalse(site.said().contains(secret), secret);
            }
        }
    }

    @Test
    void columnThatNobodyDeclared_makesTheSheetIncomplete() throws SQLException {
        try (LastingSite site = LastingSite.fresh(data)) {
            site.stop();
            try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + data.resolve(Kept.DATABASE));
                    Statement statement = database.createStatement()) {
                statement.execute("ALTER TABLE plan ADD COLUMN diary TEXT");
            }
            assertEquals(1, disclose(site));
            assertTrue(site.said().contains("NOT COMPLETE") && site.said().contains("plan.diary"), site.said());
        }
    }

    @Test
    void newerOrMissingDatabase_isRefusedWithASentence() throws SQLException, IOException {
        try (LastingSite site = LastingSite.fresh(data)) {
            site.stop();
            try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + data.resolve(Kept.DATABASE));
                    Statement statement = database.createStatement()) {
                statement.execute("INSERT INTO migration (number, checksum) VALUES (999, 'x')");
            }
            assertEquals(1, disclose(site));
            assertTrue(site.complained().contains("take the version that made them"), site.complained());
            Files.delete(data.resolve(Kept.DATABASE));
            assertEquals(1, disclose(site));
            assertTrue(site.complained().contains("There is no database"), site.complained());
            assertTrue(Files.notExists(data.resolve(Kept.DATABASE)));
        }
    }

    /** In a process of its own, as a host runs it: a lock of the server's would end with a handle of ours. */
    @Test
    void besideARunningServer_itTakesNoLockAway_andLosesNothing() throws IOException, InterruptedException {
        try (LastingSite site = LastingSite.fresh(data)) {
            int kept = 0;
            for (int i = 0; i < 2; i++) {
                Process process = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.stillcall.server.Main",
                                "disclose",
                                "--json",
                                "--config",
                                site.config().toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                while (process.isAlive() && process.getInputStream().available() == 0 && kept < 300) {
                    site.keep("plan " + kept++);
                }
                String said = new String(process.getInputStream().readAllBytes(), UTF_8);
                assertTrue(process.waitFor(60, TimeUnit.SECONDS));
                assertEquals(0, process.exitValue(), said);
                JsonNode sheet = new ObjectMapper().readTree(said);
                int counted = field(sheet.get("centres").get(0).get("fields"), "plan", "envelope")
                        .get("count")
                        .asInt();
                assertTrue(counted <= kept && (i == 0 || counted > 0), counted + " of " + kept);
            }
            site.keep("after it");
            assertTrue(RunningServer.of(data, Path.of("/proc")).isPresent(), "the server lost its lock");
            site.stop();
            site.start();
            assertEquals(kept + 1, site.plans().list().size());
        }
    }
}
