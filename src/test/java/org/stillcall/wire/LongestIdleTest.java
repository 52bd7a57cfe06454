package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** "Longest idle", over the wire (P2): a phone that goes and comes back keeps its place. */
@Timeout(120)
class LongestIdleTest {
    @TempDir
    Path folder;

    private final Set<CrowdPhone.Ring> refused = new HashSet<>();
    private CrowdStage stage;
    private int callers;
    private volatile int away;

    /** Somebody calls, and whoever is rung and there takes them; who it was, from one. */
    private int takes() {
        CrowdCaller caller = stage.crowd.ask(() -> stage.calls(CrowdStage.from(callers++)));
        Waiting.until(
                "somebody takes them",
                () -> !stage.crowd.ask(() -> caller.voice.heard().isEmpty()));
        int ring =
                stage.crowd.ask(() -> caller.voice.heard().keySet().iterator().next());
        stage.crowd.tell(caller::hangsUp);
        stage.awaitNobody();
        Waiting.until("nothing rings", () -> stage.ringing().isEmpty());
        return ring >> 12;
    }

    @Test
    void phoneThatIsAway_isPassedOver_andKeepsItsPlace() {
        CrowdPhone.Manner manner = ring -> {
            if (ring.phone() == away) {
                refused.add(ring);
                ring.refuses("480 Temporarily Unavailable");
            } else {
                ring.answers(() -> stage.crowd.after(60, ring::accepts));
            }
        };
        try (CrowdStage made = new CrowdStage(folder, 3, "messages = false\nring = \"longest idle\"", manner)) {
            stage = made.start();
            List<Integer> order = new ArrayList<>(List.of(takes(), takes(), takes()));
            assertEquals(Set.of(1, 2, 3), Set.copyOf(order), "each has had one");
            away = order.get(0);
            assertEquals(order.get(1), takes(), "the next one, while the first is away");
            assertEquals(1, stage.crowd.ask(refused::size));
            away = 0;
            long end = System.nanoTime() + 6_000_000_000L; // with nothing that rings one is left alone for a moment
            Waiting.until("they are tried again", () -> System.nanoTime() > end);
            assertEquals(order.get(0), takes(), "their last call is the longest ago");
            assertEquals(order.get(2), takes());
            assertEquals(order.get(1), takes());
        }
    }
}
