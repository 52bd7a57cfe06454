package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.call.Switchboard.State;
import org.stillcall.duty.Tier;
import org.stillcall.duty.Voice;
import org.stillcall.plan.Identity;
import org.stillcall.plan.IdentityChoice;

/**
 * A call-back to the number that a call showed, where the plan says: the same advocate, else whoever is on duty (G6,
 * G16). After the lease, and in quarantine, the number reaches nobody.
 */
class ReturnToHelplineTest {
    private static final long OPEN = 300_000;
    private static final String SURVIVOR = "<sip:+12025550147@trunk.example>";
    private static final String STRANGER = "<sip:+12025550199@trunk.example>";

    private final Line line = new Line(Line.helpline(CallRig.SART, false, true, 0));
    private final CallRig rig = line.rig;
    private final AgreedTerms terms = new AgreedTerms().waitThenHelpline(5).shows(IdentityChoice.Shows.LEASED);
    private String id = "";

    @AfterEach
    void nothingIsLeft() {
        rig.loop.advance(40 * 60_000L);
        assertEquals(0, rig.media.openLegs());
        assertEquals(0, rig.digits.onLoan());
        assertEquals(0, line.helplines.known(), "tokens");
    }

    /** Both talked on the first desk phone, then the advocate's phone was lost; the number that was shown. */
    private String heldAlone() {
        id = rig.placed(terms, Identity.SHOWN);
        FakeLeg near = rig.legs.last();
        near.answers();
        String shown = rig.legs.last().invitation.from().user();
        rig.legs.last().answers();
        assertEquals(State.TALKING, rig.view(id).state());
        near.drops();
        assertEquals(State.AFTER_DROP, rig.view(id).state());
        return shown;
    }

    private FakeLeg comesBack(String shown, String caller) {
        FakeLeg leg = rig.comes(shown, caller);
        rig.loop.run();
        return leg;
    }

    @Test
    void return_ringsThatAdvocateFirst_thenWhoeverIsOn() {
        FakeLeg back = comesBack(heldAlone(), SURVIVOR);
        assertEquals("answer", back.told.getFirst());
        assertEquals(1, line.ringing().size(), "their advocate alone");
        rig.loop.advance(21_000);
        assertFalse(line.ringing().isEmpty(), "then another");
        line.accepts(line.ringing().getFirst());
        String talk = rig.calls.live().all().getLast().id();
        assertEquals(State.TALKING, rig.view(talk).state());
        assertTrue(rig.view(talk).called().orElseThrow().returned());
        rig.calls.end(talk);
    }

    @Test
    void return_whileTheirAdvocateIsOffDuty_reachesWhoeverIsOn() {
        String shown = heldAlone();
        line.people.allOff();
        line.people.on(Tier.FIRST, Line.worker(2, Voice.MAN, CallRig.DESKS.get(1)));
        FakeLeg back = comesBack(shown, SURVIVOR);
        rig.loop.run();
        assertEquals("answer", back.told.getFirst());
        line.accepts(line.ringing().getFirst());
        assertEquals(
                CallRig.DESKS.get(1).text(),
                rig.calls.live().all().getLast().phone().key());
        back.hangsUp();
    }

    /** Cut off again, they call the number that their phone knows: as long as the line is held. */
    @Test
    void line_leadsThereAsLongAsItIsHeld_thenNowhere() {
        String shown = heldAlone();
        comesBack(shown, SURVIVOR).hangsUp();
        rig.loop.advance(20_000);
        FakeLeg again = comesBack(shown, SURVIVOR);
        assertEquals("answer", again.told.getFirst());
        again.hangsUp();
        rig.loop.advance(OPEN);
        assertEquals(State.ENDED, rig.view(id).state());
        assertDead(comesBack(shown, SURVIVOR));
    }

    @Test
    void anyOtherCaller_hearsThatItIsNotInService() {
        String shown = heldAlone();
        assertDead(comesBack(shown, STRANGER));
        assertTrue(line.ringing().isEmpty());
    }

    private void assertDead(FakeLeg leg) {
        rig.loop.advance(20_000);
        assertTrue(leg.told.getLast().startsWith("refuse 404"), leg.told::toString);
    }

    /** Whatever was agreed: once a lease is over its number reaches nobody, from the first second of quarantine. */
    @Test
    void numberInQuarantine_reachesNobody() {
        id = rig.placed(terms, Identity.SHOWN);
        rig.legs.last().answers();
        String shown = rig.legs.last().invitation.from().user();
        rig.legs.last().answers();
        rig.calls.end(id);
        int before = rig.legs.legs.size();
        for (String caller : List.of(SURVIVOR, STRANGER, "\"Anonymous\" <sip:anonymous@anonymous.invalid>")) {
            assertDead(comesBack(shown, caller));
        }
        assertEquals(before, rig.legs.legs.size(), "nobody was rung");
    }

    @Test
    void advocateWhoIsStillThere_isReachedAtOnce_asBefore() {
        id = rig.placed(terms, Identity.SHOWN);
        rig.legs.last().answers();
        String shown = rig.legs.last().invitation.from().user();
        rig.legs.last().answers();
        rig.legs.last().drops();
        FakeLeg back = comesBack(shown, SURVIVOR);
        assertEquals("ring", back.told.getFirst());
        rig.loop.advance(3_000);
        assertEquals(State.TALKING, rig.view(id).state());
        rig.calls.end(id);
    }

    @Test
    void withoutAPublishedLine_theAdvocateIsRungAnew() {
        rig.calls.doorway().takes(Inbound.NONE);
        FakeLeg back = comesBack(heldAlone(), SURVIVOR);
        assertEquals("ring", back.told.getFirst());
        back.hangsUp();
    }
}
