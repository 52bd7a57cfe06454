package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Limits;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.call.FakeMedia.FakeMediaLeg;
import org.stillcall.call.Switchboard.State;
import org.stillcall.duty.Tier;
import org.stillcall.duty.Voice;
import org.stillcall.duty.Worker;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.LegFailure;

/** A call is put through to a colleague by the keys of a desk phone, and comes back where nobody takes it (P14). */
class TransferTest {
    private static final String CALLER = "+12025550147";
    private static final String OTHER = "+12025550148";

    private final Line line = new Line(Line.helpline(false, true, 0));
    private final CallRig rig = line.rig;
    private Line.Guest guest;
    private FakeLeg desk;

    @AfterEach
    void nothingIsLeft() {
        rig.loop.advance(40 * 60_000L);
        assertEquals(0, rig.media.openLegs());
        assertEquals(0, rig.digits.onLoan());
        assertEquals(0, line.helplines.known(), "tokens");
        assertTrue(rig.legs.legs.stream().allMatch(leg -> leg.state == FakeLeg.State.ENDED));
        assertTrue(rig.calls.live().all().isEmpty());
    }

    /** A caller talks with the first person, on the first desk phone. */
    private void talking() {
        guest = line.callsFrom(CALLER);
        guest.waits();
        desk = line.ringing().getFirst();
        line.accepts(desk);
        assertEquals(State.TALKING, rig.view(id()).state());
    }

    private String id() {
        return rig.calls.live().all().getLast().id();
    }

    private String phone() {
        return rig.calls.live().all().getLast().phone().key();
    }

    private FakeMediaLeg sound(FakeLeg leg) {
        return rig.media.legs.stream()
                .filter(media -> media.listener == leg.listener)
                .findFirst()
                .orElseThrow();
    }

    private void keys(String keys) {
        FakeMediaLeg media = sound(desk);
        keys.chars().forEach(key -> media.listener.digit(media, (char) key));
        rig.loop.run();
    }

    private void saidOut() {
        FakeMediaLeg media = sound(desk);
        media.listener.promptEnded(media);
        rig.loop.run();
    }

    private String heardLast() {
        return SaidNames.whole(sound(desk).played.getLast());
    }

    private void assertConnected() {
        assertEquals(State.TALKING, rig.view(id()).state());
        assertEquals(CallRig.DESKS.getFirst().text(), phone());
        assertTrue(line.ringing().isEmpty());
        List<String> told = sound(desk).told;
        assertTrue(told.lastIndexOf("connect BOTH") > told.lastIndexOf("disconnect"), told::toString);
    }

    @Test
    void colleague_whoAccepts_hasTheCall_andWhoeverGaveItIsLetGo() {
        talking();
        String before = id();
        keys("*3");
        assertEquals(1, line.ringing().size(), "the colleague, and not oneself");
        assertEquals("en/transfer-rings", heardLast());
        assertEquals("tone", guest.media.told.getLast(), "the caller hears a sign of life");
        assertTrue(sound(desk).told.contains("disconnect"));
        saidOut();
        assertEquals("tone", sound(desk).told.getLast());
        FakeLeg other = line.ringing().getFirst();
        line.accepts(other);
        assertEquals(State.TALKING, rig.view(id()).state());
        assertEquals(CallRig.DESKS.get(1).text(), phone());
        assertEquals(FakeLeg.State.ENDED, desk.state);
        assertEquals(
                "connect BOTH",
                sound(other).told.stream()
                        .filter(it -> it.startsWith("connect"))
                        .toList()
                        .getLast());
        assertTrue(sound(other).told.contains("keep keys"), "the colleague's keys are ours too");
        assertFalse(before.equals(id()), "who gave it away does not know its name");
        assertEquals(State.ENDED, rig.view(before).state());
        assertEquals(1, rig.calls.live().size());
        assertFalse(guest.over());
        guest.leg.hangsUp();
    }

    @Test
    void nobodyInTheSetTime_bringsItBack() {
        talking();
        keys("*3");
        saidOut();
        rig.loop.advance(Limits.TRANSFER_RING_MILLIS);
        assertEquals("en/transfer-back", heardLast());
        assertConnected();
        assertEquals("stop", guest.media.told.getLast(), "the tone has ended");
        guest.leg.hangsUp();
    }

    @Test
    void colleague_whoDeclines_orCannotBeReached_bringsItBackAtOnce() {
        talking();
        keys("*3");
        line.ringing().getFirst().fails(LegFailure.Kind.REJECTED, 603);
        rig.loop.run();
        assertEquals("en/transfer-back", heardLast());
        assertConnected();
        keys("*3");
        line.ringing().getFirst().fails(LegFailure.Kind.REJECTED, 486);
        rig.loop.run();
        assertConnected();
        guest.leg.hangsUp();
    }

    @Test
    void takenBack_byEitherKey_goesOnWithoutAWord() {
        talking();
        for (String key : List.of("*1", "*3")) {
            keys("*3");
            assertEquals(1, line.ringing().size());
            int said = sound(desk).played.size();
            keys(key);
            assertConnected();
            assertEquals(said, sound(desk).played.size());
        }
        guest.leg.hangsUp();
    }

    @Test
    void nobodyThere_isSaid_andNothingIsHeldForIt() {
        talking();
        line.people.allOff();
        line.people.on(Tier.FIRST, Line.worker(1, Voice.WOMAN, CallRig.DESKS.getFirst()));
        keys("*3");
        assertEquals("en/transfer-nobody", heardLast());
        assertConnected();
        assertFalse(sound(desk).told.contains("disconnect"));
        guest.leg.hangsUp();
    }

    @Test
    void fallbackGroup_isRungWhereNobodyOfTheFirstIsFree() {
        talking();
        line.people.allOff();
        line.people.on(Tier.FIRST, Line.worker(1, Voice.WOMAN, CallRig.DESKS.getFirst()));
        line.people.on(Tier.FALLBACK, Line.worker(3, Voice.WOMAN, CallRig.DESKS.get(2)));
        keys("*3");
        line.accepts(line.ringing().getFirst());
        assertEquals(CallRig.DESKS.get(2).text(), phone());
        guest.leg.hangsUp();
    }

    /** Their language before the others; where nobody speaks it, somebody with an interpreter. */
    @Test
    void whoeverSpeaksTheCallersLanguage_isRung() {
        guest = line.callsFrom(CALLER);
        guest.keys("2");
        guest.waits();
        desk = line.ringing().getFirst();
        line.accepts(desk);
        line.people.on(
                Tier.FIRST,
                new Worker(CallRig.person(4), Set.of(Line.EN), Voice.NOT_SAID, List.of(CallRig.DESKS.get(3))));
        keys("*3");
        assertEquals(1, line.ringing().size(), "the one who speaks Spanish");
        line.accepts(line.ringing().getFirst());
        assertEquals(CallRig.DESKS.get(1).text(), phone());
        guest.leg.hangsUp();
    }

    /** The tap silences the others, the sound takes the call; it is their page's as any caller is. */
    @Test
    void colleague_atAPage_takesItByTheTap() {
        talking();
        Page page = new Page(rig, "device-2", CallRig.person(2));
        keys("*3");
        assertEquals("incoming RINGS", page.told.getLast());
        assertEquals(1, line.ringing().size(), "and their desk phone");
        String name = page.incoming.name();
        page.takes(name);
        assertTrue(line.ringing().isEmpty());
        assertEquals(State.TALKING, rig.view(id()).state(), "whose it was until the page is heard");
        page.offers(name, false);
        rig.media.legs.stream()
                .filter(media -> media.listener instanceof PageHalf)
                .findFirst()
                .orElseThrow()
                .connects();
        rig.loop.run();
        assertEquals(name, id());
        assertEquals(FakeLeg.State.ENDED, desk.state);
        assertEquals("TALKING", page.last.view().state().name());
        assertTrue(page.last.view().called().isPresent());
        assertFalse(guest.over());
        rig.calls.end(name);
        assertTrue(guest.over());
    }

    /** A page that closes before it is heard leaves the call with whoever had it. */
    @Test
    void colleague_whosePageIsNeverHeard_bringsItBack() {
        talking();
        Page page = new Page(rig, "device-2", CallRig.person(2));
        keys("*3");
        page.takes(page.incoming.name());
        rig.loop.advance(Limits.PAGE_CONNECT_MILLIS + 1_000);
        assertEquals("en/transfer-back", heardLast());
        assertEquals(CallRig.DESKS.getFirst().text(), phone());
        guest.leg.hangsUp();
    }

    /** A machine may pick up, and accepts nothing. */
    @Test
    void colleaguesPhone_thatIsOnlyPickedUp_takesNothing() {
        talking();
        keys("*3");
        FakeLeg other = line.ringing().getFirst();
        other.answers();
        rig.loop.advance(20_000);
        assertEquals("en/transfer-back", heardLast());
        assertEquals(CallRig.DESKS.getFirst().text(), phone());
        assertEquals(FakeLeg.State.ENDED, other.state);
        guest.leg.hangsUp();
    }

    @Test
    void caller_whoHangsUpMeanwhile_leavesNobodyRinging() {
        talking();
        keys("*3");
        guest.leg.hangsUp();
        rig.loop.run();
        assertTrue(line.ringing().isEmpty());
    }

    @Test
    void end_meanwhile_endsAll() {
        talking();
        keys("*3");
        keys("*0");
        assertTrue(line.ringing().isEmpty());
        assertTrue(guest.over());
    }

    /** Whoever presses star 3 and hangs up has given the caller away, not hung up on them. */
    @Test
    void advocate_whoHangsUpMeanwhile_leavesTheCallerToWhoeverIsOn() {
        talking();
        keys("*3");
        desk.hangsUp();
        rig.loop.run();
        assertFalse(guest.over());
        guest.hearsAll();
        rig.loop.advance(1_000);
        assertEquals(2, line.ringing().size(), "everybody who is on, as for any caller");
        line.accepts(line.ringing().getLast());
        assertEquals(State.TALKING, rig.view(id()).state());
        guest.leg.hangsUp();
    }

    /** The call is the colleague's: whoever gave it is rung for the next caller, and a drop leads to the colleague. */
    @Test
    void afterwards_dutyKnowsWhoTalksWithWhom() {
        talking();
        keys("*3");
        line.accepts(line.ringing().getFirst());
        Line.Guest next = line.callsFrom(OTHER);
        next.waits();
        assertEquals(1, line.ringing().size(), "the first person is free");
        assertEquals(
                CallRig.DESKS.getFirst(),
                rig.calls.ringer().reachable(Line.worker(1, Voice.WOMAN, CallRig.DESKS.getFirst()))
                        ? CallRig.DESKS.get(1)
                        : CallRig.DESKS.getFirst());
        next.leg.hangsUp();
        guest.leg.ends(new HangUp(HangUp.Kind.LOST, 0, 0));
        rig.loop.advance(20_000);
        Line.Guest again = line.callsFrom(CALLER);
        again.hearsAll();
        assertEquals(1, line.ringing().size(), "the colleague alone");
        line.accepts(line.ringing().getFirst());
        assertEquals(CallRig.DESKS.get(1).text(), phone());
        again.leg.hangsUp();
    }

    @Test
    void colleague_mayPutItThroughAgain() {
        talking();
        keys("*3");
        FakeLeg second = line.ringing().getFirst();
        line.accepts(second);
        desk = second;
        keys("*3");
        assertEquals(1, line.ringing().size());
        line.accepts(line.ringing().getFirst());
        assertEquals(CallRig.DESKS.getFirst().text(), phone());
        guest.leg.hangsUp();
    }

    @Test
    void tooOften_ringsNobody() {
        talking();
        for (int i = 0; i < Limits.TRANSFERS; i++) {
            keys("*3");
            assertEquals(1, line.ringing().size());
            keys("*3");
        }
        keys("*3");
        assertTrue(line.ringing().isEmpty());
        assertEquals("en/transfer-nobody", heardLast());
        guest.leg.hangsUp();
    }

    @Test
    void callThatWeMade_isPutThroughAsWell() {
        String id = rig.placed(CallRig.DESK);
        desk = rig.legs.last();
        desk.answers();
        FakeLeg far = rig.legs.last();
        far.answers();
        assertEquals(State.TALKING, rig.view(id).state());
        keys("*3");
        line.accepts(line.ringing().getFirst());
        assertEquals(CallRig.DESKS.get(1).text(), phone());
        assertEquals(FakeLeg.State.CONFIRMED, far.state, "the survivor's line is the same");
        assertEquals(FakeLeg.State.ENDED, desk.state);
        far.hangsUp();
    }

    @Test
    void endOfTheWhole_meanwhile_leavesNothing() {
        talking();
        keys("*3");
        rig.calls.endAll();
        rig.loop.run();
        assertTrue(line.ringing().isEmpty());
    }
}
