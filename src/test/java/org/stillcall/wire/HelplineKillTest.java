package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.MemoryScan;

/**
 * The server killed while fifty callers wait (P4, G1): it is back soon, knows of nobody, rings nobody, and no number of
 * theirs is in a file or in its new memory.
 */
class HelplineKillTest {
    @TempDir
    Path folder;

    @Test
    void kill_whileFiftyWait_leavesNoTraceAndNoGhost_andServiceIsBack() throws IOException {
        try (Kill kill = new Kill(folder, 4)) {
            kill.wait(Kill.WAIT);
            assertFalse(kill.traces().isEmpty(), "the numbers are not found: the search is blind");
            long took = kill.killed();
            System.out.println("back after " + took + " ms");
            assertTrue(took < 15_000, () -> took + " ms"); // the bench measures; here many things run at once
            assertEquals(List.of(), kill.traces(), "in the new process");
            assertEquals(List.of(), new MemoryScan().addNumber(Kill.number(0)).in(folder), "in files");
            assertEquals(0.0, kill.stage.api().figure("stillcall_callers ", ""), "but for the one who called after it");
            assertEquals(0.0, kill.stage.api().figure("stillcall_calls_in_progress", ""));
        }
    }
}
