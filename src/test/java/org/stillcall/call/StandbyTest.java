package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Limits;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.call.FakeMedia.FakeMediaLeg;
import org.stillcall.call.Switchboard.Placement;
import org.stillcall.call.Switchboard.State;
import org.stillcall.plan.DroppedRule;
import org.stillcall.plan.Identity;
import org.stillcall.sip.LegFailure;

/** B1, G16: an advocate whose page is missed is rung on their own mobile too, and goes on there by its code. */
class StandbyTest {
    private final CallRig rig = new CallRig(2, true);
    private final AgreedTerms terms = new AgreedTerms();
    private final Page page = new Page(rig, terms.device);
    private String id = "";

    private String placed() {
        terms.phones = List.of(CallRig.DESK, CallRig.OWN_MOBILE);
        Placement placement = rig.calls.place(
                new Switchboard.Wish(PagePhones.NAME, CallRig.SART, Identity.HIDDEN, false, terms.build()),
                rig.number(CallRig.CANARY));
        id = assertInstanceOf(Placement.Placed.class, placement).call().id();
        return id;
    }

    private void talking() {
        placed();
        page.offers(id, false);
        near().connects();
        rig.legs.last().answers();
        assertEquals(State.TALKING, rig.view(id).state());
    }

    private FakeMediaLeg near() {
        return rig.media.legs.getFirst();
    }

    private FakeMediaLeg mobile() {
        return rig.media.legs.getLast();
    }

    private void keys(String digits) {
        FakeMediaLeg media = mobile();
        digits.chars().forEach(digit -> media.listener.digit(media, (char) digit));
        rig.loop.run();
    }

    @AfterEach
    void nothingIsLeft() {
        rig.calls.end(id);
        rig.loop.advance(60_000);
        assertEquals(0, rig.media.openLegs());
        assertEquals(0, rig.digits.onLoan());
        assertTrue(rig.calls.phones().stream().noneMatch(Switchboard.PhoneView::busy));
    }

    @Test
    void pageThatIsNeverHeard_ringsTheMobile_whichPlacesTheCall() {
        placed();
        rig.loop.advance(Limits.PAGE_MISSED_MILLIS);
        assertEquals(1, rig.legs.legs.size());
        assertEquals(Standby.WORDS, rig.view(id).message());
        rig.legs.last().answers();
        keys("1");
        assertEquals(1, rig.legs.legs.size(), "no survivor is called by whoever picks up");
        keys("000");
        keys("4711");
        assertEquals(2, rig.legs.legs.size());
        assertEquals(State.CALLING, rig.view(id).state());
        assertEquals("idle", page.told.getLast());
        rig.legs.last().answers();
        assertEquals(State.TALKING, rig.view(id).state());
        rig.legs.legs.getFirst().hangsUp();
        assertEquals(State.ENDED, rig.view(id).state());
    }

    @Test
    void pageThatIsMissedWhileTheyTalk_goesOnByTheMobile() {
        talking();
        rig.loop.advance(Limits.PAGE_MISSED_MILLIS + 1_000);
        FakeLeg own = rig.legs.last();
        assertEquals(3, 1 + rig.legs.legs.size());
        own.answers();
        rig.loop.advance(Limits.PAGE_AWAY_MILLIS);
        assertEquals(State.TALKING, rig.view(id).state(), "the page is lost, and the code is still to come");
        keys("4711");
        assertEquals(State.TALKING, rig.view(id).state());
        assertEquals("idle", page.told.getLast());
        assertTrue(near().closed);
        assertTrue(mobile().told.contains("connect BOTH") || mobile().told.contains("supervise true"));
        assertTrue(rig.calls.phones().stream()
                .filter(phone -> phone.name().equals(CallRig.OWN_MOBILE))
                .allMatch(Switchboard.PhoneView::busy));
        assertEquals(1, rig.calls.endAllOf(terms.device).orElseThrow(), "it is still that device's call");
    }

    @Test
    void pageThatIsHeardAgain_keepsTheCall_andTheMobileStops() {
        talking();
        rig.loop.advance(Limits.PAGE_MISSED_MILLIS + 1_000);
        FakeLeg own = rig.legs.last();
        assertEquals(Standby.WORDS, rig.view(id).message());
        near().packets++;
        rig.loop.advance(500);
        assertEquals(List.of("hang up"), own.told);
        assertEquals(State.TALKING, rig.view(id).state());
        assertEquals("TALKING FLOWS", page.told.getLast());
        rig.loop.advance(Call.ERASE_AFTER_MILLIS);
        assertEquals("", rig.view(id).message());
    }

    /** What was agreed for a drop follows as ever, once the mobile has had its time. */
    @Test
    void nobodyAnywhere_isADrop() {
        terms.dropped = new DroppedRule.RedialOnce(java.time.Duration.ofMinutes(5));
        talking();
        rig.loop.advance(Limits.PAGE_AWAY_MILLIS + 1_000);
        assertEquals(State.TALKING, rig.view(id).state());
        rig.legs.last().fails(LegFailure.Kind.RING_LIMIT, 0);
        rig.loop.run();
        assertEquals(State.AFTER_DROP, rig.view(id).state());
    }

    @Test
    void machineThatPicksUp_getsNothing() {
        placed();
        rig.loop.advance(Limits.PAGE_MISSED_MILLIS);
        rig.legs.last().answers();
        rig.loop.advance(Limits.STANDBY_MILLIS);
        assertEquals(Optional.of("PAGE_NOT_HEARD"), rig.view(id).outcome());
        assertEquals(1, rig.legs.legs.size());
    }

    @Test
    void mobileThatIsBusy_isNotRung() {
        placed();
        String other = rig.placed(CallRig.OWN_MOBILE);
        rig.loop.advance(Limits.PAGE_MISSED_MILLIS + 1_000);
        assertEquals(1, rig.legs.legs.size());
        rig.calls.end(other);
    }

    @Test
    void pageThatIsHeardInTime_ringsNothing() {
        talking();
        for (int i = 0; i < 20; i++) {
            near().packets++;
            rig.loop.advance(500);
        }
        assertEquals(1, rig.legs.legs.size());
    }

    /** Whoever ends the call ends the ringing of their mobile. */
    @Test
    void end_whileTheMobileRings_stopsIt() {
        talking();
        rig.loop.advance(Limits.PAGE_MISSED_MILLIS + 1_000);
        FakeLeg own = rig.legs.last();
        rig.calls.end(id);
        assertEquals(List.of("hang up"), own.told);
        assertFalse(own.invitation == null);
    }
}
