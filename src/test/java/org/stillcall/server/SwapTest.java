package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.store.PlanId;

/** A restore that breaks off between two steps leaves the old database whole, or the new one (G18). */
class SwapTest {
    @TempDir
    Path data;

    @TempDir
    Path copies;

    @Test
    void swapThatBreaksOffBeforeTheNewFileIsThere_losesNothingOfTheOld() throws IOException {
        try (LastingSite site = LastingSite.fresh(data)) {
            PlanId plan = site.keep("envelope");
            // As a kill leaves it: the plan stands in the write-ahead file only.
            Files.copy(data.resolve("stillcall.db"), copies.resolve("stillcall.db"));
            Files.copy(data.resolve("stillcall.db-wal"), copies.resolve("stillcall.db-wal"));
            site.stop();
            Files.copy(copies.resolve("stillcall.db-wal"), data.resolve("stillcall.db-wal"));
            Files.delete(data.resolve("stillcall.db"));
            Files.copy(copies.resolve("stillcall.db"), data.resolve("stillcall.db"));

            assertThrows(IOException.class, () -> RestoreCommand.swap(data, data.resolve("nothing")));

            assertTrue(Files.notExists(data.resolve("stillcall.db-wal")));
            site.start();
            assertEquals(Optional.of("envelope"), site.envelope(plan));
        }
    }
}
