package org.stillcall.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Randomness;
import org.stillcall.vault.FileRoot;
import org.stillcall.vault.KeyTable;
import org.stillcall.vault.ReceiptLog;

/** A process killed with SIGKILL loses nothing that it acknowledged, and what it deleted stays deleted (B4, G18). */
class PowerTest {
    private static final int ACKNOWLEDGED = 60;

    @TempDir
    Path folder;

    /** The process that is killed: keeps plan after plan, deletes every third, and says what it did. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) {
            try (Site site = new Site(Engine.SQLITE, Path.of(arguments[0]))) {
                System.out.println("centre " + site.centre.text());
                for (int i = 0; ; i++) {
                    PlanId id = site.keptPlan();
                    System.out.println("kept " + id.text());
                    if (i % 3 == 0) {
                        boolean deleted = site.plans().delete(id).isPresent();
                        System.out.println((deleted ? "deleted " : "missing ") + id.text());
                    }
                }
            }
        }
    }

    @Test
    void kill_losesNothingAcknowledged() throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(victim.getInputStream(), UTF_8))) {
            for (int i = 0; i < ACKNOWLEDGED; i++) {
                said.add(String.valueOf(lines.readLine()));
            }
            // By its handle: the process itself would close its output too, and what it still said.
            assertTrue(victim.toHandle().destroyForcibly());
            lines.lines().forEach(said::add);
        } finally {
            victim.destroyForcibly();
            assertTrue(victim.waitFor(30, TimeUnit.SECONDS));
        }

        CentreId centre = new CentreId(said.getFirst().substring("centre ".length()));
        TurnedClock clock = new TurnedClock();
        Randomness randomness = Randomness.secure();
        StoreSettings settings = new StoreSettings.Embedded(folder.resolve("stillcall.db"));
        try (KeyTable keys = KeyTable.open(
                        folder.resolve("keys"), FileRoot.open(folder.resolve("root")), randomness, clock);
                ReceiptLog receipts = ReceiptLog.open(folder.resolve("receipts"), randomness, clock);
                Store store = Store.open(settings, keys, receipts, randomness)) {
            store.reconcile();
            Plans plans = store.plans(centre);
            for (String line : said.subList(1, said.size())) {
                String[] words = line.split(" ", 2);
                boolean there = plans.read(new PlanId(words[1])).isPresent();
                boolean deletedLater = said.contains("deleted " + words[1]);
                switch (words[0]) {
                    case "deleted" -> assertEquals(false, there, "a deleted plan is back");
                    case "kept" -> assertTrue(there || deletedLater || isLast(said, line), "a kept plan is lost");
                    default -> throw new AssertionError(line);
                }
            }
        }
    }

    /** Of the last plan kept the deletion may have begun. */
    private static boolean isLast(List<String> said, String line) {
        return said.getLast().equals(line);
    }
}
