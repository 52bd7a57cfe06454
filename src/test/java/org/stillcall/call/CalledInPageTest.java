package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Limits;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.call.FakeMedia.FakeMediaLeg;
import org.stillcall.call.Switchboard.State;
import org.stillcall.call.ThirdParties.Answer;
import org.stillcall.call.ThirdParties.HandOver;
import org.stillcall.call.ThirdParties.Stage;
import org.stillcall.call.ThirdParties.Whom;
import org.stillcall.duty.Voice;
import org.stillcall.duty.Worker;

/** A caller who was taken on a page (P2, P5, B1, G16, G28): hold, keys, own mobile, a third party, hand-over. */
class CalledInPageTest {
    private static final String CALLER = "+12025550147";
    private static final String OTHER = "+12025550148";

    /** The first has a page and an own mobile, the second a page. */
    private static final List<Worker> TWO = List.of(
            new Worker(CallRig.person(1), Set.of(Line.EN), Voice.NOT_SAID, List.of(CallRig.OWN_MOBILE)),
            new Worker(CallRig.person(2), Set.of(Line.EN), Voice.NOT_SAID, List.of()));

    private final Line line = new Line(Line.helpline(false, false, 0), TWO);
    private final CallRig rig = line.rig;
    private final Page page = new Page(rig, "device-1", CallRig.person(1));
    private final Page other = new Page(rig, "device-2", CallRig.person(2));
    private Line.Guest guest;

    @AfterEach
    void nothingIsLeft() {
        rig.loop.advance(40 * 60_000L);
        assertEquals(0, rig.media.openLegs());
        assertEquals(0, rig.digits.onLoan());
        assertEquals(0, line.helplines.known(), "tokens");
        assertTrue(rig.legs.legs.stream().allMatch(leg -> leg.state == FakeLeg.State.ENDED));
        assertTrue(rig.calls.live().all().isEmpty());
        assertTrue(rig.calls.phones().stream().noneMatch(Switchboard.PhoneView::busy));
    }

    /** The first person takes the caller on their page; the call's name. */
    private String taken() {
        guest = line.callsFrom(CALLER);
        guest.keys("1");
        page.takes(page.incoming.name());
        page.offers(page.incoming.name(), false);
        near().connects();
        rig.loop.run();
        assertEquals("TALKING FLOWS", page.told.getLast());
        return page.last.view().id();
    }

    /** The sound of the page that answered last. */
    private FakeMediaLeg near() {
        return rig.media.legs.stream()
                .filter(leg -> !leg.closed && leg.told.contains("offer"))
                .reduce((one, next) -> next)
                .orElseThrow();
    }

    private FakeMediaLeg caller() {
        return Objects.requireNonNull(guest.media);
    }

    private void keys(FakeMediaLeg media, String digits) {
        digits.chars().forEach(digit -> media.listener.digit(media, (char) digit));
        rig.loop.run();
    }

    private String handedOver(String id) {
        assertEquals(Answer.DONE, rig.calls.thirdParties().ask(id, new Whom.Page("device-2")));
        other.takes(other.asked.name());
        other.offers(other.asked.name(), false);
        near().connects();
        rig.loop.run();
        assertEquals(
                Stage.JOINED,
                rig.view(id).third().map(ThirdParties.Third::stage).orElseThrow());
        HandOver.Done done = (HandOver.Done) rig.calls.thirdParties().handOver(id);
        rig.loop.run();
        return done.call();
    }

    @Test
    void hold_letsTheCallerWait_andKeysReachThem() {
        String id = taken();
        page.holds(id, true);
        assertEquals("TALKING FLOWS held", page.told.getLast());
        assertEquals("tone", caller().told.getLast());
        page.holds(id, false);
        assertEquals("stop", caller().told.getLast());
        page.presses(id, '5');
        assertEquals("digit", caller().told.getLast());
        rig.calls.end(id);
        assertTrue(guest.over());
    }

    @Test
    void pageThatIsMissed_ringsTheOwnMobile_whichGoesOnByItsCode() {
        String id = taken();
        int before = rig.legs.legs.size();
        rig.loop.advance(Limits.PAGE_MISSED_MILLIS + 1_000);
        assertEquals(before + 1, rig.legs.legs.size());
        assertEquals(Standby.WORDS, rig.view(id).message());
        rig.legs.last().answers();
        rig.loop.advance(Limits.PAGE_AWAY_MILLIS);
        assertEquals(State.TALKING, rig.view(id).state(), "the page is lost, and the code is still to come");
        keys(rig.media.legs.getLast(), "4711");
        assertEquals(State.TALKING, rig.view(id).state());
        assertFalse(guest.over());
        assertEquals("idle", page.told.getLast());
        assertEquals(1, rig.calls.endAllOf("device-1").orElseThrow(), "a device that is wiped ends it there too");
        assertTrue(guest.over());
    }

    @Test
    void nobodyAtTheMobileEither_letsTheCallerWaitAgain() {
        taken();
        rig.loop.advance(Limits.PAGE_MISSED_MILLIS + 1_000);
        FakeLeg mobile = rig.legs.last();
        rig.loop.advance(Limits.PAGE_AWAY_MILLIS + Limits.STANDBY_MILLIS);
        assertEquals(FakeLeg.State.ENDED, mobile.state);
        assertFalse(guest.over());
        assertTrue(rig.calls.live().all().isEmpty(), "the caller waits");
        guest.leg.hangsUp();
    }

    @Test
    void pageThatIsHeardAgain_keepsTheCall() {
        String id = taken();
        rig.loop.advance(Limits.PAGE_MISSED_MILLIS + 1_000);
        FakeLeg mobile = rig.legs.last();
        near().packets++;
        rig.loop.advance(500);
        assertEquals(FakeLeg.State.ENDED, mobile.state);
        assertEquals(State.TALKING, rig.view(id).state());
        rig.calls.end(id);
    }

    /** Whoever gave the call away is free for the next caller at once, and it is the colleague's from then on. */
    @Test
    void handOver_freesWhoeverHadTheCaller_andTheColleagueIsWhomTheyComeBackTo() {
        String id = taken();
        assertTrue(rig.calls.thirdParties().isOf(id, "device-1"));
        assertFalse(rig.calls.thirdParties().isOf(id, "device-2"));
        String after = handedOver(id);
        assertTrue(rig.calls.thirdParties().isOf(after, "device-2"));
        assertFalse(rig.calls.thirdParties().isOf(after, "device-1"));
        assertFalse(rig.calls.thirdParties().isOf(id, "device-1"));
        assertEquals("TALKING FLOWS", other.told.getLast());
        Line.Guest next = line.callsFrom(OTHER);
        next.keys("1");
        assertEquals("incoming RINGS", page.told.getLast());
        next.leg.hangsUp();
        rig.loop.run();
        near().packets++;
        guest.leg.drops();
        rig.loop.advance(1_000);
        assertEquals(State.ENDED, rig.view(after).state());
        rig.loop.advance(20_000);
        int rung = (int) page.told.stream().filter("incoming RINGS"::equals).count();
        guest = line.callsFrom(CALLER);
        rig.loop.run();
        assertEquals("incoming RINGS", other.told.getLast());
        assertEquals(rung, page.told.stream().filter("incoming RINGS"::equals).count(), "the colleague alone");
        guest.leg.hangsUp();
    }

    /** A mobile of whoever gave the call away is no phone of this call any more. */
    @Test
    void handOver_thenAMissedPage_ringsNobodyElsesMobile() {
        handedOver(taken());
        int before = rig.legs.legs.size();
        rig.loop.advance(Limits.PAGE_MISSED_MILLIS + 1_000);
        assertEquals(before, rig.legs.legs.size());
        guest.leg.hangsUp();
    }

    @Test
    void interpreterOutside_isCalledOnANumberOfThePool_andToldNothingOfTheCaller() {
        String id = taken();
        assertEquals(Answer.DONE, rig.calls.thirdParties().ask(id, new Whom.Interpreter(CallRig.OUTSIDE)));
        FakeLeg interpreter = rig.legs.last();
        assertEquals(2, rig.numbers.available(), "a number of its own");
        String sent = interpreter.invitation.toString() + interpreter.invitation.from();
        assertFalse(sent.contains(CALLER.substring(2)), sent);
        interpreter.answers();
        near().packets++;
        assertTrue(caller().told.contains("mix of 3") || near().told.contains("mix of 3"));
        assertEquals(Answer.DONE, rig.calls.thirdParties().letGo(id));
        assertEquals(FakeLeg.State.ENDED, interpreter.state);
        assertFalse(guest.over());
        rig.calls.end(id);
        assertTrue(guest.over());
        assertEquals(3, rig.numbers.available());
    }
}
