package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.call.Switchboard.Mark;
import org.stillcall.call.Switchboard.Next;
import org.stillcall.call.Switchboard.State;
import org.stillcall.plan.DroppedRule;
import org.stillcall.plan.Identity;
import org.stillcall.plan.IdentityChoice;
import org.stillcall.plan.RejectionConsent;
import org.stillcall.plan.RingPattern;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.Invitation;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.Party;

/** G16: after a drop the system calls once more, if that was agreed; never oftener, sooner, later or with more. */
class RedialTest {
    private static final long WAIT = 120_000;
    private static final long AN_HOUR = 3_600_000;

    private final CallRig rig = new CallRig(2, true);
    private final AgreedTerms terms = new AgreedTerms().redial(2);

    /** Both talk. */
    private String talking() {
        String id = rig.placed(terms);
        rig.legs.last().answers();
        rig.legs.last().answers();
        assertEquals(State.TALKING, rig.view(id).state());
        return id;
    }

    private FakeLeg near() {
        return rig.legs.legs.getFirst();
    }

    private void pass(long millis) {
        rig.now = rig.now.plusMillis(millis);
        rig.loop.advance(millis);
    }

    private String outcome(String id) {
        return rig.view(id).outcome().orElseThrow();
    }

    @Test
    void drop_withTheRule_isFollowedByOneCallAfterTheAgreedWait() {
        String id = talking();
        FakeLeg first = rig.legs.last();
        FakeMedia.FakeMediaLeg firstSound = rig.media.legs.getLast();
        first.drops();
        assertEquals(State.AFTER_DROP, rig.view(id).state());
        assertEquals(
                Optional.of(new Switchboard.AfterDrop(Next.REDIAL, Instant.parse("2026-11-20T15:02:00Z"), 120)),
                rig.view(id).after());
        assertTrue(rig.view(id).message().contains("called once more"));
        assertTrue(rig.view(id).outcome().isEmpty());
        assertTrue(firstSound.closed);
        assertFalse(near().told.contains("hang up"), "the advocate stays on the line");
        assertEquals("sentence", rig.media.legs.getFirst().told.getLast());
        rig.media.legs.getFirst().listener.promptEnded(rig.media.legs.getFirst());
        assertEquals("tone", rig.media.legs.getFirst().told.getLast());
        assertEquals(1, rig.numbers.available(), "the lease stays");
        assertEquals(1, rig.digits.onLoan(), "the number stays, in the call's own memory");
        pass(WAIT - 1_000);
        assertEquals(1, rig.view(id).after().orElseThrow().secondsLeft());
        pass(999);
        assertEquals(2, rig.legs.legs.size(), "nothing is sent during the wait");
        pass(1);
        assertEquals(3, rig.legs.legs.size());
        FakeLeg again = rig.legs.last();
        assertSameIdentity(first.invitation, again.invitation);
        assertEquals(State.CALLING, rig.view(id).state());
        assertTrue(rig.view(id).after().isEmpty());
        again.rings();
        again.answers();
        assertEquals(State.TALKING, rig.view(id).state());
        List<String> told = rig.media.legs.getFirst().told;
        assertTrue(told.get(told.size() - 2).startsWith("supervise"));
        assertEquals("keep keys", told.getLast(), "what is keyed is for the switch, too");
        again.hangsUp();
        assertEquals("TALKED", outcome(id));
        assertEquals(
                Set.of(Mark.CALLED, Mark.CONNECTED), terms.endings.getFirst().marks());
        assertNothingLeft();
        assertEquals(1, first.forgotten);
        assertEquals(1, again.forgotten);
    }

    private static void assertSameIdentity(Invitation first, Invitation second) {
        assertEquals(first.from(), second.from());
        assertEquals(first.privacy(), second.privacy());
        assertEquals(first.assertedIdentity(), second.assertedIdentity());
        assertNotEquals(first.contactUser(), second.contactUser());
    }

    @Test
    void silence_ofTheFarSide_isADropToo() {
        String id = talking();
        FakeMedia.FakeMediaLeg far = rig.media.legs.getLast();
        far.listener.silent(far);
        assertEquals(State.AFTER_DROP, rig.view(id).state());
        assertTrue(rig.legs.last().told.contains("hang up"), "what is left of it is ended");
        pass(WAIT);
        assertEquals(3, rig.legs.legs.size());
        far.listener.silent(far); // from the leg that was left
        assertEquals(State.CALLING, rig.view(id).state());
        rig.calls.end(id);
        assertNothingLeft();
    }

    @Test
    void session_thatRunsOut_isADropToo() {
        String id = talking();
        rig.legs.last().ends(new HangUp(HangUp.Kind.LOST, 0, 0));
        assertEquals(State.AFTER_DROP, rig.view(id).state());
        rig.calls.end(id);
        assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 17, 19, 21})
    void hangUp_byAPerson_isFollowedByNothing(int cause) {
        String id = talking();
        rig.legs.last().ends(new HangUp(HangUp.Kind.BYE, cause, 0));
        assertEquals("TALKED", outcome(id));
        pass(AN_HOUR);
        assertEquals(2, rig.legs.legs.size());
        assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 127})
    void end_thatMayHaveBeenAHangUp_isToldAndNothingRings(int cause) {
        String id = talking();
        rig.legs.last().ends(new HangUp(HangUp.Kind.BYE, cause, 0));
        assertEquals("DROPPED", outcome(id));
        assertTrue(rig.view(id).message().contains("may have been a hang-up"));
        pass(AN_HOUR);
        assertEquals(2, rig.legs.legs.size());
        assertNothingLeft();
    }

    @Test
    void drop_afterTheRedial_isFollowedByNoOther() {
        String id = talking();
        rig.legs.last().drops();
        pass(WAIT);
        rig.legs.last().answers();
        rig.legs.last().drops();
        assertEquals("DROPPED", outcome(id));
        assertTrue(rig.view(id).message().contains("dropped again"));
        pass(AN_HOUR);
        assertEquals(3, rig.legs.legs.size());
        assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {433, 486, 480, 603, 500})
    void redial_thatIsRefused_isTheEnd(int status) {
        String id = talking();
        rig.legs.last().drops();
        pass(WAIT);
        rig.legs.last().rejects(status, 0, true);
        assertEquals(State.ENDED, rig.view(id).state());
        pass(AN_HOUR);
        assertEquals(3, rig.legs.legs.size());
        assertNothingLeft();
    }

    /** What the trunk never passed on did not ring: the redial itself may go another way, as any call may. */
    @Test
    void redial_whoseTrunkIsDown_goesByAnotherOfTheSameProtection() {
        talking();
        FakeLeg first = rig.legs.last();
        first.drops();
        pass(WAIT);
        rig.legs.last().fails(LegFailure.Kind.NO_RESPONSE, 0);
        assertEquals(4, rig.legs.legs.size());
        assertSameIdentity(first.invitation, rig.legs.last().invitation);
        rig.legs.last().fails(LegFailure.Kind.NO_RESPONSE, 0);
        pass(AN_HOUR);
        assertEquals(4, rig.legs.legs.size());
        assertNothingLeft();
    }

    @Test
    void advocate_whoStopsIt_orHangsUp_endsIt() {
        String stopped = talking();
        rig.legs.last().drops();
        pass(1_000);
        assertTrue(rig.calls.end(stopped));
        assertEquals("DROPPED", outcome(stopped));
        assertTrue(rig.view(stopped).message().contains("you ended"));
        assertTrue(near().told.contains("hang up"));
        pass(AN_HOUR);
        assertEquals(2, rig.legs.legs.size());
        assertNothingLeft();
        CallRig other = new CallRig(1, true);
        other.placed(terms);
        other.legs.last().answers();
        other.legs.last().answers();
        other.legs.last().drops();
        other.legs.legs.getFirst().hangsUp();
        other.loop.advance(AN_HOUR);
        assertEquals(2, other.legs.legs.size());
        assertEquals(0, other.digits.onLoan());
        assertEquals(1, other.numbers.available());
    }

    @Test
    void end_ofTheServer_duringTheWait_erasesEverythingAtOnce() {
        talking();
        rig.legs.last().drops();
        rig.calls.endAll();
        assertEquals(0, rig.digits.onLoan());
        assertEquals(2, rig.numbers.available());
        rig.loop.advance(AN_HOUR);
        assertEquals(2, rig.legs.legs.size());
    }

    @Test
    void device_thatIsWiped_losesItsWaitToo() {
        talking();
        rig.legs.last().drops();
        assertEquals(1, rig.calls.endAllOf("device-1").orElseThrow());
        pass(AN_HOUR);
        assertEquals(2, rig.legs.legs.size());
        assertNothingLeft();
    }

    // never outside the plan

    @Test
    void wait_thatOutlastsTheSafeTime_isNotBegun() {
        rig.now = Instant.parse("2026-11-20T21:50:00Z"); // 16:50 in New York; safe until 17:00
        String id = talking();
        rig.now = Instant.parse("2026-11-20T21:58:01Z");
        rig.legs.last().drops();
        assertEquals("DROPPED", outcome(id));
        assertTrue(rig.view(id).message().contains("not safe"));
        pass(AN_HOUR);
        assertEquals(2, rig.legs.legs.size());
        assertNothingLeft();
    }

    /** The wall clock may be set while the wait lasts: it is asked again at its end. */
    @Test
    void redial_whenTheSafeTimeIsOverAfterAll_isNotSent() {
        String id = talking();
        rig.legs.last().drops();
        assertEquals(State.AFTER_DROP, rig.view(id).state());
        rig.now = Instant.parse("2026-11-20T22:00:00Z");
        rig.loop.advance(WAIT);
        assertEquals(2, rig.legs.legs.size());
        assertEquals("OUTSIDE_PLAN", outcome(id));
        rig.loop.advance(AN_HOUR);
        assertNothingLeft();
    }

    @Test
    void plan_thatIsErasedDuringTheWait_isNotCalledUnder() {
        String id = talking();
        rig.legs.last().drops();
        terms.stands = false;
        pass(WAIT);
        assertEquals(2, rig.legs.legs.size());
        assertEquals("PLAN_CHANGED", outcome(id));
        pass(60_000);
        assertNothingLeft();
    }

    @Test
    void plan_thatWasErasedDuringTheTalk_isNotWaitedUnder() {
        String id = talking();
        terms.stands = false;
        rig.legs.last().drops();
        assertEquals("DROPPED", outcome(id));
        pass(AN_HOUR);
        assertEquals(2, rig.legs.legs.size());
        assertNothingLeft();
    }

    @Test
    void programmesRule_holdsWithoutAPlan_andItsHoursAreAskedAgain() {
        CallRig settled = new CallRig(1, true, new DroppedRule.RedialOnce(Duration.ofMinutes(2)));
        String id = settled.placed(CallRig.DESK);
        settled.legs.last().answers();
        settled.legs.last().answers();
        settled.legs.last().drops();
        assertEquals(State.AFTER_DROP, settled.view(id).state());
        settled.loop.advance(WAIT);
        assertEquals(3, settled.legs.legs.size());
        assertEquals(Party.ANONYMOUS, settled.legs.last().invitation.from());
        String plain = rig.placed(CallRig.DESK);
        rig.legs.last().answers();
        rig.legs.last().answers();
        rig.legs.last().drops();
        assertEquals("DROPPED", outcome(plain), "where nothing was settled nothing follows");
        pass(AN_HOUR);
        assertEquals(2, rig.legs.legs.size());
    }

    @Test
    void programmesHours_thatEndDuringTheWait_forbidTheRedialWithoutAPlanToo() {
        CallRig settled = new CallRig(1, true, new DroppedRule.RedialOnce(Duration.ofMinutes(2)));
        String id = settled.placed(CallRig.DESK);
        settled.legs.last().answers();
        settled.legs.last().answers();
        settled.legs.last().drops();
        assertEquals(State.AFTER_DROP, settled.view(id).state());
        settled.now = Instant.parse("2026-11-20T22:00:00Z"); // 17:00 in New York
        settled.loop.advance(WAIT);
        assertEquals(2, settled.legs.legs.size());
        assertEquals("OUTSIDE_PLAN", settled.view(id).outcome().orElseThrow());
    }

    /** The plan goes before the programme, also where it says less. */
    @Test
    void plansRule_goesBeforeTheProgrammes() {
        CallRig settled = new CallRig(1, true, new DroppedRule.RedialOnce(Duration.ofMinutes(2)));
        String id = settled.placed(new AgreedTerms());
        settled.legs.last().answers();
        settled.legs.last().answers();
        settled.legs.last().drops();
        assertEquals("DROPPED", settled.view(id).outcome().orElseThrow());
        settled.loop.advance(AN_HOUR);
        assertEquals(2, settled.legs.legs.size());
    }

    // never more shown

    @Test
    void redial_ofACallThatShowedANumber_showsTheSameOne() {
        terms.shows(IdentityChoice.Shows.LEASED);
        assertInstanceOf(Switchboard.Placement.Placed.class, rig.place(terms, Identity.SHOWN, true));
        rig.legs.last().answers();
        FakeLeg first = rig.legs.last();
        first.answers();
        assertTrue(first.invitation.from().user().startsWith("+1617555100"));
        first.drops();
        pass(WAIT);
        assertSameIdentity(first.invitation, rig.legs.last().invitation);
    }

    @Test
    void redial_whenTheConsentToShowHasEndedMeanwhile_isNotSent() {
        terms.shows(IdentityChoice.Shows.LEASED);
        String id = ((Switchboard.Placement.Placed) rig.place(terms, Identity.SHOWN, true))
                .call()
                .id();
        rig.legs.last().answers();
        rig.legs.last().answers();
        rig.legs.last().drops();
        rig.now = Instant.parse("2026-12-04T15:00:00Z"); // the consent ended on the first
        rig.loop.advance(WAIT);
        assertEquals(2, rig.legs.legs.size());
        assertEquals("OUTSIDE_PLAN", outcome(id));
    }

    @Test
    void consentForOneShownCall_servesNoRedial() {
        terms.mayShowIfRejected(RejectionConsent.Scope.ONE_CALL);
        rig.placed(terms);
        rig.legs.last().answers();
        rig.legs.last().rejects(433, 0, false);
        pass(20_000);
        String id = ((Switchboard.Placement.Placed) rig.place(terms, Identity.SHOWN, true))
                .call()
                .id();
        rig.legs.last().answers();
        assertTrue(rig.legs.last().invitation.from().user().startsWith("+1617555100"));
        rig.legs.last().answers();
        int legs = rig.legs.legs.size();
        rig.legs.last().drops();
        assertEquals("DROPPED", outcome(id));
        assertTrue(rig.view(id).message().contains("one call that shows a number"));
        pass(AN_HOUR);
        assertEquals(legs, rig.legs.legs.size());
    }

    /** The survivor waits for the call: a sign before it would ring twice. */
    @Test
    void redial_ofACallWithASign_comesWithoutIt() {
        terms.ring = new RingPattern(Duration.ofSeconds(10), Duration.ofSeconds(120));
        String id = rig.placed(terms);
        rig.legs.last().answers();
        rig.legs.last().rings();
        rig.legs.last().answers();
        assertEquals(State.TALKING, rig.view(id).state());
        rig.legs.last().drops();
        pass(WAIT);
        rig.legs.last().rings();
        pass(11_000);
        assertFalse(rig.legs.last().told.contains("hang up"));
        assertEquals(State.RINGING, rig.view(id).state());
        rig.calls.end(id);
        pass(1_000);
        assertNothingLeft();
    }

    // the advocate's phone is lost

    @Test
    void nearPhone_thatIsLost_isRungAgainWhenItIsTimeAndThenTheCallFollows() {
        String id = talking();
        FakeLeg far = rig.legs.last();
        FakeMedia.FakeMediaLeg nearSound = rig.media.legs.getFirst();
        nearSound.listener.silent(nearSound);
        assertTrue(far.told.contains("hang up"), "the survivor does not listen to silence");
        assertTrue(near().told.contains("hang up"));
        assertEquals(State.AFTER_DROP, rig.view(id).state());
        assertTrue(rig.view(id).message().contains("Your phone was cut off"));
        pass(WAIT);
        assertEquals(3, rig.legs.legs.size());
        FakeLeg nearAgain = rig.legs.last();
        assertEquals("call", nearAgain.invitation.from().user());
        assertEquals(State.RINGING_ADVOCATE, rig.view(id).state());
        nearSound.listener.silent(nearSound); // from the leg that was left
        near().listener.hungUp(near(), new HangUp(HangUp.Kind.BYE, 0, 0));
        assertEquals(State.RINGING_ADVOCATE, rig.view(id).state());
        nearAgain.answers();
        assertEquals(4, rig.legs.legs.size());
        assertSameIdentity(far.invitation, rig.legs.last().invitation);
        rig.legs.last().answers();
        assertEquals(State.TALKING, rig.view(id).state());
        rig.legs.last().drops();
        assertEquals("DROPPED", outcome(id), "no second redial");
        pass(AN_HOUR);
        assertEquals(4, rig.legs.legs.size());
        assertNothingLeft();
    }

    @Test
    void nearPhone_thatDoesNotAnswerThen_meansNoCall() {
        String id = talking();
        near().drops();
        assertEquals(State.AFTER_DROP, rig.view(id).state());
        pass(WAIT);
        rig.legs.last().fails(LegFailure.Kind.RING_LIMIT, 0);
        assertEquals("ADVOCATE_NO_ANSWER", outcome(id));
        pass(AN_HOUR);
        assertEquals(3, rig.legs.legs.size());
        assertNothingLeft();
    }

    @Test
    void nearPhone_thatIsGone_meansNoCall() {
        String id = talking();
        near().drops();
        rig.deskReachable = false;
        pass(WAIT);
        assertEquals("ADVOCATE_UNREACHABLE", outcome(id));
        assertEquals(2, rig.legs.legs.size());
        assertNothingLeft();
    }

    @Test
    void nearPhone_thatIsLostDuringTheWait_isRungToo() {
        String id = talking();
        rig.legs.last().drops();
        pass(60_000);
        near().drops();
        assertEquals(60, rig.view(id).after().orElseThrow().secondsLeft());
        pass(60_000);
        assertEquals(State.RINGING_ADVOCATE, rig.view(id).state());
        rig.legs.last().answers();
        assertEquals(State.CALLING, rig.view(id).state());
        rig.legs.last().hangsUp();
        pass(60_000);
        assertNothingLeft();
    }

    @Test
    void ownMobile_thatIsLost_keysItsCodeAgain() {
        String id = ((Switchboard.Placement.Placed) rig.calls.place(
                        new Switchboard.Wish(CallRig.OWN_MOBILE, CallRig.SART, Identity.HIDDEN, false, terms.build()),
                        rig.number(CallRig.CANARY)))
                .call()
                .id();
        rig.legs.last().answers();
        key(rig.media.legs.getFirst(), "4711");
        rig.legs.last().answers();
        assertEquals(State.TALKING, rig.view(id).state());
        near().drops();
        pass(WAIT);
        assertEquals(3, rig.legs.legs.size());
        rig.legs.last().answers();
        assertEquals(State.CONFIRMING, rig.view(id).state());
        assertEquals(3, rig.legs.legs.size(), "nobody is called before the code");
        key(rig.media.legs.getLast(), "4711");
        assertEquals(4, rig.legs.legs.size());
        rig.calls.end(id);
        pass(1_000);
        assertNothingLeft();
    }

    private static void key(FakeMedia.FakeMediaLeg near, String code) {
        code.chars().forEach(c -> near.listener.digit(near, (char) c));
    }

    @Test
    void nearPhone_thatIsLost_whereNothingIsToFollow_endsIt() {
        AgreedTerms never = new AgreedTerms();
        String id = rig.placed(never);
        rig.legs.last().answers();
        FakeLeg far = rig.legs.last();
        far.answers();
        near().drops();
        assertEquals("DROPPED", outcome(id));
        assertTrue(far.told.contains("hang up"));
        pass(AN_HOUR);
        assertEquals(2, rig.legs.legs.size());
        assertNothingLeft();
    }

    @Test
    void counters_doNotCountTheWaitAsTalk() {
        String id = talking();
        pass(30_000);
        rig.legs.last().drops();
        pass(60_000);
        rig.calls.end(id);
        assertEquals("under-1", rig.calls.totals().ended().getFirst().length());
        assertEquals("DROPPED", rig.calls.totals().ended().getFirst().outcome());
    }

    private void assertNothingLeft() {
        rig.loop.advance(Call.ERASE_AFTER_MILLIS + 20_000);
        assertEquals(0, rig.digits.onLoan(), "numbers in memory");
        assertEquals(0, rig.media.openLegs(), "media legs");
        assertEquals(2, rig.numbers.available(), "leases");
        assertEquals(0, rig.calls.inProgress(), "calls");
        assertTrue(terms.endings.size() <= 1, "told once");
    }
}
