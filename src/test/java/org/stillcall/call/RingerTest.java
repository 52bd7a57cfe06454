package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.call.FakeMedia.FakeMediaLeg;
import org.stillcall.duty.Voice;
import org.stillcall.duty.Worker;
import org.stillcall.sip.LegFailure;

/** A person is rung on all that is theirs as one, and no machine or pocket takes a caller (P3, P5, B1, G29). */
class RingerTest {
    private final CallRig rig = new CallRig(3, true);
    private final Ringer ringer = rig.calls.ringer();
    private final Heard heard = new Heard();

    /** What a ring said. */
    private static final class Heard implements Ringer.Answer {
        final List<String> told = new ArrayList<>();
        Ringer.Accepted half;
        boolean leaves = true;

        @Override
        public void accepted(Ringer.Accepted accepted) {
            told.add("accepted");
            half = accepted;
            if (leaves) {
                accepted.leave();
            }
        }

        @Override
        public void declined() {
            told.add("declined");
        }

        @Override
        public void unreachable() {
            told.add("unreachable");
        }

        @Override
        public void answering() {
            told.add("answering");
        }
    }

    private static Worker worker(Label... phones) {
        return new Worker(CallRig.person(1), Set.of(), Voice.NOT_SAID, List.of(phones));
    }

    private static Ringer.Card card() {
        return new Ringer.Card("c", CallRig.HELPLINE, new Label("es"), () -> Duration.ofSeconds(7), () -> 2);
    }

    private Ringer.Ring rings(Label... phones) {
        Ringer.Ring ring = ringer.ring(worker(phones), card(), heard);
        rig.loop.run();
        return ring;
    }

    private FakeMediaLeg media(int index) {
        return rig.media.legs.get(index);
    }

    private void keys(FakeMediaLeg media, String digits) {
        digits.chars().forEach(digit -> media.listener.digit(media, (char) digit));
        rig.loop.run();
    }

    /** Whatever came of it: no port, no number, no phone is left behind. */
    @AfterEach
    void nothingIsLeft() {
        rig.loop.advance(60_000);
        assertEquals(0, rig.media.openLegs());
        assertEquals(0, rig.digits.onLoan());
        assertTrue(rig.calls.phones().stream().noneMatch(Switchboard.PhoneView::busy));
        assertTrue(rig.legs.legs.stream().allMatch(leg -> leg.state == FakeLeg.State.ENDED));
    }

    @Test
    void deskPhone_thatPressesOne_hasTheCaller() {
        rings(CallRig.DESK);
        FakeLeg desk = rig.legs.last();
        assertEquals("Call", desk.invitation.from().display(), "nothing of the caller");
        desk.answers();
        assertEquals("sentence", media(0).told.getLast());
        keys(media(0), "2#");
        assertEquals(List.of(), heard.told);
        keys(media(0), "1");
        assertEquals(List.of("accepted"), heard.told);
    }

    /** A machine picks up, and says nothing but its greeting. */
    @Test
    void deskPhone_thatIsPickedUpByAMachine_acceptsNothing() {
        rings(CallRig.DESK);
        rig.legs.last().answers();
        media(0).listener.promptEnded(media(0));
        assertEquals(2, media(0).told.stream().filter("sentence"::equals).count(), "asked again");
        rig.loop.advance(20_000);
        assertEquals(List.of("unreachable"), heard.told);
        assertTrue(rig.legs.last().told.contains("hang up"));
    }

    @Test
    void firstThatAccepts_stopsAllOthersAtOnce() {
        Page page = new Page(rig, "device-1");
        rings(CallRig.DESK, new Label("desk-2"), CallRig.OWN_MOBILE);
        assertEquals(3, rig.legs.legs.size());
        assertEquals("incoming RINGS", page.told.getLast());
        rig.legs.legs.getFirst().answers();
        keys(media(1), "1");
        assertEquals(List.of("accepted"), heard.told);
        assertEquals(List.of("hang up"), rig.legs.legs.get(1).told);
        assertEquals(List.of("hang up"), rig.legs.legs.get(2).told);
        assertEquals("idle", page.told.getLast());
        rig.loop.advance(Call.ERASE_AFTER_MILLIS);
        assertTrue(rig.legs.legs.get(2).forgotten > 0, "the mobile's number, in what may be sent again");
    }

    /** 486, 302 and whatever else fails: that phone alone is out of it. */
    @Test
    void phoneThatIsBusyOrForwards_isGone_andTheOthersRing() {
        rings(CallRig.DESK, new Label("desk-2"), new Label("desk-3"));
        rig.legs.legs.get(0).fails(LegFailure.Kind.REJECTED, 486);
        rig.legs.legs.get(1).fails(LegFailure.Kind.REJECTED, 302);
        rig.loop.run();
        assertEquals(List.of(), heard.told);
        rig.legs.legs.get(2).fails(LegFailure.Kind.NO_RESPONSE, 0);
        rig.loop.run();
        assertEquals(List.of("unreachable"), heard.told);
    }

    @Test
    void personWhoSaysNotNow_isRungNowhere() {
        Page page = new Page(rig, "device-1");
        rings(CallRig.DESK, new Label("desk-2"));
        rig.legs.legs.get(1).fails(LegFailure.Kind.REJECTED, 603);
        rig.loop.run();
        assertEquals(List.of("declined"), heard.told);
        assertEquals("idle", page.told.getLast());
        assertEquals(List.of("hang up"), rig.legs.legs.get(0).told);
    }

    @Test
    void pageThatSaysNotNow_declines() {
        Page page = new Page(rig, "device-1");
        rings(CallRig.DESK);
        page.declines(page.incoming.name());
        assertEquals(List.of("declined"), heard.told);
    }

    @Test
    void mobile_acceptsByItsCodeAlone() {
        rings(CallRig.OWN_MOBILE);
        rig.legs.last().answers();
        keys(media(0), "1");
        keys(media(0), "471");
        assertEquals(List.of(), heard.told);
        keys(media(0), "4711");
        assertEquals(List.of("accepted"), heard.told);
    }

    @Test
    void mobile_inAPocketOrAnsweredByAMachine_acceptsNothing() {
        rings(CallRig.OWN_MOBILE);
        rig.legs.last().answers();
        keys(media(0), "111122223333");
        assertEquals(List.of("unreachable"), heard.told);
        rings(CallRig.OWN_MOBILE);
        rig.legs.last().answers();
        rig.loop.advance(30_000);
        assertEquals(List.of("unreachable", "unreachable"), heard.told);
    }

    /** The others are silent from the tap on; the caller is theirs once they are heard. */
    @Test
    void page_isAcceptedWhenItIsHeard() {
        Page page = new Page(rig, "device-1");
        Page second = new Page(rig, "device-2");
        rings(CallRig.DESK);
        PagePhones.Incoming incoming = page.incoming;
        assertEquals(CallRig.HELPLINE, incoming.programme());
        assertEquals(7, incoming.waited().toSeconds());
        assertEquals(2, incoming.others());
        assertNotEquals(incoming.name(), second.incoming.name());
        page.offers(incoming.name(), false);
        assertFalse(page.told.contains("answer"), "no microphone before the tap");
        page.takes(incoming.name());
        assertEquals(List.of("answering"), heard.told);
        assertEquals(List.of("hang up"), rig.legs.last().told);
        assertEquals("idle", second.told.getLast());
        page.offers(incoming.name(), false);
        assertEquals("answer", page.told.getLast());
        media(0).connects();
        assertEquals(List.of("answering", "accepted"), heard.told);
    }

    @Test
    void page_thatTapsAndIsNotHeard_isUnreachable() {
        Page page = new Page(rig, "device-1");
        rings();
        page.takes(page.incoming.name());
        rig.loop.advance(Limits.PAGE_CONNECT_MILLIS);
        assertEquals(List.of("answering", "unreachable"), heard.told);
        assertEquals("idle", page.told.getLast());
    }

    /** Locked screen, frozen tab: the socket is there and nobody home. Their second device rings. */
    @Test
    void pageThatSleeps_doesNotCount() {
        Page page = new Page(rig, "device-1");
        page.heardAt = rig.loop.nowMillis();
        rig.loop.advance(Limits.PAGE_AWAKE_MILLIS);
        assertFalse(ringer.reachable(worker()));
        assertTrue(ringer.reachable(worker(CallRig.DESK)));
        rings();
        assertEquals(List.of("unreachable"), heard.told);
        assertFalse(page.told.contains("incoming RINGS"));
    }

    @Test
    void pageThatFallsAsleepWhileItRings_isGone() {
        Page page = new Page(rig, "device-1");
        rings();
        page.heardAt = rig.loop.nowMillis() + 5_000;
        rig.loop.advance(2 * Limits.PAGE_RINGS_LOOK_MILLIS);
        assertEquals(List.of(), heard.told);
        rig.loop.advance(Limits.PAGE_RINGS_LOOK_MILLIS);
        assertEquals(List.of("unreachable"), heard.told);
    }

    /** Woken by a notice, or just signed in: it rings with the others. */
    @Test
    void pageThatComesWhileTheyAreRung_ringsToo() {
        rings(CallRig.DESK);
        Page late = new Page(rig, "device-7");
        assertEquals("incoming RINGS", late.told.getLast());
        Page again = new Page(rig, "device-7");
        assertEquals("incoming RINGS", again.told.getLast(), "loaded again");
        new Page(rig, "device-8", CallRig.person(2));
        rig.legs.last().fails(LegFailure.Kind.REJECTED, 486);
        rig.loop.run();
        assertEquals(List.of(), heard.told);
        again.declines(again.incoming.name());
        assertEquals(List.of("declined"), heard.told);
    }

    @Test
    void anotherPersonsPage_isNotRung() {
        Page other = new Page(rig, "device-1", CallRig.person(2));
        rings(CallRig.DESK);
        assertEquals(List.of("idle"), other.told);
        rig.legs.last().fails(LegFailure.Kind.REJECTED, 486);
    }

    @Test
    void deviceAtWhichNobodyIsSignedInAnyMore_isSilent() {
        Page page = new Page(rig, "device-1");
        rings();
        rig.calls.pages().hangUp("device-1");
        rig.loop.run();
        assertEquals("idle", page.told.getLast());
        assertEquals(List.of("unreachable"), heard.told);
        rings();
        rig.calls.endAllOf("device-1");
        rig.loop.run();
        assertEquals(List.of("unreachable", "unreachable"), heard.told);
    }

    /** Off duty is off: at once, on everything, and nothing is said of it afterwards. */
    @Test
    void stop_silencesEverything() {
        Page page = new Page(rig, "device-1");
        Ringer.Ring ring = rings(CallRig.DESK, CallRig.OWN_MOBILE);
        ring.stop();
        ring.stop();
        assertEquals(0, rig.media.openLegs());
        assertEquals("idle", page.told.getLast());
        page.takes(page.incoming.name());
        rig.loop.advance(60_000);
        assertEquals(List.of(), heard.told);
    }

    @Test
    void stop_afterTheLastPhoneFailed_saysNothing() {
        Ringer.Ring ring = ringer.ring(worker(CallRig.DESK), card(), heard);
        rig.legs.last().fails(LegFailure.Kind.REJECTED, 486);
        ring.stop();
        rig.loop.run();
        assertEquals(List.of(), heard.told);
    }

    @Test
    void personWhoTalks_isNotReachable() {
        new Page(rig, "device-1");
        assertTrue(ringer.reachable(worker(CallRig.DESK)));
        String id = rig.placed(CallRig.DESK);
        assertFalse(ringer.reachable(worker(CallRig.DESK)));
        rings(CallRig.DESK);
        assertEquals(List.of("unreachable"), heard.told);
        rig.calls.end(id);
    }

    @Test
    void personWhoIsRung_isRungForNobodyElse() {
        Ringer.Ring ring = rings(CallRig.DESK);
        assertFalse(ringer.reachable(worker(CallRig.DESK)));
        Heard other = new Heard();
        ringer.ring(worker(CallRig.DESK), card(), other);
        rig.loop.run();
        assertEquals(List.of("unreachable"), other.told);
        assertInstanceOf(
                Switchboard.Placement.Refused.class,
                rig.place(CallRig.DESK, CallRig.HELPLINE, org.stillcall.plan.Identity.HIDDEN, false));
        ring.stop();
        assertTrue(ringer.reachable(worker(CallRig.DESK)));
    }

    /** Whoever was told of an acceptance and does nothing leaves no phone open. */
    @Test
    void acceptedHalf_thatNobodyTakes_isLeft() {
        heard.leaves = false;
        rings(CallRig.DESK);
        rig.legs.last().answers();
        keys(media(0), "1");
        assertEquals(List.of("accepted"), heard.told);
        heard.half.leave();
    }

    @Test
    void sleepingPages_areWokenWithoutAWord() {
        List<Object> woken = new ArrayList<>();
        rig.calls.pages().wakes(woken::add);
        ringer.wake(worker(CallRig.DESK));
        assertEquals(List.of(CallRig.person(1)), woken);
        new Page(rig, "device-1");
        ringer.wake(worker(CallRig.DESK));
        assertEquals(1, woken.size());
    }

    @Test
    void endAll_ringsNobodyAnyMore() {
        rings(CallRig.DESK, CallRig.OWN_MOBILE);
        rig.calls.endAll();
        assertEquals(0, rig.digits.onLoan());
        assertFalse(ringer.reachable(worker(CallRig.DESK)));
    }
}
