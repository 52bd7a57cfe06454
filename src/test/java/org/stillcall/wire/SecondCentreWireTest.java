package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nobody here takes a caller within the set time: the second centre's published number is called through the trunk, as
 * a survivor is called, and both hear each other; where nobody is there either, the caller is told.
 */
@Timeout(240)
class SecondCentreWireTest {
    private static final String CENTRE = "+12025550190";
    private static final String CALLER = "<sip:+12025550147@carrier.example>";

    @TempDir
    Path folder;

    private StaffStage stage;

    @BeforeEach
    void make() {
        stage = new StaffStage(folder, 1);
        stage.site
                .closedFile("centre.number", CENTRE)
                .helpline(
                        "audit",
                        StaffStage.PUBLISHED,
                        "messages = false\nring_for = \"5s\"\nfallback_for = \"5s\"\nphones = [\"desk1\"]\n"
                                + "then = \"centre\"\ncentre_number_file = \"centre.number\"\ncentre_for = \"10s\"");
        stage.start();
    }

    @AfterEach
    void end() {
        stage.close();
    }

    private CrowdCaller calls() {
        CrowdCaller caller = stage.calls(StaffStage.PUBLISHED, CALLER);
        stage.ring(stage.desks.getFirst());
        assertEquals(0, stage.rang(stage.far), "here first");
        return caller;
    }

    @Test
    void nobodyHere_reachesTheSecondCentre_andBothHearEachOther() {
        CrowdCaller caller = calls();
        CrowdPhone.Ring centre = stage.ring(stage.far);
        assertFalse(stage.rings(stage.desks.getFirst()), "not both at once");
        stage.crowd.tell(() -> centre.answers(() -> {}));
        stage.awaitTalk(caller, centre);
        String invite = centre.invite().text();
        assertEquals(CENTRE, centre.invite().number());
        assertTrue(invite.contains("From: \"Anonymous\" <sip:anonymous@anonymous.invalid>"), invite);
        assertTrue(invite.contains("Privacy: id;header;session;history\n"), invite);
        String asserted = centre.invite().found("(?m)^P-Asserted-Identity: <sip:\\+([0-9]+)@");
        assertTrue(Site.POOL.contains(asserted), "a leased number: " + invite);
        for (String word : List.of("12025550147", "audit", "16175558000", "desk1", "carrier.example")) {
            assertFalse(invite.contains(word), () -> word + " in " + invite);
        }
        assertEquals(1.0, stage.api().figure("stillcall_callers_elsewhere", ""));
        assertEquals(1.0, stage.api().figure("stillcall_callers_unanswered", ""), "coordinators are told of it");
        stage.hangsUp(caller);
        Waiting.until("the second centre's phone is let go", () -> !stage.crowd.ask(centre::isOn));
        stage.awaitNobody();
        assertEquals(0.0, stage.api().figure("stillcall_callers_elsewhere", ""));
    }

    @Test
    void secondCentre_thatHangsUp_endsIt() {
        stage.farSide(ring -> ring.answers(() -> {}));
        CrowdCaller caller = calls();
        CrowdPhone.Ring centre = stage.ring(stage.far);
        stage.awaitTalk(caller, centre);
        stage.crowd.tell(centre::hangsUp);
        stage.awaitLeft(caller);
        stage.awaitNobody();
    }

    @Test
    void secondCentre_thatDeclines_orDoesNotAnswer_leavesTheLastSentence() {
        stage.farSide(CrowdPhone.Ring::declines);
        CrowdCaller declined = calls();
        stage.awaitLeft(declined);
        assertEquals(1, stage.rang(stage.far), "called once");
        stage.farSide(ring -> {});
        CrowdCaller unheard = stage.calls(StaffStage.PUBLISHED, StaffStage.NOBODY);
        stage.awaitLeft(unheard);
        assertEquals(2, stage.rang(stage.far));
        assertFalse(stage.rings(stage.far), "cancelled after the set time");
        stage.awaitNobody();
    }
}
