package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillcall.base.Digits;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.plan.Identity;
import org.stillcall.sip.Invitation;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.Party;

/** A call's whole life over hand-moved peers: G1, G4, G5, G7, G9, G10, G18, G19, B1, P1. */
class CallsTest {
    private final CallRig rig = new CallRig(2, true);

    @Test
    void place_onADeskPhone_ringsTheAdvocateFirstAndThenTheSurvivorHidden() {
        String id = rig.placed(CallRig.DESK);
        FakeLeg near = rig.legs.last();
        assertEquals(1, rig.legs.legs.size());
        assertNull(near.invitation.target().digits());
        assertEquals("call", near.invitation.from().user());
        near.answers();
        FakeLeg far = rig.legs.last();
        Invitation invitation = far.invitation;
        assertEquals(Party.ANONYMOUS, invitation.from());
        assertEquals(List.of("id", "header", "session", "history"), invitation.privacy());
        assertTrue(invitation.assertedIdentity().startsWith("sip:+1617555100"));
        assertTrue(invitation.target().plus());
        assertEquals(";user=phone", invitation.target().parameters());
        far.rings();
        assertEquals(Switchboard.State.RINGING, rig.view(id).state());
        far.answers();
        assertEquals(Switchboard.State.TALKING, rig.view(id).state());
        far.hangsUp();
        assertEquals("TALKED", rig.view(id).outcome().orElseThrow());
        assertTrue(near.told.contains("hang up"));
        assertNothingLeft();
    }

    @Test
    void end_afterSixTenthsOfASecond_leavesNoNumberAnywhere() {
        rig.placed(CallRig.DESK);
        rig.legs.last().answers();
        FakeLeg far = rig.legs.last();
        far.answers();
        assertEquals(1, rig.digits.onLoan());
        far.hangsUp();
        rig.loop.advance(Call.ERASE_AFTER_MILLIS - 1);
        assertEquals(1, rig.digits.onLoan());
        rig.loop.advance(1);
        assertEquals(0, rig.digits.onLoan());
        assertEquals(1, far.forgotten);
        assertEquals(1, rig.legs.legs.getFirst().forgotten);
    }

    @ParameterizedTest
    @CsvSource({
        "433,PRIVATE_CALLS_REFUSED",
        "403,PERHAPS_PRIVATE_CALLS_REFUSED",
        "603,PERHAPS_PRIVATE_CALLS_REFUSED",
        "607,PERHAPS_PRIVATE_CALLS_REFUSED",
        "608,PERHAPS_PRIVATE_CALLS_REFUSED",
        "480,PERHAPS_PRIVATE_CALLS_REFUSED",
        "486,BUSY",
        "404,INVALID_NUMBER",
        "302,UNREACHABLE",
        "500,UNREACHABLE"
    })
    void rejection_ofWhateverKind_isToldAndNeverTriedAgain(int status, String outcome) {
        String id = rig.placed(CallRig.DESK);
        FakeLeg near = rig.legs.last();
        near.answers();
        rig.legs.last().fails(LegFailure.Kind.REJECTED, status);
        assertEquals(2, rig.legs.legs.size());
        assertEquals(outcome, rig.view(id).outcome().orElseThrow());
        assertFalse(rig.view(id).message().isEmpty());
        assertTrue(rig.media.legs.getFirst().told.contains("sentence"));
        assertFalse(near.told.contains("hang up"));
        rig.media.legs.getFirst().listener.promptEnded(rig.media.legs.getFirst());
        assertTrue(near.told.contains("hang up"));
        assertNothingLeft();
    }

    @Test
    void trunkDown_goesOnWithTheSameProtectionOrBetterAndShowsTheSame() {
        rig.placed(CallRig.DESK);
        rig.legs.last().answers();
        FakeLeg first = rig.legs.last();
        first.fails(LegFailure.Kind.NO_RESPONSE, 0);
        assertEquals(3, rig.legs.legs.size());
        FakeLeg second = rig.legs.last();
        assertTrue(new String(second.invitation.sdp(), java.nio.charset.StandardCharsets.US_ASCII).startsWith("v=0"));
        assertEquals(first.invitation.from(), second.invitation.from());
        assertEquals(first.invitation.privacy(), second.invitation.privacy());
        assertEquals(first.invitation.assertedIdentity(), second.invitation.assertedIdentity());
        second.fails(LegFailure.Kind.UNREACHABLE, 0);
        assertEquals(3, rig.legs.legs.size(), "the trunk without TLS must not be tried");
    }

    @Test
    void nearLegGone_whileTheFarPhoneRings_cancelsIt() {
        String id = rig.placed(CallRig.DESK);
        FakeLeg near = rig.legs.last();
        near.answers();
        FakeLeg far = rig.legs.last();
        far.rings();
        near.hangsUp();
        assertTrue(far.told.contains("hang up"));
        assertEquals("ENDED_BY_ADVOCATE", rig.view(id).outcome().orElseThrow());
        assertNothingLeft();
    }

    @Test
    void mobile_withoutTheCode_callsNobody() {
        String id = rig.placed(CallRig.OWN_MOBILE);
        FakeLeg near = rig.legs.last();
        assertEquals("+16175559999", near.invitation.from().user());
        assertTrue(near.invitation.privacy().isEmpty());
        near.answers();
        assertEquals(Switchboard.State.CONFIRMING, rig.view(id).state());
        for (int i = 0; i < 3; i++) {
            key("0000");
        }
        assertEquals("NOT_CONFIRMED", rig.view(id).outcome().orElseThrow());
        assertEquals(1, rig.legs.legs.size());
        assertTrue(near.told.contains("hang up"));
        assertNothingLeft();
    }

    @Test
    void mobile_withTheCode_callsTheSurvivor() {
        String id = rig.placed(CallRig.OWN_MOBILE);
        rig.legs.last().answers();
        key("0000");
        key("4711");
        assertEquals(2, rig.legs.legs.size());
        assertEquals(Party.ANONYMOUS, rig.legs.last().invitation.from());
        assertTrue(rig.calls.end(id));
        assertNothingLeft();
    }

    @Test
    void mobile_answeredByAMachine_givesUpAfterHalfAMinute() {
        String id = rig.placed(CallRig.OWN_MOBILE);
        rig.legs.last().answers();
        rig.loop.advance(30_000);
        assertEquals("NOT_CONFIRMED", rig.view(id).outcome().orElseThrow());
        assertEquals(1, rig.legs.legs.size());
        assertNothingLeft();
    }

    @Test
    void shown_isAskedForConfirmedAndAllowedByTheProgramme() {
        Switchboard.Placement asked = rig.place(CallRig.DESK, CallRig.SART, Identity.SHOWN, false);
        assertEquals(
                "SHOW_CENTRE_NUMBER",
                assertInstanceOf(Switchboard.Placement.Refused.class, asked).reason());
        rig.place(CallRig.DESK, CallRig.SART, Identity.SHOWN, true);
        rig.legs.last().answers();
        Invitation shown = rig.legs.last().invitation;
        assertTrue(shown.from().user().startsWith("+1617555100"));
        rig.place(CallRig.DESKS.get(1), CallRig.HELPLINE, Identity.SHOWN, true);
        rig.legs.last().answers();
        assertEquals(Party.ANONYMOUS, rig.legs.last().invitation.from());
    }

    @Test
    void lines_thatWantNationalNumbers_getThemWithoutTheCountryCode() {
        FarLine national = new FarLine(rig.trunk(), false, "1", null, List::of, () -> true);
        try (Digits number = rig.number(CallRig.CANARY);
                Digits written = national.written(number, rig.digits)) {
            assertEquals(10, written.length());
            assertFalse(written.international());
            assertTrue(written.startsWith("202"));
        }
        try (Digits abroad = rig.number("+442079460123");
                Digits written = national.written(abroad, rig.digits)) {
            assertTrue(written.is("442079460123"));
        }
        assertEquals(0, rig.digits.onLoan());
    }

    @Test
    void place_whenThePoolIsEmpty_isRefusedAndSaysSo() {
        rig.placed(CallRig.DESKS.get(0));
        rig.placed(CallRig.DESKS.get(1));
        Switchboard.Placement third = rig.place(CallRig.DESKS.get(2), CallRig.HELPLINE, Identity.HIDDEN, false);
        assertEquals(
                "NO_NUMBER_FREE",
                assertInstanceOf(Switchboard.Placement.Refused.class, third).reason());
        assertEquals(2, rig.digits.onLoan());
    }

    @Test
    void place_whenNoTrunkIsInService_isRefused() {
        rig.up.replaceAll((trunk, up) -> false);
        Switchboard.Placement placement = rig.place(CallRig.DESK, CallRig.HELPLINE, Identity.HIDDEN, false);
        assertEquals(
                "NO_FIT_TRUNK",
                assertInstanceOf(Switchboard.Placement.Refused.class, placement).reason());
        assertNothingLeft();
    }

    @Test
    void place_onAPhoneThatIsGone_givesEverythingBack() {
        rig.deskReachable = false;
        Switchboard.Placement placement = rig.place(CallRig.DESK, CallRig.HELPLINE, Identity.HIDDEN, false);
        assertEquals(
                "PHONE_UNREACHABLE",
                assertInstanceOf(Switchboard.Placement.Refused.class, placement).reason());
        assertNothingLeft();
    }

    @Test
    void dialled_fromADeskPhone_isConnectedWhenTheSurvivorAnswers() {
        FakeLeg near = rig.dial("2025550147");
        FakeLeg far = rig.legs.last();
        far.rings();
        assertEquals(List.of("ring"), near.told);
        far.answers();
        assertTrue(near.told.contains("answer"));
        near.hangsUp();
        assertTrue(far.told.contains("hang up"));
        assertNothingLeft();
    }

    @ParameterizedTest
    @CsvSource({"911,403", "*672025550147,403", "202555,484", "+442079460000,403"})
    void dialled_whatMayNotBe_isExplainedAndRefused(String text, int status) {
        FakeLeg near = rig.dial(text);
        assertTrue(near.told.getFirst().startsWith("progress"), () -> near.told.toString());
        assertEquals(1, near.forgotten, "the refusal may be repeated with the number in it");
        rig.media.legs.getLast().listener.promptEnded(rig.media.legs.getLast());
        assertEquals("refuse " + status, near.told.getLast());
        assertTrue(rig.legs.legs.isEmpty());
        assertNothingLeft();
    }

    @Test
    void dialled_andNotAnswered_isToldAndGetsTheRightStatus() {
        FakeLeg near = rig.dial("2025550147");
        rig.legs.last().fails(LegFailure.Kind.REJECTED, 486);
        rig.media.legs.getFirst().listener.promptEnded(rig.media.legs.getFirst());
        assertEquals("refuse 486", near.told.getLast());
        assertNothingLeft();
    }

    @Test
    void dialled_withNoPortLeft_isRefusedWith503() {
        rig.media.most = 1;
        FakeLeg near = rig.dial("2025550147");
        rig.media.legs.getFirst().listener.promptEnded(rig.media.legs.getFirst());
        assertEquals("refuse 503", near.told.getLast());
        assertNothingLeft();
    }

    @Test
    void answered_whenTheAnswerCameWithEarlyMedia_isConnected() {
        String id = rig.placed(CallRig.DESK);
        FakeLeg near = rig.legs.last();
        near.sounds();
        near.answersWithoutDescription();
        assertEquals(Switchboard.State.CALLING, rig.view(id).state());
        FakeLeg far = rig.legs.last();
        far.sounds();
        far.answersWithoutDescription();
        assertEquals(Switchboard.State.TALKING, rig.view(id).state());
        far.hangsUp();
        assertNothingLeft();
    }

    @Test
    void answered_withoutAnyDescription_isNotConnected() {
        String id = rig.placed(CallRig.DESK);
        rig.legs.last().answers();
        rig.legs.last().answersWithoutDescription();
        assertEquals("UNREACHABLE", rig.view(id).outcome().orElseThrow());
        rig.calls.end(id);
        assertNothingLeft();
    }

    @Test
    void hungUp_bySurvivorsSideBeforeItsAnswer_isNoTalk() {
        FakeLeg near = rig.dial("2025550147");
        rig.legs.last().rings();
        rig.legs.last().hangsUp();
        rig.media.legs.getFirst().listener.promptEnded(rig.media.legs.getFirst());
        assertEquals("refuse 480", near.told.getLast());
        assertEquals("UNREACHABLE", rig.calls.totals().ended().getFirst().outcome());
        assertNothingLeft();
    }

    @Test
    void reoffer_beforeTheAnswer_doesNotBeginToWatchForSilence() {
        rig.placed(CallRig.DESK);
        FakeLeg near = rig.legs.last();
        near.answers();
        FakeLeg far = rig.legs.last();
        far.sounds();
        FakeMedia.FakeMediaLeg nearSound = rig.media.legs.getFirst();
        FakeMedia.FakeMediaLeg farSound = rig.media.legs.getLast();
        far.listener.reoffered(far, FakeMedia.description());
        assertFalse(farSound.told.contains("supervise true"));
        nearSound.held = true;
        near.listener.reoffered(near, FakeMedia.description());
        far.answers();
        assertTrue(farSound.told.contains("supervise true"));
        assertFalse(nearSound.told.contains("supervise true"), "the advocate holds the call");
        nearSound.held = false;
        near.listener.reoffered(near, FakeMedia.description());
        assertTrue(nearSound.told.contains("supervise true"));
        far.hangsUp();
        assertNothingLeft();
    }

    @Test
    void place_whenTheSwitchIsClosed_isRefusedAndTheNumberIsOverwritten() {
        rig.loop.close();
        Switchboard.Placement placement = rig.place(CallRig.DESK, CallRig.HELPLINE, Identity.HIDDEN, false);
        assertEquals(
                "BUSY",
                assertInstanceOf(Switchboard.Placement.Refused.class, placement).reason());
        assertEquals(0, rig.digits.onLoan());
        assertTrue(rig.calls.find("any").isEmpty());
        assertFalse(rig.calls.ready());
    }

    @Test
    void counters_afterCalls_holdNothingButKinds() {
        rig.placed(CallRig.DESK);
        rig.legs.last().answers();
        rig.legs.last().answers();
        rig.loop.advance(61_000);
        rig.legs.last().hangsUp();
        List<Switchboard.Count> counts = rig.calls.totals().ended();
        assertEquals(List.of(new Switchboard.Count(CallRig.HELPLINE, "DESK", "TALKED", "1-5", 1)), counts);
    }

    @Test
    void whateverHappens_inAnyOrder_leavesNothingBehind() {
        long seed = 471_147;
        Random random = new Random(seed);
        for (int run = 0; run < 3_000; run++) {
            CallRig any = new CallRig(1, random.nextBoolean());
            FakeLeg near = null;
            if (random.nextInt(3) > 0) {
                any.placed(random.nextBoolean() ? CallRig.DESK : CallRig.OWN_MOBILE);
            } else {
                near = any.dial("12025550147");
            }
            for (int step = 0; step < 12; step++) {
                move(any, near, random);
            }
            any.calls.endAll();
            any.loop.advance(60_000);
            String at = "seed " + seed + " run " + run;
            assertEquals(0, any.digits.onLoan(), at);
            assertEquals(1, any.numbers.available(), at);
            assertEquals(0, any.media.openLegs(), at);
            assertEquals(0, any.calls.inProgress(), at);
            for (FakeLeg leg : any.legs.legs) {
                assertEquals(org.stillcall.sip.Leg.State.ENDED, leg.state, at);
            }
        }
    }

    private static void move(CallRig rig, FakeLeg dialled, Random random) {
        FakeLeg leg = rig.legs.legs.isEmpty() ? null : rig.legs.legs.get(random.nextInt(rig.legs.legs.size()));
        int choice = random.nextInt(11);
        if (choice == 0 && dialled != null) {
            dialled.hangsUp();
        }
        if (leg == null) {
            return;
        }
        FakeMedia.FakeMediaLeg sound = rig.media.legs.get(random.nextInt(rig.media.legs.size()));
        switch (choice) {
            case 1 -> leg.rings();
            case 2 -> leg.sounds();
            case 3, 4 -> leg.answers();
            case 5 -> leg.fails(LegFailure.Kind.REJECTED, random.nextBoolean() ? 486 : 503);
            case 6 -> leg.fails(LegFailure.Kind.NO_RESPONSE, 0);
            case 7 -> leg.hangsUp();
            case 8 -> "4711".chars().forEach(c -> sound.listener.digit(sound, (char) c));
            case 9 -> sound.listener.silent(sound);
            case 10 -> sound.listener.promptEnded(sound);
            default -> rig.loop.advance(random.nextInt(2_000));
        }
    }

    private void key(String code) {
        FakeMedia.FakeMediaLeg near = rig.media.legs.getFirst();
        code.chars().forEach(c -> near.listener.digit(near, (char) c));
    }

    private void assertNothingLeft() {
        rig.loop.advance(Call.ERASE_AFTER_MILLIS);
        assertEquals(0, rig.digits.onLoan(), "numbers in memory");
        assertEquals(0, rig.media.openLegs(), "media legs");
        assertEquals(2, rig.numbers.available(), "leases");
        assertEquals(0, rig.calls.inProgress(), "calls");
    }
}
