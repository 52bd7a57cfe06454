package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.call.Switchboard.Next;
import org.stillcall.call.Switchboard.State;
import org.stillcall.plan.Identity;
import org.stillcall.plan.IdentityChoice;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.LegFailure;

/** G6, G16: the survivor's own call after a drop reaches the same advocate; any other to our numbers reaches nobody. */
class ReturnTest {
    private static final long OPEN = 300_000;
    private static final String DEAD = "refuse 404 cause 1";
    private static final String SURVIVOR = "<sip:+12025550147@trunk.example>";
    private static final String WITHHELD = "\"Anonymous\" <sip:anonymous@anonymous.invalid>";
    private static final String STRANGER = "<sip:+12025550199@trunk.example>";

    private final CallRig rig = new CallRig(2, true);
    private final AgreedTerms terms = new AgreedTerms().waitFor(5).shows(IdentityChoice.Shows.LEASED);

    /** Both talk, and the survivor's phone showed a number, which is given. */
    private String talking() {
        return shown(rig.placed(terms, Identity.SHOWN));
    }

    private String id = "";

    private String shown(String placed) {
        id = placed;
        rig.legs.last().answers();
        String shown = rig.legs.last().invitation.from().user();
        rig.legs.last().answers();
        assertEquals(State.TALKING, rig.view(id).state());
        return shown;
    }

    private FakeLeg near() {
        return rig.legs.legs.getFirst();
    }

    private FakeMedia.FakeMediaLeg nearSound() {
        return rig.media.legs.getFirst();
    }

    private State state() {
        return rig.view(id).state();
    }

    /** Both talked, and then the line was lost. */
    private String held() {
        String shown = talking();
        rig.legs.last().drops();
        assertEquals(State.AFTER_DROP, state());
        assertEquals(Next.RETURN, rig.view(id).after().orElseThrow().next());
        return shown;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SURVIVOR,
                WITHHELD,
                "<sip:12025550147@trunk.example>",
                "<sip:2025550147@trunk.example;user=phone>",
                "<tel:+1-202-555-0147>",
                "\"Restricted\" <sip:restricted@trunk.example>",
                "<sip:trunk.example>"
            })
    void survivor_whoCallsBackInTime_reachesTheSameAdvocate(String caller) {
        String shown = held();
        rig.loop.advance(OPEN - 1);
        FakeLeg back = rig.comes(shown, caller);
        assertEquals(List.of("ring"), back.told);
        assertEquals(State.RINGING, state());
        assertEquals("tone", nearSound().told.getLast(), "the advocate hears that it rings");
        assertTrue(rig.view(id).message().contains("Make sure who it is"));
        rig.loop.advance(Aftermath.ANNOUNCE_MILLIS);
        assertEquals(State.TALKING, state());
        assertTrue(back.told.contains("answer"));
        assertTrue(nearSound().told.contains("connect BOTH"));
        assertTrue(rig.view(id).message().contains("Make sure who it is"));
        rig.loop.advance(OPEN);
        assertEquals(State.TALKING, state(), "the time that was agreed is for calling back, not for talking");
        back.hangsUp();
        assertEquals("TALKED", rig.view(id).outcome().orElseThrow());
        assertNothingLeft();
        assertEquals(1, back.forgotten);
        assertEquals(2, rig.legs.legs.size(), "nobody was called by us");
    }

    @Test
    void survivor_whoCallsBackTooLate_hearsThatTheNumberLeadsNowhere() {
        String shown = held();
        rig.loop.advance(OPEN);
        assertEquals("NOT_RETURNED", rig.view(id).outcome().orElseThrow());
        FakeLeg back = rig.comes(shown, SURVIVOR);
        assertEquals(DEAD, back.told.getLast());
        assertNull(back.listener);
        assertEquals(1, back.forgotten, "what may be repeated of the refusal has no number");
        rig.loop.advance(20_000);
        assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                STRANGER,
                "<sip:+12025550148@trunk.example>",
                "<sip:0147@trunk.example>",
                "<sip:5550147@trunk.example>",
                "<sip:+442025550147@trunk.example>",
                "<sip:alex@trunk.example>",
                "<sip:%2B12025550147@trunk.example>",
                "<tel:+12025550199>"
            })
    void anybodyElse_hearsThatTheNumberLeadsNowhere(String caller) {
        String shown = held();
        FakeLeg other = rig.comes(shown, caller);
        assertEquals(DEAD, other.told.getLast());
        assertNull(other.listener);
        assertEquals(State.AFTER_DROP, state(), "the line is held on");
        rig.comes(shown, SURVIVOR);
        assertEquals(State.RINGING, state());
        rig.calls.end(id);
        assertNothingLeft();
    }

    /** What the network vouches for goes before From, but nothing is looked at of who asks for privacy. */
    @Test
    void callersNumber_isTheOneThatTheNetworkVouchesFor() {
        String shown = held();
        Label trunk = new Label("first");
        String vouched = "P-Asserted-Identity: <sip:+12025550199@trunk.example>\n";
        assertEquals(
                DEAD,
                rig.comes(trunk, shown, "From: " + SURVIVOR + ";tag=1\n" + vouched)
                        .told
                        .getLast());
        String hers = "P-Asserted-Identity: <sip:+12025550147@trunk.example>\n";
        FakeLeg back = rig.comes(trunk, shown, "From: " + STRANGER + ";tag=1\n" + hers);
        assertEquals("ring", back.told.getLast());
        back.hangsUp();
        assertEquals(State.AFTER_DROP, state());
        FakeLeg withheld = rig.comes(trunk, shown, "From: " + STRANGER + ";tag=1\nPrivacy: user;id\n" + vouched);
        assertEquals("ring", withheld.told.getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+16175551009", "16175559999", "+12025550147", "0", "anonymous"})
    void otherNumbersOfOurs_leadNowhere(String called) {
        held();
        assertEquals(DEAD, rig.comes(called, SURVIVOR).told.getLast());
        assertEquals(State.AFTER_DROP, state());
    }

    @Test
    void number_writtenWithoutItsPlus_isTheSame() {
        String shown = held();
        assertEquals("ring", rig.comes(shown.substring(1), WITHHELD).told.getLast());
    }

    /** Before a drop, and once it is over, the number leads nowhere (G6). */
    @Test
    void number_whileNobodyWaitsForAReturn_leadsNowhere() {
        String shown = talking();
        assertEquals(DEAD, rig.comes(shown, SURVIVOR).told.getLast());
        rig.legs.last().hangsUp();
        assertEquals(DEAD, rig.comes(shown, SURVIVOR).told.getLast());
        assertNothingLeft();
    }

    @Test
    void secondCall_whileTheFirstIsTaken_leadsNowhere() {
        String shown = held();
        FakeLeg first = rig.comes(shown, SURVIVOR);
        assertEquals(DEAD, rig.comes(shown, SURVIVOR).told.getLast());
        rig.loop.advance(Aftermath.ANNOUNCE_MILLIS);
        assertEquals(DEAD, rig.comes(shown, WITHHELD).told.getLast());
        assertEquals(State.TALKING, state());
        first.hangsUp();
        assertNothingLeft();
    }

    @Test
    void call_thatShowedNoNumber_cannotBeReturned() {
        id = rig.placed(new AgreedTerms().waitFor(5));
        rig.legs.last().answers();
        String asserted = rig.legs.last().invitation.assertedIdentity().replaceAll("sip:|@.*", "");
        rig.legs.last().answers();
        rig.legs.last().drops();
        assertEquals("DROPPED", rig.view(id).outcome().orElseThrow());
        assertTrue(rig.view(id).message().contains("showed no number"));
        assertEquals(DEAD, rig.comes(asserted, SURVIVOR).told.getLast());
        rig.loop.advance(20_000);
        assertNothingLeft();
    }

    /** The number goes to rest when its line is held no longer, not before. */
    @Test
    void lease_isHeldAsLongAsTheLine() {
        held();
        rig.loop.advance(OPEN - 1);
        assertEquals(1, rig.numbers.available());
        assertEquals(1, rig.digits.onLoan());
        rig.loop.advance(20_000);
        assertNothingLeft();
    }

    @Test
    void survivor_whoHangsUpBeforeTheAnswer_mayCallAgain() {
        String shown = held();
        rig.loop.advance(100_000);
        rig.comes(shown, SURVIVOR).ends(new HangUp(HangUp.Kind.CANCEL, 0, 0));
        assertEquals(State.AFTER_DROP, state());
        assertEquals(200, rig.view(id).after().orElseThrow().secondsLeft());
        assertEquals("tone", nearSound().told.getLast());
        FakeLeg again = rig.comes(shown, SURVIVOR);
        rig.loop.advance(Aftermath.ANNOUNCE_MILLIS);
        assertEquals(State.TALKING, state());
        again.hangsUp();
        assertNothingLeft();
    }

    /** Whoever called in time and hung up when it was over finds the line closed. */
    @Test
    void hold_whoseTimeEndsDuringARing_isOverAfterIt() {
        String shown = held();
        rig.loop.advance(OPEN - 1_000);
        FakeLeg late = rig.comes(shown, SURVIVOR);
        rig.loop.advance(1_500);
        assertEquals(State.RINGING, state());
        late.ends(new HangUp(HangUp.Kind.CANCEL, 0, 0));
        rig.loop.advance(1);
        assertEquals("NOT_RETURNED", rig.view(id).outcome().orElseThrow());
        assertEquals(DEAD, rig.comes(shown, SURVIVOR).told.getLast());
        rig.loop.advance(20_000);
        assertNothingLeft();
    }

    /** They were told that they may call back after a drop: that holds for the next drop too. */
    @Test
    void drop_ofTheReturn_isHeldAgain() {
        String shown = held();
        FakeLeg back = rig.comes(shown, SURVIVOR);
        rig.loop.advance(Aftermath.ANNOUNCE_MILLIS + 10_000);
        back.drops();
        assertEquals(State.AFTER_DROP, state());
        assertEquals(300, rig.view(id).after().orElseThrow().secondsLeft());
        rig.comes(shown, SURVIVOR);
        rig.loop.advance(Aftermath.ANNOUNCE_MILLIS);
        assertEquals(State.TALKING, state());
        rig.calls.end(id);
        assertNothingLeft();
    }

    @Test
    void end_thatMayHaveBeenAHangUp_isHeldTooBecauseNothingRings() {
        String shown = talking();
        rig.legs.last().ends(new HangUp(HangUp.Kind.BYE, 31, 0));
        assertEquals(State.AFTER_DROP, state());
        rig.comes(shown, SURVIVOR);
        assertEquals(State.RINGING, state());
        rig.calls.end(id);
        assertNothingLeft();
    }

    @Test
    void advocate_whoEndsTheWait_closesTheLineAtOnce() {
        String shown = held();
        FakeLeg back = rig.comes(shown, SURVIVOR);
        rig.calls.end(id);
        assertEquals(DEAD, back.told.getLast(), "as if the number led nowhere");
        assertEquals(DEAD, rig.comes(shown, SURVIVOR).told.getLast());
        assertNothingLeft();
    }

    @Test
    void end_ofTheServer_duringTheHold_erasesEverythingAtOnce() {
        String shown = held();
        rig.calls.endAll();
        assertEquals(0, rig.digits.onLoan());
        assertEquals(DEAD, rig.comes(shown, SURVIVOR).told.getLast());
        assertNothingLeft();
    }

    /** G12: what was agreed for a watched phone holds for its own call too, as far as our side of it goes. */
    @Test
    void watchedPhone_reachesTheAdvocateThroughALineThatEncryptsBothAlone() {
        String shown = shown(rig.placed(terms.monitored(), Identity.SHOWN));
        rig.legs.last().drops();
        String from = "From: " + SURVIVOR + ";tag=1\n";
        assertEquals(DEAD, rig.comes(new Label("first"), shown, from).told.getLast());
        assertEquals(DEAD, rig.comes(new Label("weaker"), shown, from).told.getLast());
        assertEquals("ring", rig.comes(new Label("better"), shown, from).told.getLast());
    }

    // the advocate's phone was lost

    @Test
    void nearPhone_thatWasLost_isRungByTheReturn() {
        String shown = talking();
        near().drops();
        assertTrue(rig.legs.legs.get(1).told.contains("hang up"));
        assertEquals(State.AFTER_DROP, state());
        FakeLeg back = rig.comes(shown, SURVIVOR);
        assertEquals("ring", back.told.getLast(), "they hear it ring until the advocate answers");
        assertEquals(State.RINGING_ADVOCATE, state());
        assertEquals(3, rig.legs.legs.size());
        rig.loop.advance(10_000);
        rig.legs.last().answers();
        assertEquals(State.TALKING, state());
        assertEquals("answer", back.told.getLast());
        back.hangsUp();
        assertNothingLeft();
    }

    @Test
    void nearPhone_thatDoesNotAnswerTheReturn_leavesTheLineHeld() {
        String shown = talking();
        near().drops();
        FakeLeg back = rig.comes(shown, SURVIVOR);
        rig.loop.advance(30_000);
        rig.legs.last().fails(LegFailure.Kind.RING_LIMIT, 0);
        assertEquals(DEAD, back.told.getLast());
        assertEquals(State.AFTER_DROP, state());
        assertEquals(270, rig.view(id).after().orElseThrow().secondsLeft());
        rig.deskReachable = false;
        FakeLeg second = rig.comes(shown, SURVIVOR);
        assertEquals(DEAD, second.told.getLast());
        assertEquals(State.AFTER_DROP, state());
        rig.loop.advance(OPEN);
        assertEquals("NOT_RETURNED", rig.view(id).outcome().orElseThrow());
        assertNothingLeft();
    }

    @Test
    void nearPhone_thatIsLostWhileItIsAnnounced_isRung() {
        String shown = held();
        FakeLeg back = rig.comes(shown, SURVIVOR);
        near().drops();
        assertEquals(State.RINGING_ADVOCATE, state());
        rig.loop.advance(Aftermath.ANNOUNCE_MILLIS);
        assertFalse(back.told.contains("answer"));
        rig.legs.last().answers();
        assertEquals(State.TALKING, state());
        rig.calls.end(id);
        assertNothingLeft();
    }

    // limits

    @Test
    void return_forWhichThereIsNoPort_isRefusedAndTheLineStaysHeld() {
        String shown = held();
        rig.media.most = 1;
        assertEquals("refuse 503", rig.comes(shown, SURVIVOR).told.getLast());
        assertEquals(State.AFTER_DROP, state());
        rig.calls.end(id);
        assertNothingLeft();
    }

    @Test
    void incomingCalls_beyondTheRate_areNotLookedAt() {
        String shown = held();
        for (int i = 0; i < Limits.INCOMING_PER_SECOND; i++) {
            assertEquals(DEAD, rig.comes("+16175551009", STRANGER).told.getLast());
        }
        assertEquals("refuse 503", rig.comes(shown, SURVIVOR).told.getLast());
        rig.loop.advance(1_000);
        assertEquals("ring", rig.comes(shown, SURVIVOR).told.getLast());
        rig.calls.end(id);
        assertNothingLeft();
    }

    @Test
    void lines_beyondTheMost_areNotHeld() {
        List<Label> desks = IntStream.rangeClosed(0, Limits.HELD_LINES)
                .mapToObj(i -> new Label("desk-" + i))
                .toList();
        CallRig many = new CallRig(desks.size(), true, null, desks);
        String last = "";
        for (int i = 0; i < desks.size(); i++) {
            AgreedTerms each = new AgreedTerms().waitFor(5).shows(IdentityChoice.Shows.LEASED);
            last = many.placed(each, Identity.SHOWN);
            many.legs.last().answers();
            many.legs.last().answers();
            many.legs.last().drops();
        }
        assertTrue(many.view(last).message().contains("too many lines"));
        assertFalse(many.calls.returns().hasRoom());
        many.calls.endAll();
        assertTrue(many.calls.returns().hasRoom());
    }

    @Test
    void stranger_atATrunkThatIsNone_isRefused() {
        assertEquals(
                "refuse 503",
                rig.comes(new Label("gone"), "+16175551000", "From: " + SURVIVOR + ";tag=1\n")
                        .told
                        .getLast());
    }

    @Test
    void whateverHappens_inAnyOrder_leavesNothingBehindAndCallsTheSurvivorOnce() {
        long seed = 616_161;
        Random random = new Random(seed);
        for (int run = 0; run < 3_000; run++) {
            CallRig any = new CallRig(1, random.nextBoolean());
            AgreedTerms agreed = new AgreedTerms().waitFor(1).shows(IdentityChoice.Shows.LEASED);
            boolean redials = random.nextBoolean();
            any.placed(redials ? agreed.redial(1) : agreed, Identity.SHOWN);
            for (int step = 0; step < 24; step++) {
                Moves.any(any, random);
            }
            String at = "seed " + seed + " run " + run;
            long called = any.legs.legs.stream()
                    .filter(leg ->
                            leg.invitation != null && leg.invitation.target().digits() != null)
                    .count();
            assertTrue(called <= (redials ? 2 : 1), at);
            any.calls.endAll();
            any.loop.advance(120_000);
            assertEquals(0, any.digits.onLoan(), at);
            assertEquals(1, any.numbers.available(), at);
            assertEquals(0, any.media.openLegs(), at);
            assertEquals(0, any.calls.inProgress(), at);
            assertEquals(1, agreed.endings.size(), at);
            for (FakeLeg leg : any.legs.legs) {
                assertEquals(org.stillcall.sip.Leg.State.ENDED, leg.state, at);
            }
        }
    }

    private void assertNothingLeft() {
        rig.loop.advance(Call.ERASE_AFTER_MILLIS);
        assertEquals(0, rig.digits.onLoan(), "numbers in memory");
        assertEquals(0, rig.media.openLegs(), "media legs");
        assertEquals(2, rig.numbers.available(), "leases");
        assertEquals(0, rig.calls.inProgress(), "calls");
        assertTrue(rig.calls.returns().hasRoom());
    }
}
