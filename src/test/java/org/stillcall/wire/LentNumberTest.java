package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The number that a call showed, over the wire, where a survivor calls it back (G6, G16): in the agreed minutes it
 * leads to their advocate and then to the published line, afterwards and in quarantine to nobody, whoever calls.
 */
@Timeout(200)
class LentNumberTest {
    private static final String SURVIVOR = "+12025550147";
    private static final String SURVIVORS = "<sip:" + SURVIVOR + "@carrier.example>";
    private static final String STRANGER = "<sip:+12025550199@carrier.example>";
    private static final Duration LEASE = Duration.ofSeconds(80); // a minute, and a busy machine

    @TempDir
    Path folder;

    private CrowdStage stage;
    private CrowdPhone survivor;
    private int callers;

    @BeforeEach
    void start() {
        stage = new CrowdStage(folder, 2, "messages = false", ring -> {}, site -> {
                    site.oneCallForEachNumber()
                            .quarantine("1h")
                            .programme(
                                    "sart",
                                    "identity = \"direct allowed\"\nafter_drop = \"hold then helpline\""
                                            + "\nafter_drop_wait = \"1m\"")
                            .helpline("sart", "+16175558001", "phones = [\"desk1\", \"desk2\"]\nmessages = false");
                    return List.of();
                })
                .start();
        survivor = new CrowdPhone(stage.carrier, 900, ring -> ring.answers(() -> {}));
    }

    @AfterEach
    void end() {
        stage.close();
    }

    private CrowdCaller calls(String number, String from) {
        int self = 500 + callers++;
        CrowdCaller caller = stage.crowd.ask(() -> new CrowdCaller(stage.carrier, number, from, self));
        Waiting.until("answered or refused", () -> stage.crowd.ask(caller::line) != CrowdCaller.Line.CALLING);
        return caller;
    }

    private void assertNobody(String number) {
        for (String from : List.of(SURVIVORS, STRANGER, CrowdStage.NOBODY)) {
            CrowdCaller caller = calls(number, from);
            assertEquals(404, stage.crowd.ask(caller::status), from);
            assertEquals("Q.850;cause=1", stage.crowd.ask(caller::cause), from);
        }
        assertTrue(stage.ringing().isEmpty(), "somebody is rung");
    }

    /** That desk phone rings alone. */
    private CrowdPhone.Ring rings(int desk) {
        Waiting.until(
                "desk " + desk + " rings",
                () -> stage.crowd.ask(
                        () -> stage.phones.get(desk - 1).rings().stream().anyMatch(CrowdPhone.Ring::isOn)));
        assertEquals(1, stage.ringing().size(), "no other phone");
        return stage.ringing().getFirst();
    }

    private CrowdPhone.Ring survivorsLast() {
        return stage.crowd.ask(() -> survivor.rings().getLast());
    }

    /** An advocate's call to the survivor; the number that it showed. */
    private String talks(CrowdPhone.Ring[] near, String[] id) {
        id[0] = stage.api().place("desk1", SURVIVOR, "sart");
        near[0] = rings(1);
        stage.crowd.tell(() -> near[0].answers(() -> {}));
        stage.api().await(id[0], "TALKING");
        return survivorsLast().shown();
    }

    @Test
    void callBack_inTime_reachesTheAdvocate_whomTheLineLost_andAfterItNobody() {
        CrowdPhone.Ring[] near = new CrowdPhone.Ring[1];
        String[] id = new String[1];
        String shown = talks(near, id);
        assertTrue(Site.POOL.contains(shown.substring(1)), shown);
        stage.crowd.tell(near[0]::isLost);
        stage.api().await(id[0], "AFTER_DROP");
        CrowdCaller stranger = calls(shown, STRANGER);
        assertEquals(404, stage.crowd.ask(stranger::status));
        assertEquals("Q.850;cause=1", stage.crowd.ask(stranger::cause));
        CrowdCaller back = calls(shown, SURVIVORS);
        assertEquals(CrowdCaller.Line.THERE, stage.crowd.ask(back::line));
        CrowdPhone.Ring again = rings(1);
        stage.crowd.tell(() -> again.answers(() -> stage.crowd.after(60, again::accepts)));
        Waiting.until(
                "they hear each other",
                () -> stage.crowd.ask(() -> again.pickedUp()
                        && again.voice().heard().containsKey(back.self)
                        && back.voice.heard().containsKey(again.mark())));
        stage.crowd.tell(back::hangsUp);
        Waiting.until("nothing rings", () -> stage.ringing().isEmpty());
        Waiting.atMost(LEASE, "the lease is over", () -> stage.api().figure("stillcall_calls_in_progress", "") == 0);
        assertNobody(shown);
        stage.awaitNobody();
    }

    /** A number that rests reaches nobody and is nobody's: three others serve, then calls are refused. */
    @Test
    void numberInQuarantine_reachesNobody_andIsLentToNobody() {
        Set<String> used = new HashSet<>();
        for (int i = 0; i < Site.POOL.size(); i++) {
            CrowdPhone.Ring[] near = new CrowdPhone.Ring[1];
            String[] id = new String[1];
            String shown = talks(near, id);
            assertTrue(used.add(shown), "lent again: " + shown);
            stage.crowd.tell(near[0]::hangsUp);
            stage.api().await(id[0], "ENDED");
            stage.api().awaitIdle();
            assertNobody(shown);
        }
        List<String> placed = new ArrayList<>();
        Api.Answer refused = stage.api().ask("desk1", SURVIVOR, "sart");
        placed.add(refused.status() + refused.text("reason"));
        assertNotEquals(201, refused.status(), placed::toString);
        assertEquals(Site.POOL.size(), stage.crowd.ask(() -> survivor.rings().size()), "no call left without a number");
        used.forEach(this::assertNobody);
        stage.awaitNobody();
    }
}
