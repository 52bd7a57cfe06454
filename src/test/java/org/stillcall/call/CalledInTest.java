package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.call.Switchboard.Blocking;
import org.stillcall.call.Switchboard.State;
import org.stillcall.duty.Tier;
import org.stillcall.duty.Voice;
import org.stillcall.helpline.MessageBox;
import org.stillcall.sip.HangUp;

/** A call to a published number, from the first second to the last zero (P2, P4, P7, P12, G6, G16, G17). */
class CalledInTest {
    private static final String CALLER = "+12025550147";
    private static final String OTHER = "+12025550148";

    private final Line line = new Line();
    private final CallRig rig = line.rig;

    /** Whatever came of it: no port, no number, no leg is left behind; tokens die with their minutes. */
    @AfterEach
    void nothingIsLeft() {
        rig.loop.advance(40 * 60_000L);
        assertEquals(0, rig.media.openLegs());
        assertEquals(0, rig.digits.onLoan());
        assertEquals(0, line.helplines.known(), "tokens");
        assertTrue(rig.legs.legs.stream().allMatch(leg -> leg.state == FakeLeg.State.ENDED));
        assertTrue(rig.calls.live().all().isEmpty());
    }

    private String view(String id) {
        return rig.view(id).state().name();
    }

    private Line.Guest talking(String from) {
        Line.Guest guest = line.callsFrom(from);
        guest.waits();
        line.accepts(line.ringing().getFirst());
        assertEquals(1, rig.calls.live().size());
        return guest;
    }

    private String id() {
        return rig.calls.live().all().getLast().id();
    }

    private LineView counts() {
        return rig.calls.lines().getFirst();
    }

    @Test
    void caller_isAnsweredAtOnce_ringsEverybody_andTalksWithWhoeverAccepts() {
        Line.Guest guest = line.callsFrom(CALLER);
        assertEquals(List.of("answer"), guest.leg.told);
        guest.waits();
        assertEquals(2, line.ringing().size());
        String id = line.accepts(line.ringing().getFirst());
        assertEquals(State.TALKING.name(), view(id));
        assertTrue(line.ringing().isEmpty(), "all others stopped");
        Switchboard.Called called = rig.view(id).called().orElseThrow();
        assertEquals(CallRig.HELPLINE, called.programme());
        assertTrue(called.waited().toSeconds() >= 8, called.waited()::toString);
        assertFalse(called.returned());
        assertTrue(rig.calls.end(id));
        assertTrue(guest.over());
        assertEquals(State.ENDED.name(), view(id));
        rig.loop.advance(Call.ERASE_AFTER_MILLIS);
        assertTrue(guest.leg.forgotten > 0);
        assertEquals(0, rig.digits.onLoan());
    }

    @Test
    void unknownNumber_isNotInService_asBefore() {
        FakeLeg leg = rig.comes(new Label("first"), "+16175558001", "From: <sip:" + CALLER + "@t.example>;tag=1\n");
        rig.loop.advance(20_000);
        assertTrue(leg.told.getLast().startsWith("refuse 404"), leg.told::toString);
    }

    @Test
    void keys_countFromTheFirstSecond() {
        Line.Guest guest = line.callsFrom(CALLER);
        guest.keys("2");
        guest.keys("1");
        assertEquals(1, line.ringing().size(), "a woman only");
        String id = line.accepts(line.ringing().getFirst());
        assertEquals(Line.ES, rig.view(id).called().orElseThrow().language().orElseThrow());
        guest.leg.hangsUp();
    }

    /** A wrong routing here is a safety fault. */
    @Test
    void whoAskedForAWoman_isNeverPutToAMan_butToTheFallback_orToNobody() {
        line.people.allOff();
        line.people.on(Tier.FIRST, Line.worker(2, Voice.MAN, CallRig.DESKS.get(1)));
        line.people.on(Tier.FALLBACK, Line.worker(3, Voice.NOT_SAID, CallRig.DESKS.get(2)));
        Line.Guest guest = line.callsFrom(CALLER);
        guest.keys("11");
        rig.loop.advance(120_000);
        assertTrue(rig.legs.legs.isEmpty(), "nobody was rung");
        assertEquals("sentence", guest.media.told.getLast(), "a message is offered");
        guest.leg.hangsUp();
    }

    @Test
    void silence_goesOnByItself() {
        Line.Guest guest = line.callsFrom(CALLER);
        guest.waits();
        assertFalse(line.ringing().isEmpty());
        guest.leg.hangsUp();
        rig.loop.run();
        assertTrue(line.ringing().isEmpty(), "nothing rings for somebody who is gone");
    }

    @Test
    void nobodyInTheSetTime_leadsToTheFallback_thenToAMessage_andIsCounted() {
        line.people.on(Tier.FALLBACK, Line.worker(3, Voice.NOT_SAID, CallRig.DESKS.get(2)));
        line.box.room = false;
        Line.Guest guest = line.callsFrom(CALLER);
        guest.waits();
        assertEquals(2, line.ringing().size());
        for (int second = 0; second < 90; second++) {
            rig.loop.advance(1_000);
        }
        assertTrue(rig.legs.legs.size() > 2, "the fallback was rung");
        assertTrue(line.ringing().isEmpty());
        guest.hearsAll();
        assertTrue(guest.over(), guest.leg.told::toString);
        assertEquals(1, counts().unanswered());
        assertEquals(0, counts().taken());
    }

    @Test
    void nought_leadsToAMessage_andWhoeverRangStops() {
        Line.Guest guest = line.callsFrom(CALLER);
        guest.waits();
        guest.keys("0");
        assertTrue(line.ringing().isEmpty());
        guest.hearsAll();
        assertEquals(1, line.box.begun);
        guest.keys("5");
        assertEquals(1, line.box.finished);
        line.box.over.accept(MessageBox.Ended.KEPT);
        guest.hearsAll();
        assertTrue(guest.over());
    }

    /** A star by chance, or the beginning of a code that is not at hand. */
    @Test
    void nought_afterAStar_leadsToAMessage() {
        int messages = 0;
        for (String before : List.of("*", "**")) {
            Line.Guest guest = line.callsFrom(CALLER);
            guest.waits();
            guest.keys(before + "0");
            assertTrue(line.ringing().isEmpty());
            guest.hearsAll();
            assertEquals(++messages, line.box.begun);
            guest.leg.hangsUp();
        }
        Line.Guest slow = line.callsFrom(OTHER);
        slow.waits();
        slow.keys("*12");
        rig.loop.advance(6_000);
        slow.keys("0");
        slow.hearsAll();
        assertEquals(++messages, line.box.begun);
        slow.leg.hangsUp();
    }

    /** Somebody who pressed nought is not left alone because there is no room. */
    @Test
    void noRoomForAMessage_goesOnLooking() {
        line.box.room = false;
        Line.Guest guest = line.callsFrom(CALLER);
        guest.waits();
        guest.keys("0");
        guest.hearsAll();
        assertFalse(line.ringing().isEmpty());
        guest.leg.hangsUp();
    }

    @Test
    void hangUp_inEachState_leavesNothing() {
        List<Runnable> states = new ArrayList<>();
        states.add(() -> line.callsFrom(CALLER).leg.hangsUp());
        states.add(() -> {
            Line.Guest guest = line.callsFrom(CALLER);
            guest.keys("1");
            guest.leg.hangsUp();
        });
        states.add(() -> {
            Line.Guest guest = line.callsFrom(CALLER);
            guest.waits();
            guest.leg.hangsUp();
        });
        states.add(() -> {
            Line.Guest guest = line.callsFrom(CALLER);
            guest.keys("0");
            guest.hearsAll();
            guest.leg.hangsUp();
            assertEquals(1, line.box.finished, "what was said is kept");
        });
        states.add(() -> talking(CALLER).leg.hangsUp());
        for (Runnable state : states) {
            state.run();
            rig.loop.advance(70_000);
            assertTrue(line.ringing().isEmpty());
            assertEquals(0, rig.media.openLegs());
            assertEquals(0, rig.digits.onLoan());
        }
    }

    @Test
    void drop_thenTheSameNumber_reachesTheSamePersonFirst_withoutAnyMenu() {
        Line.Guest guest = talking(CALLER);
        String who = rig.calls.live().all().getLast().phone().key();
        String code = rig.view(id()).called().orElseThrow().code();
        guest.leg.ends(new HangUp(HangUp.Kind.LOST, 0, 0));
        rig.loop.advance(20_000);
        Line.Guest again = line.callsFrom(CALLER);
        rig.loop.run();
        assertEquals(1, line.ringing().size(), "that person alone, at once");
        line.accepts(line.ringing().getFirst());
        assertEquals(who, rig.calls.live().all().getLast().phone().key());
        Switchboard.Called called = rig.view(id()).called().orElseThrow();
        assertTrue(called.returned());
        assertEquals(code, called.code());
        rig.calls.end(id());
        assertTrue(again.over());
    }

    @Test
    void drop_thenTheCode_knowsWhoeverKeepsTheirNumber() {
        Line.Guest guest = line.withheld();
        guest.waits();
        line.accepts(line.ringing().getLast());
        String who = rig.calls.live().all().getLast().phone().key();
        String code = rig.view(id()).called().orElseThrow().code();
        guest.leg.drops();
        rig.loop.advance(20_000);
        Line.Guest stranger = line.withheld();
        stranger.keys(code.equals("*9999") ? "*9998" : "*9999");
        assertTrue(line.ringing().isEmpty(), "a wrong code leads nowhere");
        stranger.leg.hangsUp();
        Line.Guest again = line.withheld();
        again.keys(code);
        assertEquals(1, line.ringing().size());
        line.accepts(line.ringing().getFirst());
        assertEquals(who, rig.calls.live().all().getLast().phone().key());
        again.leg.hangsUp();
    }

    @Test
    void return_isForgottenAfterItsMinutes() {
        Line.Guest guest = talking(CALLER);
        guest.leg.drops();
        rig.loop.advance(5 * 60_000 + 1);
        Line.Guest again = line.callsFrom(CALLER);
        assertTrue(line.ringing().isEmpty(), "they are greeted like anybody");
        again.leg.hangsUp();
    }

    /** What the advocate ended is over. */
    @Test
    void return_isNotExpectedAfterTheAdvocateEndedIt() {
        talking(CALLER);
        rig.calls.end(id());
        rig.loop.advance(20_000);
        Line.Guest again = line.callsFrom(CALLER);
        assertTrue(line.ringing().isEmpty());
        again.leg.hangsUp();
    }

    @Test
    void return_whenThatPersonDoesNotAnswer_goesOnToTheOthers() {
        Line.Guest guest = talking(CALLER);
        guest.leg.drops();
        rig.loop.advance(20_000);
        Line.Guest again = line.callsFrom(CALLER);
        rig.loop.run();
        assertEquals(1, line.ringing().size());
        int before = rig.legs.legs.size();
        rig.loop.advance(21_000);
        assertTrue(rig.legs.legs.size() > before, "the other is rung");
        again.leg.hangsUp();
    }

    /** The caller is not cut off because an advocate's phone was. */
    @Test
    void nearDrop_letsTheCallerWaitAgain_forTheSamePersonFirst() {
        Line.Guest guest = talking(CALLER);
        String before = id();
        FakeLeg near = rig.legs.legs.stream()
                .filter(leg -> leg.state == FakeLeg.State.CONFIRMED)
                .findFirst()
                .orElseThrow();
        near.drops();
        rig.loop.advance(1_000);
        assertFalse(guest.over());
        assertEquals(State.ENDED.name(), view(before));
        assertFalse(line.ringing().isEmpty());
        line.accepts(line.ringing().getFirst());
        assertEquals(State.TALKING.name(), view(id()));
        assertNotEquals(before, id());
        guest.leg.hangsUp();
    }

    @Test
    void block_endsTheCall_andRefusesThatNumberAlone_forItsMinutes() {
        Line.Guest guest = talking(CALLER);
        assertEquals(Blocking.DONE, rig.calls.block(id()));
        assertTrue(guest.over());
        assertEquals(List.of("refuse 486"), line.callsFrom(CALLER).leg.told);
        Line.Guest other = line.callsFrom(OTHER);
        assertEquals(List.of("answer"), other.leg.told);
        other.leg.hangsUp();
        rig.loop.advance(31 * 60_000);
        Line.Guest again = line.callsFrom(CALLER);
        assertEquals(List.of("answer"), again.leg.told);
        again.leg.hangsUp();
    }

    @Test
    void block_ofSomebodyWithoutANumber_refusesNobody() {
        Line.Guest guest = line.withheld();
        guest.waits();
        line.accepts(line.ringing().getFirst());
        assertEquals(Blocking.ENDED_ONLY, rig.calls.block(id()));
        assertTrue(guest.over());
        Line.Guest again = line.withheld();
        assertEquals(List.of("answer"), again.leg.told);
        again.leg.hangsUp();
    }

    @Test
    void manyCallsOfOneNumber_areRefused_othersAreNot() {
        List<Line.Guest> all = new ArrayList<>();
        for (int i = 0; i < Limits.CALLS_A_MINUTE; i++) {
            all.add(line.callsFrom(CALLER));
        }
        assertEquals(List.of("refuse 486"), line.callsFrom(CALLER).leg.told);
        Line.Guest withheld = line.withheld();
        assertEquals(List.of("answer"), withheld.leg.told);
        all.forEach(guest -> guest.leg.hangsUp());
        withheld.leg.hangsUp();
    }

    @Test
    void tooManyCallers_hearThatItIsBusy() {
        List<Line.Guest> all = new ArrayList<>();
        for (int i = 0; i < Limits.CALLERS; i++) {
            all.add(line.withheld());
            if (i % 50 == 49) {
                rig.loop.advance(1_000);
            }
        }
        assertEquals(List.of("refuse 486"), line.withheld().leg.told);
        all.forEach(guest -> guest.leg.hangsUp());
    }

    @Test
    void callerWithoutAnAck_ringsNobodyBeforeIt() {
        Line.Guest guest = line.unheard();
        guest.waits();
        assertTrue(line.ringing().isEmpty(), "nobody may be there");
        guest.leg.listener.acknowledged(guest.leg);
        rig.loop.run();
        assertEquals(2, line.ringing().size());
        guest.leg.hangsUp();
    }

    /** A flood has as many places as there are, for two seconds each. */
    @Test
    void callersWithoutAnAck_makeRoomForWhoeverIsThere() {
        List<Line.Guest> flood = new ArrayList<>();
        for (int i = 0; i < Limits.CALLERS; i++) {
            flood.add(line.unheard());
            if (i % 250 == 249) {
                rig.loop.advance(Limits.CALLER_UNHEARD_MILLIS / 2);
            }
        }
        Line.Guest there = line.withheld();
        assertEquals(List.of("answer"), there.leg.told);
        assertEquals(List.of("answer", "hang up"), flood.getFirst().leg.told);
        assertFalse(flood.get(1).over(), "one place for one");
        Line.Guest next = line.withheld();
        assertEquals(List.of("answer"), next.leg.told);
        assertTrue(flood.get(1).over());
        flood.forEach(guest -> guest.leg.hangsUp());
        there.leg.hangsUp();
        next.leg.hangsUp();
    }

    /** Some networks write one number into From and vouch for another; both are forgotten. */
    @Test
    void numbersOfACaller_areAllForgotten_alsoWherePrivacyIsAsked() {
        Line.Guest guest = line.calls("From: <sip:" + CALLER + "@t.example>;tag=1\nPrivacy: id\n"
                + "P-Asserted-Identity: <sip:" + OTHER + "@t.example>\n");
        guest.leg.hangsUp();
        rig.loop.advance(Call.ERASE_AFTER_MILLIS);
        assertEquals(1, guest.leg.forgotten, "From");
        Line.Guest vouched = line.calls("From: <sip:" + CALLER + "@t.example>;tag=1\n" + "P-Asserted-Identity: <sip:"
                + OTHER + "@t.example>\n");
        vouched.leg.hangsUp();
        rig.loop.advance(Call.ERASE_AFTER_MILLIS);
        assertEquals(2, vouched.leg.forgotten, "From, and what is vouched for");
    }

    @Test
    void wave_asksEverybodyForTheSpokenKey() {
        Line waved = new Line(Line.helpline(false, false, 2));
        List<Line.Guest> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(waved.withheld());
        }
        Line.Guest last = all.getLast();
        last.waits();
        assertTrue(waved.ringing().isEmpty(), "not for the one who pressed nothing");
        for (char key = '1'; key <= '9'; key++) {
            last.keys(String.valueOf(key));
        }
        last.waits();
        assertFalse(waved.ringing().isEmpty());
        all.forEach(guest -> guest.leg.hangsUp());
        waved.rig.loop.advance(60_000);
        assertEquals(0, waved.rig.media.openLegs());
    }

    /** Their CANCEL crosses our answer. */
    @Test
    void hangUp_beforeTheFirstWord_leavesNothing() {
        FakeLeg leg = rig.comesUnheard(Line.NUMBER, "From: <sip:" + CALLER + "@t.example>;tag=1\n");
        leg.hangsUp();
        rig.loop.advance(10_000);
        assertEquals(List.of(), leg.told);
        assertEquals(0, rig.media.openLegs());
    }

    /** A code that is keyed where nobody listens for one is not used up. */
    @Test
    void code_keyedWhileAMessageIsLeft_isNotUsedUp() {
        Line.Guest guest = line.withheld();
        guest.waits();
        line.accepts(line.ringing().getLast());
        String code = rig.view(id()).called().orElseThrow().code();
        guest.leg.drops();
        rig.loop.advance(20_000);
        Line.Guest again = line.withheld();
        again.keys("0");
        again.keys(code);
        again.leg.hangsUp();
        Line.Guest third = line.withheld();
        third.keys(code);
        assertEquals(1, line.ringing().size());
        third.leg.hangsUp();
    }

    @Test
    void offDuty_stopsRingingAtOnce() {
        Line.Guest guest = line.callsFrom(CALLER);
        guest.waits();
        assertEquals(2, line.ringing().size());
        line.people.allOff();
        rig.loop.run();
        assertTrue(line.ringing().isEmpty());
        guest.leg.hangsUp();
    }

    @Test
    void end_ofTheWhole_leavesNobody() {
        Line.Guest waiting = line.callsFrom(CALLER);
        waiting.waits();
        Line.Guest talks = line.callsFrom(OTHER);
        talks.keys("11");
        line.accepts(line.ringing().getFirst());
        rig.calls.endAll();
        assertTrue(waiting.over());
        assertTrue(talks.over());
        assertEquals(0, rig.digits.onLoan());
    }

    @Test
    void handOver_byAThirdParty_keepsTheCallersLine() {
        Line.Guest guest = talking(CALLER);
        new Page(rig, "device-9");
        assertEquals(
                ThirdParties.Answer.DONE, rig.calls.thirdParties().ask(id(), new ThirdParties.Whom.Page("device-9")));
        assertFalse(guest.over());
        guest.leg.hangsUp();
        assertTrue(guest.over());
    }
}
