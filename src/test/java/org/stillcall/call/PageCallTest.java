package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Limits;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.call.FakeMedia.FakeMediaLeg;
import org.stillcall.call.Switchboard.Placement;
import org.stillcall.call.Switchboard.State;
import org.stillcall.plan.Identity;
import org.stillcall.plan.IdentityChoice;
import org.stillcall.sip.LegFailure;

/** B1, G9, G16, G19: calls whose near leg is the advocate's page, over hand-moved media and a hand-moved carrier. */
class PageCallTest {
    private static final String SURVIVOR = "<sip:" + CallRig.CANARY + "@trunk.example>";

    private final CallRig rig = new CallRig(2, true);
    private final AgreedTerms terms = new AgreedTerms();
    private final Page page = new Page(rig, terms.device);
    private String id = "";

    private Placement place() {
        return rig.calls.place(
                new Switchboard.Wish(PagePhones.NAME, CallRig.SART, Identity.HIDDEN, false, terms.build()),
                rig.number(CallRig.CANARY));
    }

    private String placed() {
        return assertInstanceOf(Placement.Placed.class, place()).call().id();
    }

    private static String reason(Placement placement) {
        return assertInstanceOf(Placement.Refused.class, placement).reason();
    }

    private FakeMediaLeg near() {
        return rig.media.legs.getFirst();
    }

    /** A call whose survivor has answered. */
    private String talking() {
        String id = placed();
        page.offers(id, false);
        near().connects();
        rig.legs.last().answers();
        assertEquals(State.TALKING, rig.view(id).state());
        return id;
    }

    /** The clock goes on while the page is heard. */
    private void heardFor(long millis) {
        FakeMediaLeg leg = rig.media.legs.getLast().listener == near().listener ? rig.media.legs.getLast() : near();
        for (long gone = 0; gone < millis; gone += 500) {
            leg.packets++;
            rig.loop.advance(500);
        }
    }

    @Test
    void place_onAPage_callsNobodyBeforeThePageIsHeard() {
        String id = placed();
        assertEquals(State.RINGING_ADVOCATE, rig.view(id).state());
        page.offers(id, false);
        near().listener.connected(near());
        rig.loop.advance(1_000);
        assertTrue(rig.legs.legs.isEmpty(), "connected and not heard yet");
        near().packets++;
        rig.loop.advance(20);
        assertEquals(1, rig.legs.legs.size());
        assertEquals(State.CALLING, rig.view(id).state());
        FakeLeg far = rig.legs.last();
        far.rings();
        assertTrue(near().told.contains("tone"));
        far.answers();
        assertEquals(
                List.of(
                        "idle",
                        "RINGING_ADVOCATE CONNECTING",
                        "answer",
                        "CALLING FLOWS",
                        "RINGING FLOWS",
                        "TALKING FLOWS"),
                page.told);
        far.hangsUp();
        assertEquals(List.of("ENDED FLOWS", "idle"), page.told.subList(6, page.told.size()));
        assertEquals("TALKED", page.last.view().outcome().orElseThrow());
        assertEquals(
                List.of(new Switchboard.Count(CallRig.SART, "BROWSER", "TALKED", "under-1", 1)),
                rig.calls.totals().ended());
        assertNothingLeft();
    }

    @Test
    void place_onAPageThatIsNeverHeard_callsNobody() {
        String id = placed();
        page.offers(id, false);
        rig.loop.advance(Limits.PAGE_CONNECT_MILLIS);
        assertEquals("PAGE_NOT_HEARD", rig.view(id).outcome().orElseThrow());
        assertTrue(rig.legs.legs.isEmpty());
        assertNothingLeft();
    }

    @Test
    void place_withoutAPageOrFromABusyOneOrByAProgram_isRefused() {
        terms.from("device-2");
        assertEquals("PHONE_UNREACHABLE", reason(place()));
        terms.from("device-1");
        placed();
        terms.plan = "plan-2";
        assertEquals("PHONE_BUSY", reason(place()));
        assertEquals("UNKNOWN_PHONE", reason(rig.place(PagePhones.NAME, CallRig.HELPLINE, Identity.HIDDEN, false)));
        page.line.close();
        rig.loop.run();
        rig.calls.endAll();
        assertNothingLeft();
    }

    /** Each page of the call gets its own, before anything else is said of it; all end with the call. */
    @Test
    void waysThroughARelay_areToldBeforeTheCall_andEndWithIt() {
        rig.ways.there = true;
        String id = placed();
        assertEquals(List.of("idle", "ways w1", "RINGING_ADVOCATE CONNECTING"), page.told);
        Page loadedAgain = new Page(rig, "device-1");
        assertEquals(List.of("ways w2", "RINGING_ADVOCATE CONNECTING"), loadedAgain.told);
        for (int i = 0; i < 20; i++) {
            new Page(rig, "device-1").line.close();
        }
        assertEquals(8, rig.ways.good.size());
        assertTrue(rig.calls.end(id));
        assertEquals(List.of(), rig.ways.good);
        assertNothingLeft();
    }

    @Test
    void place_whenNoBrowserLegIsFree_isRefusedAndThePageStaysFree() {
        rig.media.most = 0;
        assertEquals("PHONE_UNREACHABLE", reason(place()));
        rig.media.most = 9;
        placed();
        rig.calls.endAll();
        assertNothingLeft();
    }

    @Test
    void hold_letsTheSurvivorHearTheWaitingTone_andTakesTheCallBack() {
        String id = talking();
        FakeMediaLeg far = rig.media.legs.getLast();
        near().told.clear();
        far.told.clear();
        page.holds(id, true);
        page.holds(id, true);
        assertEquals(List.of("tone"), far.told);
        assertEquals(List.of("stop", "disconnect"), near().told);
        assertEquals("TALKING FLOWS held", page.told.getLast());
        heardFor(60_000);
        assertEquals(State.TALKING, rig.view(id).state());
        page.holds(id, false);
        assertEquals(List.of("tone", "stop"), far.told);
        assertEquals("connect BOTH", near().told.getLast());
        assertTrue(rig.calls.end(id));
        assertNothingLeft();
    }

    @Test
    void key_reachesTheFarSideAndOnlyWhileBothTalk() {
        String id = placed();
        page.offers(id, false);
        page.presses(id, '5');
        near().connects();
        rig.legs.last().answers();
        FakeMediaLeg far = rig.media.legs.getLast();
        assertFalse(far.told.contains("digit"));
        page.presses(id, '5');
        page.presses("another", '5');
        assertEquals(1, far.told.stream().filter("digit"::equals).count());
        rig.calls.endAll();
        assertNothingLeft();
    }

    @Test
    void page_thatIsMissed_isWaitedForAndComesBack() {
        String id = talking();
        FakeMediaLeg far = rig.media.legs.getLast();
        heardFor(3_000);
        far.told.clear();
        rig.loop.advance(Limits.PAGE_QUIET_MILLIS + 500);
        assertEquals("TALKING AWAY", page.told.getLast());
        assertEquals(List.of("tone"), far.told);
        rig.loop.advance(10_000);
        assertEquals(State.TALKING, rig.view(id).state());
        page.offers(id, true); // over another network
        assertEquals("answer", page.told.getLast());
        heardFor(1_000);
        assertEquals("TALKING FLOWS", page.told.getLast());
        assertEquals(List.of("tone", "stop"), far.told);
        heardFor(60_000);
        assertEquals(State.TALKING, rig.view(id).state());
        rig.calls.endAll();
        assertNothingLeft();
    }

    @Test
    void page_thatIsMissedTooLong_endsTheCall() {
        String id = talking();
        rig.loop.advance(Limits.PAGE_AWAY_MILLIS - 500);
        assertEquals(State.TALKING, rig.view(id).state());
        rig.loop.advance(1_000);
        assertEquals("DROPPED", rig.view(id).outcome().orElseThrow());
        assertTrue(rig.legs.last().told.contains("hang up"));
        assertNothingLeft();
    }

    @Test
    void page_missedWhileTheFarPhoneRings_endsTheCall() {
        String id = placed();
        page.offers(id, false);
        near().connects();
        rig.legs.last().rings();
        rig.loop.advance(Limits.PAGE_AWAY_MILLIS + 500);
        assertEquals("DROPPED", rig.view(id).outcome().orElseThrow());
        assertTrue(rig.legs.last().told.contains("hang up"));
        assertNothingLeft();
    }

    @Test
    void page_thatClosesItsSide_isMissedAtOnce() {
        talking();
        FakeMediaLeg far = rig.media.legs.getLast();
        far.told.clear();
        near().listener.gone(near());
        assertEquals("TALKING AWAY", page.told.getLast());
        assertEquals(List.of("tone"), far.told);
        rig.loop.advance(1_000);
        assertEquals("TALKING AWAY", page.told.getLast(), "its last packets do not bring it back");
        rig.calls.endAll();
        assertNothingLeft();
    }

    @Test
    void page_loadedAgain_takesTheCallUpWithAnotherConnection() {
        String id = talking();
        FakeMediaLeg old = near();
        page.line.close();
        Page again = new Page(rig, terms.device);
        assertEquals(List.of("TALKING FLOWS"), again.told);
        assertEquals("plan-1", again.last.plan());
        again.offers(id, false);
        FakeMediaLeg fresh = rig.media.legs.getLast();
        assertTrue(old.closed);
        assertEquals(List.of("TALKING FLOWS", "TALKING AWAY", "answer"), again.told);
        fresh.connects();
        rig.loop.advance(500);
        assertEquals("TALKING FLOWS", again.told.getLast());
        assertEquals("connect BOTH", fresh.told.getLast());
        page.holds(id, true); // the page that went away has nothing to say any more
        assertFalse(again.last.held());
        rig.calls.endAll();
        assertNothingLeft();
    }

    @Test
    void page_loadedAgainWhileTheFarPhoneRings_hearsItRing() {
        String id = placed();
        page.offers(id, false);
        near().connects();
        rig.legs.last().rings();
        page.offers(id, false);
        assertTrue(rig.media.legs.getLast().told.contains("tone"));
        rig.calls.endAll();
        assertNothingLeft();
    }

    @Test
    void offer_thatCannotBeTaken_isSaidAndTheNextMayBe() {
        String id = placed();
        near().unusable = true;
        page.offers(id, false);
        assertEquals("unusable", page.told.getLast());
        page.offers(id, false);
        assertEquals("answer", page.told.getLast());
        rig.media.most = 1;
        page.offers(id, false);
        assertEquals("unusable", page.told.getLast(), "no leg is free");
        rig.calls.endAll();
        assertNothingLeft();
    }

    @Test
    void endAllOf_theDevice_endsItsCallAtOnce() {
        String id = talking();
        assertEquals(1, rig.calls.endAllOf(terms.device).orElseThrow());
        assertEquals("idle", page.told.getLast());
        assertEquals("TALKED", rig.view(id).outcome().orElseThrow());
        assertNothingLeft();
    }

    @Test
    void hangUp_ofSomebodyWhoLeaves_endsTheCall() {
        String id = talking();
        rig.calls.pages().hangUp(terms.device);
        rig.loop.run();
        assertEquals("TALKED", rig.view(id).outcome().orElseThrow());
        assertNothingLeft();
    }

    @Test
    void rejection_isToldByVoiceAndThenThePageIsFree() {
        String id = placed();
        page.offers(id, false);
        near().connects();
        rig.legs.last().fails(LegFailure.Kind.REJECTED, 433);
        assertTrue(near().told.contains("sentence"));
        assertEquals(1, rig.legs.legs.size());
        near().listener.promptEnded(near());
        assertEquals("PRIVATE_CALLS_REFUSED", rig.view(id).outcome().orElseThrow());
        assertFalse(rig.calls.pages().view(terms.device).busy());
        assertNothingLeft();
    }

    @Test
    void page_thatLeavesWhileItIsToldHowItEnded_isFreeAtOnce() {
        String id = placed();
        page.offers(id, false);
        near().connects();
        rig.legs.last().fails(LegFailure.Kind.REJECTED, 486);
        assertTrue(rig.calls.pages().view(terms.device).busy());
        near().listener.gone(near());
        assertEquals("idle", page.told.getLast());
        assertNothingLeft();
    }

    @Test
    void view_saysWhetherThePageIsThereAndBusy() {
        assertTrue(rig.calls.pages().view(terms.device).reachable());
        assertFalse(rig.calls.pages().view("device-2").reachable());
        String id = placed();
        assertTrue(rig.calls.pages().view(terms.device).busy());
        rig.calls.end(id);
        assertFalse(rig.calls.pages().view(terms.device).busy());
        page.line.close();
        rig.loop.run();
        assertFalse(rig.calls.pages().view(terms.device).reachable());
        assertNothingLeft();
    }

    // after a drop

    /** A call by what was agreed, whose survivor has answered and was shown that number. */
    private String shownTo(AgreedTerms agreed) {
        Placement placed = rig.calls.place(
                new Switchboard.Wish(
                        PagePhones.NAME,
                        CallRig.SART,
                        Identity.SHOWN,
                        true,
                        agreed.shows(IdentityChoice.Shows.LEASED).build()),
                rig.number(CallRig.CANARY));
        id = assertInstanceOf(Placement.Placed.class, placed).call().id();
        page.offers(id, false);
        near().connects();
        String shown = rig.legs.last().invitation.from().user();
        rig.legs.last().answers();
        assertEquals(State.TALKING, state());
        return shown;
    }

    private State state() {
        return rig.view(id).state();
    }

    private FakeMediaLeg newest() {
        return rig.media.legs.getLast();
    }

    private void pageIsLost() {
        rig.loop.advance(Limits.PAGE_AWAY_MILLIS + 500);
        assertEquals(State.AFTER_DROP, state());
        assertEquals("idle", page.told.getLast());
    }

    /** The page answers, and is heard. */
    private void taken(Page by) {
        by.takes(id);
        by.offers(id, false);
        newest().connects();
    }

    @Test
    void lostLine_isCalledOnceMoreWhileThePageWaits() {
        shownTo(terms.redial(2));
        page.holds(id, true);
        rig.legs.last().drops();
        assertEquals("AFTER_DROP FLOWS", page.told.getLast(), "a hold ends with its line");
        assertEquals("sentence", near().told.getLast());
        waitHeard(120_000);
        assertEquals("CALLING FLOWS", page.told.getLast(), "no press: the page was there all along");
        assertEquals(2, rig.legs.legs.size());
        rig.legs.last().answers();
        assertEquals("TALKING FLOWS", page.told.getLast());
        assertEquals("connect BOTH", near().told.getLast());
        rig.calls.end(id);
        assertNothingLeft();
    }

    private void waitHeard(long millis) {
        for (long gone = 0; gone < millis; gone += 500) {
            near().packets++;
            rig.now = rig.now.plusMillis(500);
            rig.loop.advance(500);
        }
    }

    @Test
    void lostPage_ringsBeforeTheRedial_andIsHeardOnlyAfterAPress() {
        shownTo(terms.redial(2));
        pageIsLost();
        rig.now = rig.now.plusSeconds(120);
        rig.loop.advance(120_000);
        assertEquals("RINGING_ADVOCATE RINGS", page.told.getLast());
        int told = page.told.size();
        page.offers(id, false);
        page.offers(id, true);
        newest().connects();
        assertEquals(told, page.told.size(), "what it offers of itself is not answered");
        assertEquals(1, rig.legs.legs.size());
        newest().packets = 0;
        taken(page);
        assertEquals("CALLING FLOWS", page.told.getLast());
        assertEquals(2, rig.legs.legs.size());
        rig.legs.last().answers();
        assertEquals(State.TALKING, state());
        rig.calls.end(id);
        assertNothingLeft();
    }

    @Test
    void lostPage_thatComesBackWhileItRings_ringsThere() {
        shownTo(terms.redial(2));
        page.line.close();
        rig.loop.run();
        rig.loop.advance(Limits.PAGE_AWAY_MILLIS + 500);
        Page again = new Page(rig, terms.device);
        assertEquals(List.of("idle"), again.told);
        again.line.close();
        rig.loop.run();
        rig.now = rig.now.plusSeconds(120);
        rig.loop.advance(120_000);
        Page last = new Page(rig, terms.device);
        assertEquals(List.of("RINGING_ADVOCATE RINGS"), last.told);
        taken(last);
        assertEquals(State.CALLING, state());
        rig.calls.endAll();
        assertNothingLeft();
    }

    @Test
    void lostPage_thatNobodyAnswers_callsNobodyOnceMore() {
        shownTo(terms.redial(2));
        pageIsLost();
        rig.now = rig.now.plusSeconds(120);
        rig.loop.advance(120_000);
        assertEquals("RINGING_ADVOCATE RINGS", page.told.getLast());
        rig.loop.advance(45_000);
        assertEquals("ADVOCATE_NO_ANSWER", rig.view(id).outcome().orElseThrow());
        assertEquals(1, rig.legs.legs.size());
        assertEquals("idle", page.told.getLast());
        assertNothingLeft();
    }

    @Test
    void lostPage_thatIsTakenAndNeverHeard_callsNobodyOnceMore() {
        shownTo(terms.redial(2));
        pageIsLost();
        rig.now = rig.now.plusSeconds(120);
        rig.loop.advance(120_000);
        page.takes(id);
        page.takes(id);
        rig.loop.advance(Limits.PAGE_CONNECT_MILLIS);
        assertEquals("PAGE_NOT_HEARD", rig.view(id).outcome().orElseThrow());
        assertNothingLeft();
    }

    @Test
    void survivor_whoCallsBack_reachesThePageThatWaits() {
        String shown = shownTo(terms.waitFor(5));
        rig.legs.last().drops();
        assertEquals("AFTER_DROP FLOWS", page.told.getLast());
        waitHeard(60_000);
        FakeLeg back = rig.comes(shown, SURVIVOR);
        assertEquals("RINGING FLOWS", page.told.getLast());
        assertEquals("tone", near().told.getLast());
        waitHeard(Aftermath.ANNOUNCE_MILLIS);
        assertEquals("TALKING FLOWS", page.told.getLast());
        assertTrue(back.told.contains("answer"));
        rig.calls.end(id);
        assertNothingLeft();
    }

    @Test
    void survivor_whoCallsBackAfterThePageWasLost_waitsUntilSomebodyAnswersThere() {
        String shown = shownTo(terms.waitFor(5));
        pageIsLost();
        FakeLeg back = rig.comes(shown, SURVIVOR);
        assertEquals("RINGING_ADVOCATE RINGS", page.told.getLast());
        assertEquals(List.of("ring"), back.told);
        taken(page);
        assertEquals("TALKING FLOWS", page.told.getLast());
        assertTrue(back.told.contains("answer"));
        assertEquals(
                "connect BOTH",
                rig.media.legs.get(rig.media.legs.size() - 1).told.getLast());
        rig.calls.end(id);
        assertNothingLeft();
    }

    @Test
    void page_thatIsLostWhileItWaits_isRungWhenTheSurvivorCallsBack_andAgainIfNobodyWasThere() {
        String shown = shownTo(terms.waitFor(5));
        rig.legs.last().drops();
        pageIsLost();
        FakeLeg back = rig.comes(shown, SURVIVOR);
        assertEquals("RINGING_ADVOCATE RINGS", page.told.getLast());
        rig.loop.advance(45_000);
        assertEquals("idle", page.told.getLast());
        assertEquals(State.AFTER_DROP, state());
        assertFalse(back.told.contains("answer"));
        FakeLeg second = rig.comes(shown, SURVIVOR);
        taken(page);
        assertTrue(second.told.contains("answer"));
        assertEquals(State.TALKING, state());
        rig.calls.end(id);
        assertNothingLeft();
    }

    @Test
    void hangUp_ofSomebodyWhoLeavesWhileTheLineIsHeld_endsTheWait() {
        shownTo(terms.waitFor(5));
        pageIsLost();
        page.line.close();
        assertTrue(rig.calls.pages().view(terms.device).busy(), "it has a call that waits for it");
        rig.calls.pages().hangUp(terms.device);
        rig.loop.run();
        assertEquals("DROPPED", rig.view(id).outcome().orElseThrow());
        assertNothingLeft();
    }

    @Test
    void whateverHappens_inAnyOrder_leavesNothingBehind() {
        long seed = 41_041;
        Random random = new Random(seed);
        for (int run = 0; run < 3_000; run++) {
            CallRig any = new CallRig(1, random.nextBoolean());
            AgreedTerms agreed = agreed(random);
            Page first = new Page(any, agreed.device);
            String id = ((Placement.Placed) any.calls.place(
                            new Switchboard.Wish(PagePhones.NAME, CallRig.SART, Identity.SHOWN, true, agreed.build()),
                            any.number(CallRig.CANARY)))
                    .call()
                    .id();
            boolean heard = false;
            for (int step = 0; step < 24; step++) {
                heard |= move(any, first, id, random);
                assertTrue(heard || any.legs.legs.isEmpty(), "called before it was heard, seed " + seed);
            }
            any.calls.endAll();
            any.loop.advance(60_000);
            String at = "seed " + seed + " run " + run;
            assertEquals(0, any.digits.onLoan(), at);
            assertEquals(1, any.numbers.available(), at);
            assertEquals(0, any.media.openLegs(), at);
            assertEquals(0, any.calls.inProgress(), at);
            assertFalse(any.calls.pages().view(agreed.device).busy(), at);
            assertEquals(1, agreed.endings.size(), at);
        }
    }

    private static AgreedTerms agreed(Random random) {
        AgreedTerms agreed = new AgreedTerms().shows(IdentityChoice.Shows.LEASED);
        return switch (random.nextInt(3)) {
            case 0 -> agreed.redial(2);
            case 1 -> agreed.waitFor(5);
            default -> agreed;
        };
    }

    /** Something happens; true when it was the page being heard. */
    private static boolean move(CallRig rig, Page page, String id, Random random) {
        FakeMediaLeg sound = rig.media.legs.get(random.nextInt(rig.media.legs.size()));
        FakeLeg far = rig.legs.legs.isEmpty() ? null : rig.legs.last();
        switch (random.nextInt(18)) {
            case 14 -> page.takes(id);
            case 15 -> {
                if (far != null) {
                    far.drops();
                }
            }
            case 16 -> rig.loop.advance(random.nextInt(150_000));
            case 17 -> {
                if (far != null && far.invitation != null) {
                    rig.comes(far.invitation.from().user(), SURVIVOR);
                }
            }
            case 0, 1 -> page.offers(id, random.nextBoolean());
            case 2, 3 -> {
                sound.connects();
                return true;
            }
            case 4 -> sound.listener.gone(sound);
            case 5 -> page.holds(id, random.nextBoolean());
            case 6 -> page.presses(id, '#');
            case 7 -> sound.listener.promptEnded(sound);
            case 8 -> rig.loop.advance(random.nextInt(20_000));
            case 9 -> {
                if (far != null) {
                    far.answers();
                }
            }
            case 10 -> {
                if (far != null) {
                    far.rings();
                }
            }
            case 11 -> {
                if (far != null && far.state != org.stillcall.sip.Leg.State.CONFIRMED) {
                    far.fails(LegFailure.Kind.REJECTED, random.nextBoolean() ? 486 : 503);
                }
            }
            case 12 -> {
                if (far != null) {
                    far.hangsUp();
                }
            }
            default -> {
                sound.packets++;
                rig.loop.advance(500);
            }
        }
        return false;
    }

    private void assertNothingLeft() {
        rig.loop.advance(Call.ERASE_AFTER_MILLIS);
        assertEquals(0, rig.digits.onLoan(), "numbers in memory");
        assertEquals(0, rig.media.openLegs(), "media legs");
        assertEquals(2, rig.numbers.available(), "leases");
        assertEquals(0, rig.calls.inProgress(), "calls");
        assertFalse(rig.calls.pages().view(terms.device).busy(), "the page");
    }
}
