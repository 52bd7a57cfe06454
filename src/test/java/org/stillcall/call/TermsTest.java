package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillcall.base.Label;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.call.Switchboard.Mark;
import org.stillcall.call.Switchboard.Met;
import org.stillcall.call.Switchboard.Placement;
import org.stillcall.plan.Conduct;
import org.stillcall.plan.Consent;
import org.stillcall.plan.DroppedRule;
import org.stillcall.plan.Identity;
import org.stillcall.plan.IdentityChoice;
import org.stillcall.plan.Language;
import org.stillcall.plan.Note;
import org.stillcall.plan.RejectionConsent.Scope;
import org.stillcall.plan.VoicemailConsent;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.Party;

/** Calls under a survivor's plan: what may show after a refusal (G9, G10), watched phones (G12), wiped devices. */
class TermsTest {
    private static final Label BETTER = new Label("better");

    private final CallRig rig = new CallRig(2, true);

    private static String reason(Placement placement) {
        return assertInstanceOf(Placement.Refused.class, placement).reason();
    }

    /** A private call under the plan, refused with 433. */
    private void refusedPrivately(AgreedTerms terms) {
        rejected(terms, 433, 0, false);
    }

    private void rejected(AgreedTerms terms, int status, int cause, boolean rang) {
        String id = rig.placed(terms);
        rig.legs.last().answers();
        assertEquals(Party.ANONYMOUS, rig.legs.last().invitation.from());
        rig.legs.last().rejects(status, cause, rang);
        rig.calls.end(id);
        rig.loop.advance(1_000);
        assertEquals(2, rig.numbers.available());
    }

    private FakeLeg farOf(Placement placement) {
        assertInstanceOf(Placement.Placed.class, placement);
        rig.legs.last().answers();
        return rig.legs.last();
    }

    // P6: who answered, as the advocate says

    @Test
    void end_saysThatAnotherAnswered_onlyOfACallThatWasMade() {
        for (Met met : Met.values()) {
            AgreedTerms terms = new AgreedTerms().redial(1);
            String early = rig.placed(terms);
            rig.calls.meets(early, met);
            rig.calls.end(early);
            assertEquals("ENDED_BY_ADVOCATE", rig.view(early).outcome().orElseThrow());
            String id = rig.placed(terms);
            rig.legs.last().answers();
            rig.legs.last().answers();
            rig.calls.meets(id, met);
            rig.calls.end(id);
            String outcome = met == Met.NOT_SAID ? "TALKED" : met.name();
            assertEquals(outcome, rig.view(id).outcome().orElseThrow());
            rig.loop.advance(120_000);
            assertEquals(2, terms.endings.size(), "nothing follows an end that was asked for");
            assertTrue(terms.endings.getLast().connected());
            assertEquals(met == Met.NOT_SAID, terms.endings.getLast().reached());
            assertFalse(terms.endings.getFirst().marks().contains(Mark.ANOTHER_MET));
        }
    }

    /** A machine may hang up before anybody does, and a line that is lost then is no reason to ring there again. */
    @Test
    void whoAnswered_saidMeanwhile_countsHoweverItEndsAndNothingFollowsADrop() {
        AgreedTerms terms = new AgreedTerms().redial(1);
        String hungUp = rig.placed(terms);
        rig.legs.last().answers();
        FakeLeg far = rig.legs.last();
        assertTrue(rig.calls.meets(hungUp, Met.VOICEMAIL));
        assertTrue(rig.view(hungUp).outcome().isEmpty());
        far.answers();
        assertTrue(rig.calls.meets(hungUp, Met.NOT_SAID));
        assertTrue(rig.calls.meets(hungUp, Met.VOICEMAIL));
        far.hangsUp();
        rig.loop.advance(20_000);
        assertEquals("VOICEMAIL", terms.endings.getFirst().outcome());
        assertFalse(terms.endings.getFirst().reached());
        assertFalse(rig.calls.meets(hungUp, Met.VOICEMAIL));
        String lost = rig.placed(terms);
        rig.legs.last().answers();
        far = rig.legs.last();
        far.answers();
        rig.calls.meets(lost, Met.SOMEBODY_ELSE);
        int legs = rig.legs.legs.size();
        far.drops();
        rig.loop.advance(300_000);
        assertEquals(legs, rig.legs.legs.size(), "nobody is called again");
        assertEquals("SOMEBODY_ELSE", terms.endings.getLast().outcome());
    }

    @Test
    void end_whileItRings_mayAlreadySayThatAVoicemailIsThere() {
        AgreedTerms terms = new AgreedTerms();
        String id = rig.placed(terms);
        rig.legs.last().answers();
        rig.calls.meets(id, Met.VOICEMAIL);
        rig.calls.end(id);
        assertEquals("VOICEMAIL", rig.view(id).outcome().orElseThrow());
        rig.loop.advance(1_000);
        assertEquals(
                Set.of(Mark.CALLED, Mark.ANOTHER_MET), terms.endings.getFirst().marks());
    }

    // G10

    @Test
    void refusal_ofPrivateCalls_isSaidAndNothingFollowsByItself() {
        AgreedTerms terms = new AgreedTerms().mayShowIfRejected(Scope.UNTIL);
        String id = rig.placed(terms);
        rig.legs.last().answers();
        rig.legs.last().fails(LegFailure.Kind.REJECTED, 433);
        assertEquals("PRIVATE_CALLS_REFUSED", rig.view(id).outcome().orElseThrow());
        rig.loop.advance(20_000);
        assertEquals(
                Set.of(Mark.CALLED, Mark.PRIVATE_REFUSED),
                terms.endings.getFirst().marks());
        rig.loop.advance(3_600_000);
        assertEquals(2, rig.legs.legs.size());
    }

    @Test
    void afterARefusal_withoutConsent_aShownCallIsRefusedAndNothingIsSent() {
        AgreedTerms terms = new AgreedTerms();
        refusedPrivately(terms);
        int legs = rig.legs.legs.size();
        assertEquals("SHOWING_NOT_AGREED", reason(rig.place(terms, Identity.SHOWN, false)));
        assertEquals("SHOWING_NOT_AGREED", reason(rig.place(terms, Identity.SHOWN, true)));
        assertEquals("SHOWING_NOT_AGREED", reason(rig.place(terms, Identity.NUMBER, true)));
        assertEquals(legs, rig.legs.legs.size());
        assertEquals(0, rig.digits.onLoan());
    }

    @Test
    void afterARefusal_withAConsentThatEnded_aShownCallIsRefused() {
        AgreedTerms terms = new AgreedTerms().mayShowIfRejected(Scope.UNTIL);
        rig.now = java.time.Instant.parse("2026-12-04T15:00:00Z"); // a Friday, three days after the consent's end
        refusedPrivately(terms);
        assertEquals("SHOWING_NOT_AGREED", reason(rig.place(terms, Identity.SHOWN, true)));
    }

    @Test
    void afterARefusal_inAProgrammeThatAlwaysHides_aShownCallIsRefused() {
        AgreedTerms terms = new AgreedTerms().mayShowIfRejected(Scope.UNTIL);
        terms.programme = CallRig.HELPLINE;
        Switchboard.Wish hidden =
                new Switchboard.Wish(CallRig.DESK, CallRig.HELPLINE, Identity.HIDDEN, false, terms.build());
        assertInstanceOf(Placement.Placed.class, rig.calls.place(hidden, rig.number(CallRig.CANARY)));
        rig.legs.last().answers();
        rig.legs.last().rejects(433, 0, false);
        rig.loop.advance(20_000);
        Switchboard.Wish shown =
                new Switchboard.Wish(CallRig.DESK, CallRig.HELPLINE, Identity.SHOWN, true, terms.build());
        assertEquals("SHOWING_NOT_AGREED", reason(rig.calls.place(shown, rig.number(CallRig.CANARY))));
    }

    @Test
    void afterARefusal_withConsent_isAskedAboutAndThenShowsALeasedNumberWithoutAName() {
        AgreedTerms terms = new AgreedTerms().mayShowIfRejected(Scope.ONE_CALL);
        refusedPrivately(terms);
        assertEquals("SHOW_CENTRE_NUMBER", reason(rig.place(terms, Identity.SHOWN, false)));
        FakeLeg far = farOf(rig.place(terms, Identity.SHOWN, true));
        assertTrue(far.invitation.from().user().startsWith("+1617555100"));
        assertEquals("", far.invitation.from().display());
        far.answers();
        far.hangsUp();
        assertEquals(
                Set.of(Mark.CALLED, Mark.CONNECTED, Mark.CONSENT_USED),
                terms.endings.getLast().marks());
    }

    @Test
    void withConsent_butWithoutARefusalBefore_theCallStaysHidden() {
        AgreedTerms terms = new AgreedTerms().mayShowIfRejected(Scope.UNTIL);
        assertEquals(
                Party.ANONYMOUS,
                farOf(rig.place(terms, Identity.SHOWN, true)).invitation.from());
    }

    @Test
    void refusal_ofAnotherPlansCall_opensNothing() {
        refusedPrivately(new AgreedTerms().mayShowIfRejected(Scope.UNTIL));
        AgreedTerms other = new AgreedTerms().mayShowIfRejected(Scope.UNTIL);
        other.plan = "plan-2";
        assertEquals(
                Party.ANONYMOUS,
                farOf(rig.place(other, Identity.SHOWN, true)).invitation.from());
    }

    @Test
    void refusal_thatIsTenMinutesOld_opensNothing() {
        AgreedTerms terms = new AgreedTerms().mayShowIfRejected(Scope.UNTIL);
        refusedPrivately(terms);
        rig.loop.advance(PrivateRefusals.REMEMBER_MILLIS);
        assertEquals(
                Party.ANONYMOUS,
                farOf(rig.place(terms, Identity.SHOWN, true)).invitation.from());
    }

    /** Only what says that private calls are not taken; a person who declines, or anything else, opens nothing. */
    @ParameterizedTest
    @CsvSource({
        "433,0,false,true",
        "433,0,true,true",
        "503,24,false,true",
        "603,21,false,true",
        "603,21,true,false",
        "603,24,true,false",
        "603,0,false,false",
        "486,0,false,false",
        "480,0,false,false",
        "403,0,false,false",
        "607,0,true,false",
        "500,17,false,false"
    })
    void rejection_opensAShownCall_onlyIfItIsOneOfPrivateCalls(int status, int cause, boolean rang, boolean opens) {
        AgreedTerms terms = new AgreedTerms().mayShowIfRejected(Scope.UNTIL);
        rejected(terms, status, cause, rang);
        assertEquals(opens, terms.endings.getFirst().marks().contains(Mark.PRIVATE_REFUSED));
        FakeLeg far = farOf(rig.place(terms, Identity.SHOWN, true));
        assertEquals(opens, !far.invitation.from().equals(Party.ANONYMOUS));
    }

    @Test
    void consentForOneCall_isUsedUpByIt_evenIfItsKeeperIsSlow() {
        AgreedTerms terms = new AgreedTerms().mayShowIfRejected(Scope.ONE_CALL);
        refusedPrivately(terms);
        farOf(rig.place(terms, Identity.SHOWN, true)).rejects(433, 0, false);
        rig.loop.advance(20_000);
        assertFalse(terms.endings.getLast().marks().contains(Mark.PRIVATE_REFUSED), "it was no private call");
        refusedPrivately(terms);
        assertEquals("SHOWING_NOT_AGREED", reason(rig.place(terms, Identity.SHOWN, true)));
    }

    @Test
    void consentUntilADate_stillNeedsARefusalBeforeEachShownCall() {
        AgreedTerms terms = new AgreedTerms().mayShowIfRejected(Scope.UNTIL);
        refusedPrivately(terms);
        farOf(rig.place(terms, Identity.SHOWN, true)).hangsUp();
        rig.loop.advance(20_000);
        assertEquals(
                Party.ANONYMOUS,
                farOf(rig.place(terms, Identity.SHOWN, true)).invitation.from());
        rig.legs.last().rejects(433, 0, false);
        rig.loop.advance(20_000);
        FakeLeg far = farOf(rig.place(terms, Identity.SHOWN, true));
        assertTrue(far.invitation.from().user().startsWith("+1617555100"));
    }

    @Test
    void shownCall_thatTheAdvocateNeverAnswered_usesNothingUp() {
        AgreedTerms terms = new AgreedTerms().mayShowIfRejected(Scope.ONE_CALL);
        refusedPrivately(terms);
        assertInstanceOf(Placement.Placed.class, rig.place(terms, Identity.SHOWN, true));
        rig.legs.last().fails(LegFailure.Kind.RING_LIMIT, 0);
        assertEquals(Set.of(), terms.endings.getLast().marks());
        rig.deskReachable = false;
        assertEquals("PHONE_UNREACHABLE", reason(rig.place(terms, Identity.SHOWN, true)));
        rig.deskReachable = true;
        FakeLeg far = farOf(rig.place(terms, Identity.SHOWN, true));
        assertTrue(far.invitation.from().user().startsWith("+1617555100"));
    }

    @Test
    void shownCalls_twoAtOnce_areOne() {
        AgreedTerms terms = new AgreedTerms().mayShowIfRejected(Scope.ONE_CALL);
        refusedPrivately(terms);
        rig.place(terms, Identity.SHOWN, true);
        FakeLeg first = rig.legs.last();
        rig.place(terms, Identity.SHOWN, true);
        rig.legs.last().answers();
        assertEquals(Party.ANONYMOUS, rig.legs.last().invitation.from());
        first.answers();
        assertTrue(rig.legs.last().invitation.from().user().startsWith("+1617555100"));
    }

    @Test
    void numberThatThePlanAllows_isNotShownAnyMoreWhenItsConsentEndsMeanwhile() {
        AgreedTerms terms = new AgreedTerms();
        terms.shows = IdentityChoice.Shows.LEASED;
        terms.identityConsent = new Consent(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 20));
        String id = ((Placement.Placed) rig.place(terms, Identity.SHOWN, true))
                .call()
                .id();
        rig.now = java.time.Instant.parse("2026-11-27T15:00:00Z");
        rig.legs.last().answers();
        assertEquals(1, rig.legs.legs.size());
        rig.loop.advance(1);
        assertEquals("OUTSIDE_PLAN", rig.view(id).outcome().orElseThrow());
    }

    // G12

    @Test
    void monitoredPhone_isCalledThroughATrunkThatEncryptsBoth() {
        String id = rig.placed(new AgreedTerms().monitored());
        rig.legs.last().answers();
        assertEquals(
                1,
                rig.media.policies.stream()
                        .filter(policy -> policy == org.stillcall.media.SecureMedia.DEMANDED)
                        .count());
        rig.legs.last().fails(LegFailure.Kind.NO_RESPONSE, 0);
        assertEquals(2, rig.legs.legs.size(), "no less protected trunk stands in");
        assertEquals("TRUNK_DOWN", rig.view(id).outcome().orElseThrow());
    }

    @Test
    void monitoredPhone_whenNoTrunkEncryptsBoth_isNotCalled() {
        rig.up.put(BETTER, false);
        assertEquals("NO_SECURE_TRUNK", reason(rig.place(new AgreedTerms().monitored(), Identity.HIDDEN, false)));
        assertTrue(rig.legs.legs.isEmpty());
        assertInstanceOf(Placement.Placed.class, rig.place(new AgreedTerms(), Identity.HIDDEN, false));
    }

    @Test
    void monitoredPhone_whoseTrunkIsLostMeanwhile_isNotCalledThroughAnother() {
        String id = rig.placed(new AgreedTerms().monitored());
        rig.up.put(BETTER, false);
        rig.legs.last().answers();
        rig.loop.advance(1);
        assertEquals(1, rig.legs.legs.size());
        assertEquals("NO_LINE", rig.view(id).outcome().orElseThrow());
    }

    @Test
    void monitoredPhone_ringsTheAdvocatesMobileThroughTheSameKindOfTrunk() {
        Switchboard.Wish wish = new Switchboard.Wish(
                CallRig.OWN_MOBILE,
                CallRig.SART,
                Identity.HIDDEN,
                false,
                new AgreedTerms().monitored().build());
        rig.calls.place(wish, rig.number(CallRig.CANARY));
        assertEquals(List.of(org.stillcall.media.SecureMedia.DEMANDED), rig.media.policies);
    }

    // what the advocate is told

    /** G14, G16: what was noted at the decision is not lost when the call is placed. */
    @Test
    void placedCall_carriesWhatTheAdvocateIsToldAndKeepsTo() {
        rig.now = java.time.Instant.parse("2026-12-11T15:00:00Z"); // a Friday; asking again is due since the 6th
        Placement.Placed placed =
                assertInstanceOf(Placement.Placed.class, rig.place(new AgreedTerms(), Identity.HIDDEN, false));
        assertEquals(Set.of(Note.ASK_AGAIN), placed.permit().notes());
        assertTrue(placed.permit().message().contains("ask again"));
        assertEquals(
                new Conduct(VoicemailConsent.Wording.NONE, new DroppedRule.Never(), List.of(new Language("en"))),
                placed.permit().conduct());
    }

    // the end of the safe time: Fridays until 17:00 in New York

    @Test
    void phone_neverRingsBeyondTheSafeTime() {
        rig.now = java.time.Instant.parse("2026-11-20T21:59:30Z");
        farOf(rig.place(new AgreedTerms(), Identity.HIDDEN, false));
        assertEquals(Duration.ofSeconds(30), rig.legs.last().invitation.ringLimit());
        CallRig early = new CallRig(2, true);
        early.now = java.time.Instant.parse("2026-11-20T21:58:30Z");
        early.placed(new AgreedTerms());
        early.legs.last().answers();
        assertEquals(Duration.ofSeconds(45), early.legs.last().invitation.ringLimit());
        CallRig signalling = new CallRig(2, true);
        signalling.now = java.time.Instant.parse("2026-11-20T21:58:30Z");
        String id = signalling.placed(new AgreedTerms().signal(3, 10));
        signalling.legs.last().answers();
        signalling.legs.last().rings();
        signalling.loop.advance(3_000);
        signalling.now = java.time.Instant.parse("2026-11-20T21:59:45Z"); // late, but in time
        signalling.loop.advance(10_000);
        assertEquals(Switchboard.State.CALLING, signalling.view(id).state());
        assertEquals(Duration.ofSeconds(15), signalling.legs.last().invitation.ringLimit());
    }

    @Test
    void place_inTheLastSecondsOfTheSafeTime_isRefusedWithTheNext() {
        rig.now = java.time.Instant.parse("2026-11-20T21:59:51Z");
        Placement.Refused refused =
                assertInstanceOf(Placement.Refused.class, rig.place(new AgreedTerms(), Identity.HIDDEN, false));
        assertEquals("OUTSIDE_SAFE_TIME", refused.reason());
        assertEquals(Optional.of(java.time.Instant.parse("2026-11-27T14:00:00Z")), refused.nextSafeTime());
    }

    @Test
    void call_inWhichSomebodyTalks_isNeverCutByTheEndOfTheSafeTime() {
        rig.now = java.time.Instant.parse("2026-11-20T21:59:30Z");
        String id = rig.placed(new AgreedTerms());
        rig.legs.last().answers();
        rig.legs.last().answers();
        rig.now = java.time.Instant.parse("2026-11-20T23:30:00Z");
        rig.loop.advance(5_400_000);
        assertEquals(Switchboard.State.TALKING, rig.view(id).state());
        assertFalse(rig.legs.last().told.contains("hang up"));
    }

    // devices and ends

    @Test
    void endAllOf_aDevice_endsItsCallsAndNoOthers() {
        AgreedTerms hers = new AgreedTerms().from("lost");
        AgreedTerms signalled = new AgreedTerms().from("lost").signal(10, 120);
        AgreedTerms others = new AgreedTerms().from("kept");
        CallRig wide = new CallRig(5, true);
        wide.placed(hers);
        wide.legs.last().answers();
        wide.legs.last().answers();
        String waits = wide.placed(signalled);
        wide.legs.last().answers();
        wide.legs.last().rings();
        wide.loop.advance(10_000);
        assertEquals(Switchboard.State.PAUSING, wide.view(waits).state());
        String kept = wide.placed(others);
        String untagged = wide.placed(CallRig.DESKS.getLast());
        assertEquals(OptionalInt.of(2), wide.calls.endAllOf("lost"));
        assertEquals(OptionalInt.of(0), wide.calls.endAllOf("lost"));
        assertEquals(1, hers.endings.size());
        assertEquals(1, signalled.endings.size());
        assertEquals(Switchboard.State.RINGING_ADVOCATE, wide.view(kept).state());
        assertEquals(Switchboard.State.RINGING_ADVOCATE, wide.view(untagged).state());
        wide.loop.advance(3_600_000);
        assertEquals(2, wide.calls.inProgress());
        assertEquals(2, wide.digits.onLoan(), "those that were not ended");
    }

    @Test
    void ending_isToldOnceAtTheEndByTheGivenExecutor() {
        List<Runnable> handedOver = new ArrayList<>();
        AgreedTerms terms = new AgreedTerms();
        terms.executor = handedOver::add;
        rig.placed(terms);
        rig.legs.last().answers();
        FakeLeg far = rig.legs.last();
        far.answers();
        rig.loop.advance(60_000);
        assertTrue(handedOver.isEmpty());
        far.hangsUp();
        assertEquals(1, handedOver.size(), "at once, before the clock moves");
        assertTrue(terms.endings.isEmpty(), "not by the loop");
        handedOver.getFirst().run();
        assertEquals(List.of(new Switchboard.Ending("TALKED", Set.of(Mark.CALLED, Mark.CONNECTED))), terms.endings);
        rig.loop.advance(3_600_000);
        assertEquals(1, handedOver.size());
    }

    @Test
    void ending_thatNobodyTakes_disturbsNothing() {
        AgreedTerms terms = new AgreedTerms();
        terms.executor = task -> {
            throw new RejectedExecutionException();
        };
        String id = rig.placed(terms);
        rig.calls.end(id);
        rig.loop.advance(Call.ERASE_AFTER_MILLIS);
        assertEquals(0, rig.digits.onLoan());
        assertEquals(2, rig.numbers.available());
    }
}
