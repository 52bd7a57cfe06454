package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What picks up and is nobody takes no caller (P2): an answering machine at home speaks and presses nothing, a pocket
 * presses anything. And callers who press nothing, or have a phone that cannot, are led on by themselves (P14).
 */
@Timeout(240)
class PickedUpByNobodyTest {
    private static final String MOBILE = "+12025550151";
    private static final String CODE = "4711";
    private static final Duration LONG = Duration.ofSeconds(60); // whoever picks up is asked for half a minute

    @TempDir
    Path folder;

    private StaffStage stage;

    private void start(int desks, String lines) {
        stage = new StaffStage(folder, desks);
        stage.site
                .mobile("night", MOBILE, CODE)
                .helpline(
                        "audit",
                        StaffStage.PUBLISHED,
                        "messages = false\nring_for = \"2m\"\nfallback_for = \"5s\"\n" + lines);
    }

    @AfterEach
    void end() {
        stage.close();
    }

    @Test
    void machineOnADeskPhone_takesNobody_andTheNextPersonDoes() {
        start(2, "phones = [\"desk1\", \"desk2\"]");
        stage.start();
        CrowdCaller caller = stage.calls(StaffStage.PUBLISHED, StaffStage.NOBODY);
        CrowdPhone.Ring machine = stage.ring(stage.desks.getFirst());
        CrowdPhone.Ring pocket = stage.ring(stage.desks.getLast());
        stage.crowd.tell(() -> machine.answers(() -> {})); // it speaks, and presses nothing
        stage.crowd.tell(() -> pocket.answers(() -> pocket.presses("5#0*9")));
        Waiting.atMost(LONG, "the machine is let go", () -> !stage.crowd.ask(machine::isOn));
        Waiting.until("and the pocket", () -> !stage.crowd.ask(pocket::isOn));
        assertTrue(stage.crowd.ask(() -> caller.voice.heard().isEmpty()), "nobody was heard by the caller");
        assertFalse(stage.hears(machine.voice(), caller.self));
        assertFalse(stage.hears(pocket.voice(), caller.self));
        Waiting.until("both ring again", () -> stage.rang(stage.desks.getLast()) > 1);
        CrowdPhone.Ring person = stage.ring(stage.desks.getLast());
        stage.accepts(person);
        stage.awaitTalk(caller, person);
        stage.hangsUp(caller);
        stage.awaitNobody();
    }

    @Test
    void ownMobile_acceptsByItsCodeAlone() {
        start(1, "");
        try (Roll roll = Roll.open(stage.site)) {
            roll.advocate("audit", "night");
        }
        stage.start();
        CrowdCaller caller = stage.calls(StaffStage.PUBLISHED, StaffStage.NOBODY);
        CrowdPhone.Ring voicemail = stage.ring(stage.far);
        assertEquals(MOBILE, voicemail.invite().number());
        stage.crowd.tell(() -> voicemail.answers(() -> {}));
        Waiting.atMost(LONG, "the voicemail is let go", () -> !stage.crowd.ask(voicemail::isOn));
        Waiting.until("it rings again", () -> stage.rang(stage.far) > 1);
        CrowdPhone.Ring pocket = stage.ring(stage.far);
        stage.crowd.tell(() -> pocket.answers(() -> pocket.presses("111158019999")));
        Waiting.until("three wrong codes are enough", () -> !stage.crowd.ask(pocket::isOn));
        assertTrue(stage.crowd.ask(() -> caller.voice.heard().isEmpty()), "nobody was heard by the caller");
        Waiting.until("it rings again", () -> stage.rang(stage.far) > 2);
        CrowdPhone.Ring person = stage.ring(stage.far);
        stage.crowd.tell(() -> person.answers(() -> person.presses(CODE)));
        stage.awaitTalk(caller, person);
        stage.hangsUp(caller);
        stage.awaitNobody();
    }

    /** Two languages and the question for a woman or a man; an old phone offers no keys at all. */
    @Test
    void caller_whoPressesNothing_orCannot_isLedOn() {
        start(1, "languages = [\"en\", \"es\"]\nask_voice = true");
        try (Roll roll = Roll.open(stage.site)) {
            roll.advocate("audit", "desk1");
        }
        stage.start();
        CrowdCaller silent = stage.calls(StaffStage.PUBLISHED, StaffStage.NOBODY);
        CrowdPhone.Ring ring = stage.ring(stage.desks.getFirst());
        stage.accepts(ring);
        stage.awaitTalk(silent, ring);
        stage.hangsUp(silent);
        stage.awaitNobody();
        CrowdCaller rotary = stage.calls(StaffStage.PUBLISHED, StaffStage.NOBODY, rotaryOffer());
        Waiting.until("it rings", () -> stage.rang(stage.desks.getFirst()) > 1 && stage.rings(stage.desks.getFirst()));
        CrowdPhone.Ring second = stage.ring(stage.desks.getFirst());
        stage.accepts(second);
        Waiting.until("the advocate hears them", () -> stage.hears(second.voice(), rotary.self));
        stage.hangsUp(rotary);
        stage.awaitNobody();
    }

    /** G.711 and nothing else: no telephone-event (RFC 4733). What it hears goes to a port that nobody reads. */
    private String rotaryOffer() {
        String address = stage.carrier.place.address();
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 " + address,
                "s=-",
                "c=IN IP4 " + address,
                "t=0 0",
                "m=audio " + Place.free(address).port() + " RTP/AVP 0",
                "a=rtpmap:0 PCMU/8000",
                "");
    }
}
