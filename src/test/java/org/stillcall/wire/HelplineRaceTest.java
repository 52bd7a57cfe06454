package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two to twelve desk phones press the key in the same instant (P4): one has the caller, the others are free again. */
class HelplineRaceTest {
    private static final int RACES = 15;
    private static final int DESKS = 12;

    @TempDir
    static Path folder;

    @Test
    void race_hasOneWinner_andFreesTheOthers() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        try (Races races = new Races(folder, DESKS, seed)) {
            for (int i = 0; i < RACES; i++) {
                races.run(i);
            }
            assertEquals(List.of(), races.faults());
            assertTrue(races.slowestMillis() < 1_000, () -> races.slowestMillis() + " ms");
            races.stage.awaitNobody();
        }
    }
}
