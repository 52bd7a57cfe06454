package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.call.FakeMedia.FakeMediaLeg;
import org.stillcall.call.Switchboard.Placement;
import org.stillcall.call.Switchboard.State;
import org.stillcall.call.ThirdParties.Answer;
import org.stillcall.call.ThirdParties.HandOver;
import org.stillcall.call.ThirdParties.Role;
import org.stillcall.call.ThirdParties.Stage;
import org.stillcall.call.ThirdParties.Third;
import org.stillcall.call.ThirdParties.Whom;
import org.stillcall.plan.DroppedRule;
import org.stillcall.plan.Identity;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;

/** P5, G1, G18, G19: an interpreter or a colleague on a call, and the call handed over, on hand-moved phones. */
class ThirdPartyTest {
    private static final Whom INTERPRETER = new Whom.Interpreter(CallRig.INTERPRETER);
    private static final Whom OUTSIDE = new Whom.Interpreter(CallRig.OUTSIDE);
    private static final Whom COLLEAGUE = new Whom.Page("device-2");

    private final CallRig rig = new CallRig(3, true);
    private final AgreedTerms terms = new AgreedTerms();
    private final Page page = new Page(rig, terms.device);
    private final Page other = new Page(rig, "device-2");
    private final ThirdParties thirds = rig.calls.thirdParties();

    private FakeMediaLeg media(int place) {
        return rig.media.legs.get(place);
    }

    private String placed() {
        Placement placement = rig.calls.place(
                new Switchboard.Wish(PagePhones.NAME, CallRig.SART, Identity.HIDDEN, false, terms.build()),
                rig.number(CallRig.CANARY));
        return assertInstanceOf(Placement.Placed.class, placement).call().id();
    }

    /** Advocate's page and survivor; their media legs are the first two. */
    private String talking() {
        String id = placed();
        page.offers(id, false);
        media(0).connects();
        rig.legs.last().answers();
        assertEquals(State.TALKING, rig.view(id).state());
        return id;
    }

    private FakeLeg far() {
        return rig.legs.legs.getFirst();
    }

    private Stage stage(String id) {
        return rig.view(id).third().map(Third::stage).orElseThrow();
    }

    private String withInterpreter() {
        String id = talking();
        assertEquals(Answer.DONE, thirds.ask(id, INTERPRETER));
        rig.legs.last().answers();
        return id;
    }

    /** A colleague's page on the line. */
    private String withColleague() {
        String id = talking();
        assertEquals(Answer.DONE, thirds.ask(id, COLLEAGUE));
        other.takes(other.asked.name());
        other.offers(other.asked.name(), false);
        rig.media.legs.getLast().connects();
        assertEquals(Stage.JOINED, stage(id));
        return id;
    }

    /** The clock goes on while every page is heard. */
    private void pass(long millis) {
        for (long gone = 0; gone < millis; gone += 500) {
            rig.media.legs.forEach(leg -> leg.packets++);
            rig.loop.advance(500);
        }
    }

    private void assertNothingLeft() {
        rig.loop.advance(1_000);
        assertEquals(0, rig.media.openLegs());
        assertEquals(0, rig.digits.onLoan());
        assertEquals(3, rig.numbers.available());
        assertEquals(0, rig.calls.inProgress());
        assertTrue(rig.legs.legs.stream().allMatch(leg -> leg.state == FakeLeg.State.ENDED));
        assertTrue(rig.calls.phones().stream().noneMatch(Switchboard.PhoneView::busy));
        assertTrue(thirds.interpreters().stream().allMatch(ThirdParties.InterpreterView::free));
        assertFalse(rig.calls.pages().view("device-2").busy());
    }

    @Test
    void interpreter_isRungMixedInAndAnnounced() {
        String id = talking();
        assertEquals(Optional.empty(), rig.view(id).third());
        assertEquals(Answer.DONE, thirds.ask(id, INTERPRETER));
        assertEquals(
                new Third(Role.INTERPRETER, Stage.RINGING, Optional.of(new Label("es"))),
                rig.view(id).third().orElseThrow());
        assertFalse(media(0).told.stream().anyMatch(told -> told.startsWith("mix")), "not before they answer");
        assertFalse(thirds.interpreters().stream()
                .filter(each -> each.name().equals(CallRig.INTERPRETER))
                .findFirst()
                .orElseThrow()
                .free());
        rig.legs.last().answers();
        assertEquals(Stage.JOINED, stage(id));
        assertTrue(media(0).told.contains("mix of 3"));
        for (int i = 0; i < 3; i++) {
            assertEquals("sentence", media(i).told.getLast(), "everybody hears the tone");
        }
        assertEquals("supervise true", media(2).told.getFirst());
        assertEquals(Answer.DONE, thirds.tell(id));
        rig.legs.last().hangsUp();
        assertEquals(Stage.LEFT, stage(id));
        assertEquals("connect BOTH", media(0).told.getLast(), "two are relayed again");
        assertEquals(State.TALKING, rig.view(id).state());
        far().hangsUp();
        assertEquals(State.ENDED, rig.view(id).state());
        assertNothingLeft();
    }

    /** P5, G19: what rings there says nothing of whom. */
    @Test
    void thirdLeg_showsNothingOfTheCall() {
        String id = talking();
        thirds.ask(id, INTERPRETER);
        FakeLeg third = rig.legs.last();
        assertEquals("Join a call", third.invitation.from().display());
        assertEquals(null, third.invitation.target().digits());
        assertNotEquals(far().invitation.from().host(), third.invitation.from().host());
        thirds.letGo(id);
        thirds.ask(id, COLLEAGUE);
        assertNotEquals(id, other.asked.name());
        assertEquals(CallRig.SART, other.asked.programme());
        assertEquals(List.of("idle", "asked RINGS"), other.told);
        assertEquals(Optional.empty(), rig.calls.find(other.asked.name()), "its name opens nothing");
        assertFalse(rig.calls.end(other.asked.name()));
    }

    /** G1: somebody outside is called by an identity of their own leg, which is withheld. */
    @Test
    void outsideNumber_isCalledWithALeaseOfItsOwnAndOverwritten() {
        String id = talking();
        assertEquals(2, rig.numbers.available());
        int held = rig.digits.onLoan();
        assertEquals(Answer.DONE, thirds.ask(id, OUTSIDE));
        FakeLeg third = rig.legs.last();
        assertEquals(1, rig.numbers.available());
        assertEquals("anonymous", third.invitation.from().user());
        assertTrue(third.invitation.privacy().contains("id"));
        third.answers();
        assertEquals(Stage.JOINED, stage(id));
        third.hangsUp();
        assertEquals(2, rig.numbers.available());
        assertEquals(held + 1, rig.digits.onLoan());
        rig.loop.advance(Call.ERASE_AFTER_MILLIS);
        assertEquals(1, third.forgotten);
        assertEquals(held, rig.digits.onLoan());
        assertEquals(0, far().forgotten, "the call goes on");
        far().hangsUp();
        assertNothingLeft();
    }

    @Test
    void thirdParty_whoDoesNotCome_harmsNothing() {
        String id = talking();
        thirds.ask(id, INTERPRETER);
        rig.legs.last().fails(LegFailure.Kind.REJECTED, 486);
        assertEquals(Stage.BUSY, stage(id));
        thirds.ask(id, INTERPRETER);
        rig.legs.last().fails(LegFailure.Kind.REJECTED, 603);
        assertEquals(Stage.REFUSED, stage(id));
        thirds.ask(id, INTERPRETER);
        rig.legs.last().fails(LegFailure.Kind.UNREACHABLE, 0);
        assertEquals(Stage.UNREACHABLE, stage(id));
        pass(1_000);
        thirds.ask(id, INTERPRETER);
        pass(Limits.THIRD_PARTY_RING_MILLIS);
        assertEquals(Stage.NO_ANSWER, stage(id));
        assertEquals(State.TALKING, rig.view(id).state());
        thirds.ask(id, COLLEAGUE);
        pass(Limits.THIRD_PARTY_RING_MILLIS);
        assertEquals(Stage.NO_ANSWER, stage(id));
        assertEquals("idle", other.told.getLast());
        thirds.ask(id, COLLEAGUE);
        other.declines(other.asked.name());
        assertEquals(Stage.REFUSED, stage(id));
        rig.calls.end(id);
        assertNothingLeft();
    }

    @Test
    void thirdParty_isOneAtATimeAndNotTooOften() {
        String id = talking();
        assertEquals(Answer.DONE, thirds.ask(id, INTERPRETER));
        assertEquals(Answer.ONE_ALREADY, thirds.ask(id, COLLEAGUE));
        assertEquals(Answer.DONE, thirds.letGo(id));
        assertEquals(Answer.NOT_NOW, thirds.letGo(id));
        assertEquals(Answer.UNREACHABLE, thirds.ask(id, new Whom.Page("device-9")));
        assertEquals(Answer.UNREACHABLE, thirds.ask(id, new Whom.Desk(new Label("none"))));
        assertEquals(
                Answer.UNREACHABLE, thirds.ask(id, new Whom.Desk(CallRig.OWN_MOBILE)), "a mobile is nobody's desk");
        assertEquals(Answer.NO_SUCH_CALL, thirds.ask("none", INTERPRETER));
        for (int i = 1; i < Limits.THIRD_PARTIES_ASKED; i++) {
            pass(1_000);
            assertEquals(Answer.DONE, thirds.ask(id, INTERPRETER));
            thirds.letGo(id);
        }
        pass(1_000);
        assertEquals(Answer.TOO_OFTEN, thirds.ask(id, INTERPRETER));
    }

    @Test
    void thirdParty_isAskedOnlyWhilePeopleTalk() {
        String id = placed();
        assertEquals(Answer.NOT_NOW, thirds.ask(id, INTERPRETER));
        page.offers(id, false);
        media(0).connects();
        assertEquals(Answer.NOT_NOW, thirds.ask(id, INTERPRETER));
        rig.legs.last().answers();
        page.holds(id, true);
        assertEquals(Answer.NOT_NOW, thirds.ask(id, INTERPRETER));
        page.holds(id, false);
        assertEquals(Answer.BUSY, thirds.ask(id, new Whom.Page(terms.device)), "the advocate's own page");
        assertEquals(Answer.DONE, thirds.ask(id, INTERPRETER));
        assertEquals(Answer.NOT_NOW, thirds.tell(id));
        assertEquals(new HandOver.Refused(Answer.NOT_NOW), thirds.handOver(id));
    }

    /** Nobody talks or listens there without the advocate. */
    @Test
    void hold_letsEverybodyWait() {
        String id = withInterpreter();
        page.holds(id, true);
        assertEquals("disconnect", media(0).told.getLast());
        assertTrue(media(1).told.contains("tone") && media(2).told.contains("tone"));
        assertEquals("disconnect", media(2).told.getLast());
        page.holds(id, false);
        assertEquals("mix of 3", media(0).told.getLast());
        assertEquals("stop", media(2).told.getLast());
    }

    /** A phone that joins while the advocate holds is announced when it is heard, not before. */
    @Test
    void thirdParty_whoAnswersDuringAHold_isAnnouncedWhenItEnds() {
        String id = talking();
        thirds.ask(id, INTERPRETER);
        page.holds(id, true);
        rig.legs.last().answers();
        assertFalse(media(0).told.stream().anyMatch(told -> told.startsWith("mix")));
        page.holds(id, false);
        int mixed = media(0).told.indexOf("mix of 3");
        assertEquals("sentence", media(0).told.get(mixed + 1));
        assertEquals("sentence", media(1).told.getLast());
    }

    @Test
    void drop_takesTheThirdPartyAway() {
        terms.dropped = new DroppedRule.Never();
        String id = withInterpreter();
        far().drops();
        assertEquals(FakeLeg.State.ENDED, rig.legs.last().state);
        assertEquals(Optional.empty(), rig.view(id).third());
        rig.calls.end(id);
        assertNothingLeft();
    }

    @Test
    void colleague_takesTheCallOver() {
        String id = withColleague();
        String name = other.asked.name();
        HandOver.Done done = assertInstanceOf(HandOver.Done.class, thirds.handOver(id));
        assertEquals(new HandOver.Done(name, "device-2"), done);
        assertEquals(State.ENDED, page.last.view().state());
        assertEquals(Optional.of("HANDED_OVER"), page.last.view().outcome());
        assertEquals("idle", page.told.getLast());
        assertEquals(name, other.last.view().id());
        assertEquals("plan-1", other.last.plan());
        assertEquals(State.TALKING, rig.view(name).state());
        assertEquals(Optional.of("HANDED_OVER"), rig.view(id).outcome());
        assertFalse(rig.calls.end(id), "whoever handed it over has no say in it");
        assertEquals("connect BOTH", media(2).told.getLast());
        assertTrue(media(0).closed);
        assertTrue(rig.calls.pages().view("device-2").busy());
        assertFalse(rig.calls.pages().view(terms.device).busy());
        assertEquals(0, rig.calls.endAllOf(terms.device).orElseThrow());
        assertTrue(terms.endings.isEmpty());
        pass(61_000);
        assertEquals(Optional.empty(), rig.calls.find(id));
        assertEquals(State.TALKING, rig.view(name).state());
        far().hangsUp();
        assertEquals(State.ENDED, rig.view(name).state());
        assertEquals(1, terms.endings.size());
        assertNothingLeft();
    }

    /** G16: from then on the colleague is whom a drop concerns. */
    @Test
    void drop_afterAHandOver_concernsTheColleague() {
        terms.dropped = new DroppedRule.RedialOnce(java.time.Duration.ofMinutes(1));
        String id = withColleague();
        String name = other.asked.name();
        assertInstanceOf(HandOver.Done.class, thirds.handOver(id));
        rig.loop.advance(Limits.PAGE_AWAY_MILLIS + 1_000); // nothing is heard of anybody
        assertEquals(State.AFTER_DROP, rig.view(name).state());
        rig.loop.advance(60_000);
        assertEquals(State.RINGING_ADVOCATE, rig.view(name).state());
        assertEquals("RINGING_ADVOCATE RINGS", other.told.getLast());
        assertEquals("idle", page.told.getLast(), "whoever handed it over is not rung");
        rig.calls.endAllOf("device-2");
        assertEquals(State.ENDED, rig.view(name).state());
        assertNothingLeft();
    }

    @Test
    void interpreter_takesNoCallOver() {
        String id = withInterpreter();
        assertEquals(new HandOver.Refused(Answer.NOT_NOW), thirds.handOver(id));
    }

    @Test
    void colleagueAtADeskPhone_takesTheCallOver() {
        String id = talking();
        assertEquals(Answer.DONE, thirds.ask(id, new Whom.Desk(CallRig.DESK)));
        FakeLeg third = rig.legs.last();
        third.answers();
        HandOver.Done done = assertInstanceOf(HandOver.Done.class, thirds.handOver(id));
        assertEquals(null, done.device());
        assertEquals(State.TALKING, rig.view(done.call()).state());
        third.hangsUp();
        assertEquals(State.ENDED, rig.view(done.call()).state());
        assertNothingLeft();
    }

    /** A device at which nobody is signed in any more leaves the calls that it was asked to, and ends none. */
    @Test
    void device_thatIsTakenOutOfUse_leavesTheCall() {
        String id = withColleague();
        rig.calls.pages().hangUp("device-2");
        rig.loop.run();
        assertEquals(Stage.LEFT, stage(id));
        assertEquals(State.TALKING, rig.view(id).state());
        pass(1_000);
        thirds.ask(id, COLLEAGUE);
        assertEquals(0, rig.calls.endAllOf("device-2").orElseThrow());
        assertEquals(Stage.LEFT, stage(id));
    }

    /** A page of a third party that is missed for a moment waits alone; missed for longer it has left. */
    @Test
    void pageOfAThirdParty_thatIsMissed_leavesTheTwoAlone() {
        String id = withColleague();
        FakeMediaLeg third = media(2);
        for (int i = 0; i < 5; i++) {
            media(0).packets++;
            rig.loop.advance(500);
        }
        assertEquals("connect BOTH", media(0).told.getLast());
        third.packets++;
        media(0).packets++;
        rig.loop.advance(500);
        assertEquals("mix of 3", media(0).told.getLast());
        for (int i = 0; i < 40; i++) {
            media(0).packets++;
            rig.loop.advance(500);
        }
        assertEquals(Stage.LEFT, stage(id));
        assertEquals("idle", other.told.getLast());
    }

    /** Everything ends with the server, at once. */
    @Test
    void endAll_overwritesTheThirdPartysNumberToo() {
        String id = talking();
        thirds.ask(id, OUTSIDE);
        rig.legs.last().answers();
        rig.calls.endAll();
        assertEquals(0, rig.digits.onLoan());
        assertEquals(Optional.of("TALKED"), rig.view(id).outcome());
        assertNothingLeft();
    }

    /** Words of a leg that is gone already. */
    @Test
    void thirdLeg_thatWasLetGo_isNotHeardAnyMore() {
        String id = talking();
        thirds.ask(id, INTERPRETER);
        FakeLeg late = rig.legs.last();
        LegListener listener = late.listener;
        thirds.letGo(id);
        late.state = FakeLeg.State.CONFIRMED;
        listener.answered(late, FakeMedia.description());
        late.state = FakeLeg.State.ENDED;
        assertEquals(Stage.LEFT, stage(id));
        rig.calls.end(id);
        assertNothingLeft();
    }
}
