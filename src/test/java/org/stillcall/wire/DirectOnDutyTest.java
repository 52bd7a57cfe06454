package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.store.PersonId;

/**
 * Numbers of one person over the wire (G7, G29, G6): on duty it rings that person alone; off duty nothing of theirs
 * rings, and the client hears the sentence and then what the number says. A call-back to the number that a call showed
 * reaches the published line when its advocate is gone.
 */
@Timeout(240)
class DirectOnDutyTest {
    private static final String OWN = "+16175558100";
    private static final String DUTY = "+16175558200";
    private static final String PIN = "739164";
    private static final String CLIENT = "<sip:+12025550148@carrier.example>";
    private static final String SURVIVOR = "+12025550147";

    @TempDir
    Path folder;

    private StaffStage stage;
    private PersonId ana;
    private String anasKeys = "";

    @BeforeEach
    void make() {
        stage = new StaffStage(folder, 2);
    }

    private void start(String direct) {
        stage.site
                .media("silence_seconds = 5")
                .programme(
                        "sart",
                        "identity = \"direct allowed\"\nafter_drop = \"hold then helpline\"\n"
                                + "after_drop_wait = \"5m\"")
                .helpline("sart", StaffStage.PUBLISHED, "messages = false\nring_for = \"5m\"")
                .direct("own-1", "sart", OWN, direct)
                .duty(DUTY)
                .oneCallForEachNumber();
        try (Roll roll = Roll.open(stage.site)) {
            ana = roll.advocate("sart", "desk1");
            anasKeys = roll.pin(ana, PIN);
            roll.owns(ana, "own-1");
            roll.advocate("sart", "desk2");
        }
        stage.start();
    }

    @AfterEach
    void end() {
        stage.close();
    }

    private CrowdPhone anas() {
        return stage.desks.getFirst();
    }

    private CrowdPhone bens() {
        return stage.desks.getLast();
    }

    private void goesOff() {
        CrowdCaller keys = stage.calls(DUTY, StaffStage.NOBODY);
        String all = anasKeys + PIN + "#";
        stage.crowd.tell(() -> {
            for (int i = 0; i < all.length(); i++) {
                char key = all.charAt(i);
                stage.crowd.after(i * 200L, () -> keys.voice.presses(key));
            }
            for (int i = 1; i <= 5; i++) { // it counts once the PIN was checked, and then says the same
                stage.crowd.after(all.length() * 200L + i * 2_000L, () -> keys.voice.presses('2'));
            }
        });
        StaffStage.pass(all.length() * 200L + 11_000);
        stage.hangsUp(keys);
    }

    @Test
    void onDuty_ringsThatPersonAlone_andTheyTalk() {
        start("");
        CrowdCaller client = stage.calls(OWN, CLIENT);
        CrowdPhone.Ring ring = stage.ring(anas());
        StaffStage.pass(1_000);
        assertEquals(0, stage.rang(bens()), "nobody else");
        stage.accepts(ring);
        stage.awaitTalk(client, ring);
        stage.hangsUp(client);
        stage.awaitNobody();
        assertEquals(0, stage.rang(bens()));
    }

    @Test
    void offDuty_nothingOfTheirsRings_andThePublishedLineTakesThem() {
        start("off_duty = \"helpline\"");
        goesOff();
        CrowdCaller client = stage.calls(OWN, CLIENT);
        CrowdPhone.Ring ring = stage.ring(bens());
        stage.accepts(ring);
        stage.awaitTalk(client, ring);
        assertEquals(0, stage.rang(anas()), "0 rings");
        stage.hangsUp(client);
        stage.awaitNobody();
    }

    @Test
    void offDuty_hangUp_isToldAndEnded_howeverOften() {
        start("off_duty = \"hang up\"");
        goesOff();
        for (int i = 0; i < 5; i++) {
            CrowdCaller client = stage.calls(OWN, CLIENT);
            stage.awaitLeft(client);
            assertFalse(stage.crowd.ask(() -> client.voice.packets()) < 100, "the sentence was heard");
        }
        assertEquals(0, stage.rang(anas()) + stage.rang(bens()), "0 rings");
        stage.awaitNobody();
    }

    /** The advocate's network is lost while they talk; the survivor calls back the number that their phone shows. */
    @Test
    void callBack_toTheNumberThatACallShowed_reachesThePublishedLine() {
        start("");
        stage.farSide(ring -> ring.answers(() -> {}));
        String id = stage.api().place("desk1", SURVIVOR, "sart");
        CrowdPhone.Ring near = stage.ring(anas());
        stage.crowd.tell(() -> near.answers(() -> {}));
        stage.api().await(id, "TALKING");
        CrowdPhone.Ring far = stage.ring(stage.far);
        Waiting.until("they hear the advocate", () -> stage.hears(far.voice(), near.mark()));
        String shown = far.shown();
        stage.crowd.tell(near::vanishes);
        stage.api().await(id, "AFTER_DROP");
        Waiting.until("the survivor's line is over", () -> !stage.crowd.ask(far::isOn));
        goesOff();
        CrowdCaller back = stage.calls(shown, "<sip:" + SURVIVOR + "@carrier.example>");
        CrowdPhone.Ring ring = stage.ring(bens());
        stage.accepts(ring);
        stage.awaitTalk(back, ring);
        stage.hangsUp(back);
        CrowdCaller stranger = stage.crowd.ask(() -> new CrowdCaller(stage.carrier, shown, CLIENT, 990));
        Waiting.until(
                "a stranger hears that it leads nowhere",
                () -> stage.crowd.ask(stranger::line) == CrowdCaller.Line.REFUSED);
        assertEquals(404, stage.crowd.ask(stranger::status));
    }
}
