package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many callers at once onto few advocates (P2, P4): everybody who waits is answered, by one, and nobody takes two. Who
 * talks with whom is known by the sound that arrives.
 */
class HelplineCrowdTest {
    private static final int CALLERS = 40;
    private static final int DESKS = 8;
    private static final int TALK_MILLIS = 300;

    @TempDir
    static Path folder;

    @Test
    void callers_areEachAnsweredOnce_andWhoeverHangsUpIsPutToNobody() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Crowd[] crowd = new Crowd[1];
        try (CrowdStage stage = new CrowdStage(
                        folder,
                        DESKS,
                        "messages = false\nchallenge_above = 0\nring_for = \"5m\"",
                        CrowdStage.answering(crowd, random, TALK_MILLIS))
                .start()) {
            crowd[0] = stage.crowd;
            stage.crowd.tell(() -> {
                for (int i = 0; i < CALLERS; i++) {
                    CrowdCaller caller = stage.calls(CrowdStage.from(i));
                    if (i % 8 == 7) { // these have no patience
                        caller.then(() -> stage.crowd.after(random.nextInt(6_000), caller::hangsUp));
                    }
                }
            });
            Waiting.until(
                    "everybody was answered",
                    () -> stage.count(one ->
                                    one.line() == CrowdCaller.Line.CALLING || one.line() == CrowdCaller.Line.THERE)
                            == 0,
                    () -> stage.heard() + "\n" + stage.api().metrics());
            CrowdStage.Heard heard = stage.heard();
            assertEquals(List.of(), heard.faults());
            for (CrowdCaller caller : stage.callers()) {
                boolean answered = !heard.byCallers().get(caller.self).isEmpty();
                assertTrue(
                        answered || caller.line() == CrowdCaller.Line.HUNG_UP,
                        () -> "caller " + caller.self + " is " + caller.line());
            }
            assertEquals(
                    0,
                    stage.phones.stream()
                            .flatMap(phone -> phone.rings().stream())
                            .filter(ring -> ring.second)
                            .count());
            stage.awaitNobody();
        }
    }
}
