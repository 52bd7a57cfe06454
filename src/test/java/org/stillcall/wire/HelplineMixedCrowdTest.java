package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Callers of two carriers, one of them SIPp, onto advocates who use whatever there is: desk phones, a baresip and pages
 * in Chromium (B1, P2, P4). Everybody is taken by one advocate or leaves a message.
 */
class HelplineMixedCrowdTest {
    @TempDir
    static Path folder;

    @Test
    @Timeout(300)
    void callers_areEachTakenOnce_orLeaveAMessage_whateverTheirAdvocateUses() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        try (MixedCrowd crowd = new MixedCrowd(Files.createDirectory(folder.resolve("mixed")), 4, new Random(seed))) {
            crowd.everybodyCalls(new MixedCrowd.Size(40, 16, 4));
            MixedCrowd.Seen seen = crowd.seen();
            System.out.println(seen);
            assertEquals(List.of(), seen.faults());
            assertEquals(4, seen.messages());
            assertEquals(40 + 16 - 4, seen.taken(), seen::toString);
            assertTrue(seen.byBaresip() > 0, seen::toString);
            assertTrue(seen.byPages().stream().allMatch(one -> one > 0), seen::toString);
            assertEquals(seen.byPages(), seen.heardByPages(), "each was heard");
            crowd.stage.awaitNobody();
        }
    }
}
