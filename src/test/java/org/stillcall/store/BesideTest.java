package org.stillcall.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What another program does to the database beside a server, as a backup does, loses nothing that is kept (B4). */
class BesideTest {
    private static final int TIMES = 100;

    @TempDir
    Path folder;

    /** The other program: it brings the write-ahead file in and overwrites it, time after time. */
    static final class Neighbour {
        private Neighbour() {}

        public static void main(String[] arguments) {
            for (int i = 0; i < TIMES; i++) {
                Store.settle(Path.of(arguments[0]));
            }
        }
    }

    @Test
    @Timeout(120)
    void writeAheadFile_overwrittenByAnotherProgram_holdsNothingThatStandsThereAlone()
            throws IOException, InterruptedException {
        List<PlanId> kept = new ArrayList<>();
        CentreId centre;
        try (Site site = new Site(Engine.SQLITE, folder)) {
            centre = site.centre;
            Process neighbour = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Neighbour.class.getName(),
                            folder.resolve("stillcall.db").toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                while (neighbour.isAlive() && kept.size() < 1_500) {
                    kept.add(site.keptPlan());
                }
            } finally {
                assertTrue(neighbour.waitFor(60, TimeUnit.SECONDS));
            }
            assertEquals(0, neighbour.exitValue());
            long lost = kept.stream()
                    .filter(id -> site.store.plans(centre).read(id).isEmpty())
                    .count();
            assertEquals(0, lost, () -> "of " + kept.size());
        }
        assertTrue(kept.size() > TIMES, "there was something to lose");
    }
}
