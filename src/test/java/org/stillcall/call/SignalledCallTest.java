package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.plan.Identity;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.Invitation;
import org.stillcall.sip.LegFailure;

/** G13: ring, hang up, wait, call, as the plan says and carried out by the system. */
class SignalledCallTest {
    private static final long RING = 10_000;
    private static final long PAUSE = 120_000;
    private static final long AN_HOUR = 3_600_000;

    private final CallRig rig = new CallRig(2, true);
    private final AgreedTerms terms = new AgreedTerms().signal(10, 120);

    /** The advocate is there, and the signal has been sent off. */
    private String begun() {
        String id = rig.placed(terms);
        rig.legs.last().answers();
        assertEquals(2, rig.legs.legs.size());
        assertEquals(Switchboard.State.SIGNALLING, rig.view(id).state());
        return id;
    }

    @Test
    void signal_ringsAsLongAsAgreed_thenTheCallFollowsWithTheSameNumberAndIdentity() {
        String id = begun();
        FakeLeg signal = rig.legs.last();
        FakeMedia.FakeMediaLeg firstSound = rig.media.legs.getLast();
        rig.loop.advance(4_000);
        signal.rings();
        rig.loop.advance(5_000);
        signal.rings(); // the clock runs since the first sign of ringing
        rig.loop.advance(RING - 5_001);
        assertFalse(signal.told.contains("hang up"));
        assertFalse(rig.view(id).message().isEmpty());
        rig.loop.advance(1);
        assertTrue(signal.told.contains("hang up"));
        assertTrue(firstSound.closed);
        assertEquals(Switchboard.State.PAUSING, rig.view(id).state());
        assertFalse(rig.view(id).message().isEmpty());
        assertEquals(1, rig.numbers.available(), "the lease stays");
        assertEquals(1, rig.digits.onLoan(), "the number stays, in the call's own memory");
        rig.loop.advance(PAUSE - 1);
        assertEquals(2, rig.legs.legs.size(), "nothing is sent during the pause");
        assertEquals("tone", rig.media.legs.getFirst().told.getLast(), "the advocate hears that the line is alive");
        rig.loop.advance(1);
        assertEquals(3, rig.legs.legs.size());
        FakeLeg call = rig.legs.last();
        assertSameIdentity(signal.invitation, call.invitation);
        assertNotSame(firstSound, rig.media.legs.getLast());
        call.rings();
        rig.loop.advance(RING + 1_000);
        assertFalse(call.told.contains("hang up"), "the call itself rings as long as any");
        call.answers();
        assertEquals(Switchboard.State.TALKING, rig.view(id).state());
        assertEquals("", rig.view(id).message());
        call.hangsUp();
        assertNothingLeft();
        assertEquals(1, signal.forgotten, "the signal's leg forgets the number too");
        assertEquals(1, call.forgotten);
    }

    private static void assertSameIdentity(Invitation first, Invitation second) {
        assertEquals(first.from(), second.from());
        assertEquals(first.privacy(), second.privacy());
        assertEquals(first.assertedIdentity(), second.assertedIdentity());
        assertNotEquals(first.contactUser(), second.contactUser());
    }

    @Test
    void signal_thatIsAnswered_connectsAtOnceAndNothingFollows() {
        String id = begun();
        FakeLeg signal = rig.legs.last();
        signal.rings();
        rig.loop.advance(RING - 1);
        signal.answers();
        assertEquals(Switchboard.State.TALKING, rig.view(id).state());
        assertTrue(rig.media.legs.getFirst().told.contains("connect BOTH"));
        rig.loop.advance(RING + PAUSE + 1);
        assertEquals(Switchboard.State.TALKING, rig.view(id).state());
        assertEquals(2, rig.legs.legs.size());
        signal.hangsUp();
        assertTrue(terms.endings.getFirst().connected());
        assertNothingLeft();
    }

    @Test
    void signal_thatIsAnsweredWithoutRinging_connectsToo() {
        String id = begun();
        rig.legs.last().answers();
        rig.loop.advance(AN_HOUR);
        assertEquals(Switchboard.State.TALKING, rig.view(id).state());
        assertEquals(2, rig.legs.legs.size());
        rig.calls.end(id);
        assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {603, 486, 480, 433, 404, 500, 503})
    void signal_thatIsDeclined_isARefusalAndNothingRingsAgain(int status) {
        String id = begun();
        FakeLeg signal = rig.legs.last();
        signal.rings();
        rig.loop.advance(3_000);
        signal.fails(LegFailure.Kind.REJECTED, status);
        assertEquals(Switchboard.State.ENDED, rig.view(id).state());
        assertFalse(rig.view(id).outcome().orElseThrow().equals("TALKED"));
        rig.loop.advance(AN_HOUR);
        assertEquals(2, rig.legs.legs.size());
        assertNothingLeft();
    }

    @Test
    void signal_thatNothingRangFor_isNoneAndNoCallFollows() {
        String id = begun();
        FakeLeg signal = rig.legs.last();
        rig.loop.advance(CallPlan.SIGNAL_SETUP.toMillis() - 1);
        assertFalse(signal.told.contains("hang up"));
        rig.loop.advance(1);
        assertTrue(signal.told.contains("hang up"));
        assertEquals("UNREACHABLE", rig.view(id).outcome().orElseThrow());
        assertTrue(rig.media.legs.getFirst().told.contains("sentence"));
        rig.loop.advance(50_000);
        assertEquals("UNREACHABLE", rig.view(id).outcome().orElseThrow());
        rig.loop.advance(AN_HOUR);
        assertEquals(2, rig.legs.legs.size());
        assertNothingLeft();
    }

    @Test
    void answer_thatCrossesTheCancel_isNotHeardAndTheCallFollowsAsAgreed() {
        String id = begun();
        FakeLeg signal = rig.legs.last();
        signal.rings();
        rig.loop.advance(RING);
        assertTrue(signal.told.contains("hang up"));
        // the stack acknowledges and ends what was answered too late; should it ever tell of it, nobody listens
        signal.listener.answered(signal, FakeMedia.description());
        signal.listener.failed(signal, new LegFailure(LegFailure.Kind.CANCELLED, 0, 0, true, RING));
        signal.listener.hungUp(signal, new HangUp(HangUp.Kind.BYE, 0, 0));
        assertEquals(Switchboard.State.PAUSING, rig.view(id).state());
        rig.loop.advance(PAUSE);
        assertEquals(3, rig.legs.legs.size());
        signal.listener.answered(signal, FakeMedia.description());
        signal.listener.failed(signal, new LegFailure(LegFailure.Kind.CANCELLED, 0, 0, true, RING));
        assertEquals(Switchboard.State.CALLING, rig.view(id).state());
        rig.calls.end(id);
        assertNothingLeft();
    }

    @Test
    void advocateGone_whilePausing_endsItWithoutACall() {
        String id = begun();
        rig.legs.last().rings();
        rig.loop.advance(RING + 1_000);
        rig.legs.legs.getFirst().hangsUp();
        assertEquals("ENDED_BY_ADVOCATE", rig.view(id).outcome().orElseThrow());
        rig.loop.advance(AN_HOUR);
        assertEquals(2, rig.legs.legs.size());
        assertNothingLeft();
    }

    @Test
    void advocateGone_whileTheSignalRings_cancelsIt() {
        begun();
        FakeLeg signal = rig.legs.last();
        signal.rings();
        rig.legs.legs.getFirst().hangsUp();
        assertTrue(signal.told.contains("hang up"));
        rig.loop.advance(AN_HOUR);
        assertEquals(2, rig.legs.legs.size());
        assertNothingLeft();
    }

    @Test
    void trunkThatFailsBeforeItRings_isReplacedOneThatFailsAfterIsNot() {
        begun();
        rig.legs.last().fails(LegFailure.Kind.NO_RESPONSE, 0);
        assertEquals(3, rig.legs.legs.size());
        FakeLeg second = rig.legs.last();
        second.rings();
        rig.loop.advance(RING - 1);
        assertFalse(second.told.contains("hang up"));
        second.fails(LegFailure.Kind.UNREACHABLE, 0);
        rig.loop.advance(AN_HOUR);
        assertEquals(3, rig.legs.legs.size(), "what rang is not rung again");
        assertNothingLeft();
    }

    @Test
    void trunkThatIsDownAfterThePause_isReplacedByOneAsWellProtected() {
        begun();
        FakeLeg signal = rig.legs.last();
        signal.rings();
        rig.loop.advance(RING);
        rig.up.put(rig.trunk().name(), false);
        rig.loop.advance(PAUSE);
        assertEquals(3, rig.legs.legs.size());
        assertSameIdentity(signal.invitation, rig.legs.last().invitation);
        rig.legs.last().fails(LegFailure.Kind.NO_RESPONSE, 0);
        assertEquals(3, rig.legs.legs.size(), "neither the one that is down nor the weaker one");
        rig.loop.advance(60_000);
        assertNothingLeft();
    }

    @Test
    void mobile_keysItsCodeBeforeTheSignal() {
        Switchboard.Placement placed = rig.calls.place(
                new Switchboard.Wish(CallRig.OWN_MOBILE, CallRig.SART, Identity.HIDDEN, false, terms.build()),
                rig.number(CallRig.CANARY));
        String id = ((Switchboard.Placement.Placed) placed).call().id();
        rig.legs.last().answers();
        assertEquals(1, rig.legs.legs.size());
        FakeMedia.FakeMediaLeg near = rig.media.legs.getFirst();
        "4711".chars().forEach(c -> near.listener.digit(near, (char) c));
        assertEquals(Switchboard.State.SIGNALLING, rig.view(id).state());
        rig.calls.end(id);
        assertNothingLeft();
    }

    /** Fridays until 17:00: a signal whose call would come later is not given. */
    @Test
    void place_whenTheCallWouldFollowOutsideThePlan_isRefusedWithTheNextTime() {
        rig.now = Instant.parse("2026-11-20T21:57:29Z"); // 16:57:29 in New York: 12 + 10 + 120 + 10 s do not fit
        Switchboard.Placement.Refused refused =
                assertInstanceOf(Switchboard.Placement.Refused.class, rig.place(terms, Identity.HIDDEN, false));
        assertEquals("OUTSIDE_SAFE_TIME", refused.reason());
        assertEquals(Optional.of(Instant.parse("2026-11-27T14:00:00Z")), refused.nextSafeTime());
        rig.now = Instant.parse("2026-11-20T21:57:28Z");
        assertInstanceOf(Switchboard.Placement.Placed.class, rig.place(terms, Identity.HIDDEN, false));
    }

    /** The near phone rang for long: the call would come too late, so the signal is not given either. */
    @Test
    void signal_whoseCallWouldComeTooLateByNow_isNotGiven() {
        rig.now = Instant.parse("2026-11-20T21:57:20Z");
        String id = rig.placed(terms);
        rig.now = rig.now.plusSeconds(20);
        rig.legs.last().answers();
        rig.loop.advance(1);
        assertEquals(1, rig.legs.legs.size());
        assertEquals("OUTSIDE_PLAN", rig.view(id).outcome().orElseThrow());
        rig.loop.advance(60_000);
        assertFalse(terms.endings.getFirst().marks().contains(Switchboard.Mark.CALLED));
        assertNothingLeft();
    }

    /** Also when the first trunk does not answer and another is to give it. */
    @Test
    void signal_thatIsTriedAgainTooLate_isNotGiven() {
        rig.now = Instant.parse("2026-11-20T21:57:20Z");
        String id = begun();
        rig.now = rig.now.plusSeconds(20);
        rig.legs.last().fails(LegFailure.Kind.NO_RESPONSE, 0);
        rig.loop.advance(1);
        assertEquals(2, rig.legs.legs.size());
        assertEquals("OUTSIDE_PLAN", rig.view(id).outcome().orElseThrow());
        rig.loop.advance(60_000);
        assertNothingLeft();
    }

    @Test
    void pause_thatOutlastsTheSafeTime_endsInNoCall() {
        rig.now = Instant.parse("2026-11-20T21:57:00Z");
        String id = begun();
        rig.legs.last().rings();
        rig.loop.advance(RING);
        rig.now = Instant.parse("2026-11-20T22:00:00Z"); // the advocate's phone rang for long
        rig.loop.advance(PAUSE);
        assertEquals(2, rig.legs.legs.size());
        assertEquals("OUTSIDE_PLAN", rig.view(id).outcome().orElseThrow());
        rig.loop.advance(60_000);
        assertNothingLeft();
    }

    @Test
    void planThatIsErasedDuringThePause_endsInNoCall() {
        String id = begun();
        rig.legs.last().rings();
        rig.loop.advance(RING);
        assertEquals(Switchboard.State.PAUSING, rig.view(id).state());
        terms.stands = false;
        rig.loop.advance(PAUSE);
        assertEquals(2, rig.legs.legs.size());
        assertEquals("PLAN_CHANGED", rig.view(id).outcome().orElseThrow());
        rig.loop.advance(60_000);
        assertNothingLeft();
    }

    @Test
    void nearPhoneThatAnswersAfterTheSafeTime_callsNobody() {
        AgreedTerms plain = new AgreedTerms();
        rig.now = Instant.parse("2026-11-20T21:59:50Z");
        String id = rig.placed(plain);
        rig.now = rig.now.plus(Duration.ofSeconds(11));
        rig.legs.last().answers();
        assertEquals(1, rig.legs.legs.size());
        rig.loop.advance(1);
        assertEquals("OUTSIDE_PLAN", rig.view(id).outcome().orElseThrow());
        rig.loop.advance(60_000);
        assertFalse(plain.endings.getFirst().marks().contains(Switchboard.Mark.CALLED));
        assertNothingLeft();
    }

    @Test
    void whateverHappens_inAnyOrder_leavesNothingBehindAndRingsASignalOnce() {
        long seed = 131_313;
        Random random = new Random(seed);
        for (int run = 0; run < 3_000; run++) {
            CallRig any = new CallRig(1, random.nextBoolean());
            AgreedTerms agreed = new AgreedTerms().signal(3, 10);
            any.placed(agreed);
            for (int step = 0; step < 14; step++) {
                move(any, random);
            }
            any.calls.endAll();
            any.loop.advance(60_000);
            String at = "seed " + seed + " run " + run;
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

    private static void move(CallRig rig, Random random) {
        FakeLeg leg = rig.legs.legs.get(random.nextInt(rig.legs.legs.size()));
        switch (random.nextInt(10)) {
            case 0, 1 -> leg.rings();
            case 2 -> leg.sounds();
            case 3, 4 -> leg.answers();
            case 5 -> leg.fails(LegFailure.Kind.REJECTED, random.nextBoolean() ? 603 : 503);
            case 6 -> leg.fails(LegFailure.Kind.NO_RESPONSE, 0);
            case 7 -> leg.hangsUp();
            default -> rig.loop.advance(random.nextInt(6_000));
        }
    }

    private void assertNothingLeft() {
        rig.loop.advance(Call.ERASE_AFTER_MILLIS);
        assertEquals(0, rig.digits.onLoan(), "numbers in memory");
        assertEquals(0, rig.media.openLegs(), "media legs");
        assertEquals(2, rig.numbers.available(), "leases");
        assertEquals(0, rig.calls.inProgress(), "calls");
        assertTrue(terms.endings.size() <= 1, "told once");
    }
}
