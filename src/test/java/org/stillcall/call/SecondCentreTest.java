package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Limits;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.helpline.MessageBox;
import org.stillcall.media.MediaLeg;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.LegFailure;
import org.stillcall.trunk.Lease;

/** Nobody here took a caller: a second centre is called for them by agreement, and learns nothing of them. */
class SecondCentreTest {
    private static final String CALLER = "+12025550147";

    private final Line line = Line.withSecondCentre(List.of());
    private final CallRig rig = line.rig;

    @AfterEach
    void nothingIsLeft() {
        rig.loop.advance(40 * 60_000L);
        assertEquals(0, rig.media.openLegs());
        assertEquals(0, rig.digits.onLoan());
        assertEquals(0, line.helplines.known(), "tokens");
        assertTrue(rig.legs.legs.stream().allMatch(leg -> leg.state == FakeLeg.State.ENDED));
        assertEquals(Line.SECOND_CENTRE_NUMBERS, rig.numbers.available(), "every number was given back");
        assertEquals(0, rig.calls.doorway().passedOn());
    }

    private Line.Guest told() {
        Line.Guest guest = line.callsFrom(CALLER);
        guest.hearsAll();
        rig.loop.advance(5_000);
        return guest;
    }

    /** A caller who was told; the second centre's phone rings. */
    private Line.Guest passedOn() {
        Line.Guest guest = told();
        guest.hearsAll();
        assertEquals(1, line.ringing().size());
        return guest;
    }

    @Test
    void nobodyHere_isTold_thenTheSecondCentreRings_andBothHearEachOther() {
        Line.Guest guest = told();
        assertEquals("elsewhere", SaidNames.of(guest.media.played.getLast()));
        assertTrue(line.ringing().isEmpty(), "not before the words were said");
        guest.hearsAll();
        FakeLeg centre = line.ringing().getFirst();
        assertEquals("tone", guest.media.told.getLast());
        centre.rings();
        centre.answers();
        rig.loop.run();
        assertEquals("connect BOTH", guest.media.told.getLast());
        assertEquals(1, guest.media.reached.size());
        assertEquals(1, rig.calls.doorway().passedOn());
        assertEquals(1, rig.calls.lines().getFirst().unanswered(), "coordinators are told");
        guest.leg.hangsUp();
        rig.loop.run();
        assertEquals(FakeLeg.State.ENDED, centre.state);
        rig.loop.advance(Call.ERASE_AFTER_MILLIS);
        assertTrue(centre.forgotten > 0, "its number is overwritten in what may be repeated");
        assertEquals(0, rig.digits.onLoan());
    }

    /** Composed as a survivor's leg is: hidden, with a number that is lent. */
    @Test
    void centre_isShownNothing() {
        Line.Guest guest = passedOn();
        var invitation = line.ringing().getFirst().invitation;
        assertEquals("anonymous", invitation.from().user());
        assertEquals("Anonymous", invitation.from().display());
        assertEquals(List.of("id", "header", "session", "history"), invitation.privacy());
        assertTrue(invitation.assertedIdentity().contains("1617555"), "a leased one");
        assertFalse(invitation.assertedIdentity().contains(Line.NUMBER), "never the published one");
        guest.leg.hangsUp();
    }

    @Test
    void centre_thatHangsUp_orIsLost_endsTheCall() {
        Line.Guest guest = passedOn();
        FakeLeg centre = line.ringing().getFirst();
        centre.answers();
        rig.loop.run();
        centre.ends(new HangUp(HangUp.Kind.LOST, 0, 0));
        rig.loop.run();
        assertTrue(guest.over());
    }

    @Test
    void centre_thatDoesNotTakeThem_leavesThemAMessage() {
        for (int status : List.of(486, 480, 503)) {
            Line.Guest guest = passedOn();
            line.ringing().getFirst().fails(LegFailure.Kind.REJECTED, status);
            rig.loop.run();
            assertFalse(guest.over());
            guest.hearsAll();
            line.box.over.accept(MessageBox.Ended.KEPT);
            guest.hearsAll();
            assertTrue(guest.over());
        }
        assertEquals(3, line.box.begun);
    }

    @Test
    void nought_meanwhile_leavesAMessage_andTheCentreAlone() {
        Line.Guest guest = passedOn();
        FakeLeg centre = line.ringing().getFirst();
        guest.keys("0");
        assertEquals(FakeLeg.State.ENDED, centre.state);
        assertEquals("leave-message", SaidNames.of(guest.media.played.getLast()));
        guest.leg.hangsUp();
    }

    @Test
    void caller_whoHangsUpMeanwhile_leavesNobodyRinging() {
        Line.Guest guest = passedOn();
        FakeLeg centre = line.ringing().getFirst();
        guest.leg.hangsUp();
        rig.loop.run();
        assertEquals(FakeLeg.State.ENDED, centre.state);
    }

    /** No number, no free number of ours, no trunk: as if there were no agreement. */
    @Test
    void whatCannotBeCalled_isAsNobody() {
        line.agreed = false;
        assertMessage();
        line.agreed = true;
        List<Lease> all = new ArrayList<>();
        for (var lease = rig.numbers.lease(); lease.isPresent(); lease = rig.numbers.lease()) {
            all.add(lease.get());
        }
        assertMessage();
        all.forEach(Lease::close);
        rig.up.replaceAll((trunk, up) -> false);
        assertMessage();
        rig.up.replaceAll((trunk, up) -> true);
        rig.media.most = (int) rig.media.openLegs() + 1; // no port for a second leg
        assertMessage();
    }

    private void assertMessage() {
        int before = line.ringing().size();
        Line.Guest guest = told();
        guest.hearsAll();
        assertEquals(before, line.ringing().size());
        assertTrue(SaidNames.of(guest.media.played).contains("leave-message"));
        guest.leg.hangsUp();
        rig.loop.run();
    }

    /** Two centres that lead to each other would call each other for ever. */
    @Test
    void moreThanTheLimit_areNotPassedOn() {
        List<Line.Guest> all = new ArrayList<>();
        for (int i = 0; i < Limits.PASSED_ON; i++) {
            Line.Guest guest = withheld();
            guest.hearsAll();
            assertEquals(i + 1, line.ringing().size());
            all.add(guest);
        }
        Line.Guest one = withheld();
        one.hearsAll();
        assertEquals(Limits.PASSED_ON, line.ringing().size());
        assertEquals(1, line.box.begun, "a message instead");
        all.forEach(guest -> guest.leg.hangsUp());
        one.leg.hangsUp();
        rig.loop.run();
        assertEquals(0, rig.calls.doorway().passedOn());
    }

    private Line.Guest withheld() {
        Line.Guest guest = line.withheld();
        guest.hearsAll();
        rig.loop.advance(5_000);
        return guest;
    }

    @Test
    void endOfTheWhole_leavesNothing() {
        passedOn();
        rig.calls.endAll();
        rig.loop.run();
        assertEquals(0, rig.digits.onLoan());
        assertTrue(line.ringing().isEmpty());
    }

    /** Their sound goes to the second centre and to nobody else. */
    @Test
    void sound_reachesTheCentreAlone() {
        Line.Guest guest = passedOn();
        FakeLeg centre = line.ringing().getFirst();
        centre.answers();
        rig.loop.run();
        MediaLeg there = rig.media.legs.stream()
                .filter(media -> media.listener instanceof PassedOn)
                .findFirst()
                .orElseThrow();
        assertEquals(Set.of(there), guest.media.reached);
        guest.leg.hangsUp();
    }
}
