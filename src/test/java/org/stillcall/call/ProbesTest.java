package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.call.Switchboard.Placement;
import org.stillcall.call.Switchboard.State;
import org.stillcall.plan.Identity;
import org.stillcall.sip.LegFailure;
import org.stillcall.trunk.Expected;
import org.stillcall.trunk.Finding;
import org.stillcall.trunk.PilotNumber;
import org.stillcall.trunk.ProbeStanding;
import org.stillcall.trunk.Ways;
import org.stillcall.trunk.Ways.Way;

/** G2, G15: test calls open, keep open and close the ways by which calls go, on a fake clock. */
class ProbesTest {
    private static final String NUMBER = "+12025550160";
    private static final Label FIRST = new Label("first");
    private static final Label WEAKER = new Label("weaker");
    private static final Duration INTERVAL = Duration.ofHours(6);
    private static final Duration OVERDUE = Duration.ofHours(24);
    private static final String HIDDEN = "From: \"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=1\nPrivacy: id\n";
    private static final List<Identity> MODES = List.of(Identity.values());

    private final Book book = new Book();
    private boolean readable = true;
    private final CallRig rig = new CallRig(4, this::probing);

    /** What is kept. */
    private static final class Book implements ProbeBook {
        final List<Entry> entries = new ArrayList<>();
        List<Entry> before = List.of();

        @Override
        public List<Entry> kept() {
            return before;
        }

        @Override
        public void keep(Entry entry) {
            entries.add(entry);
        }
    }

    private Probing probing(CallRig of) {
        Probing.Times times = new Probing.Times(INTERVAL, Duration.ofHours(1), OVERDUE, Duration.ZERO);
        Probing.Route route = new Probing.Route(
                FIRST, new Probing.Back.ByTrunk(WEAKER), () -> readable ? of.number(NUMBER) : null, times);
        Expected.Ours ours = new Expected.Ours(Set.of(new PilotNumber("16175559999")), Set.of(), Set.of(), Set.of());
        return new Probing(List.of(route), List.of(), ours, book, new Ways());
    }

    private Routes.View view(Identity mode) {
        return rig.calls.routes().views().stream()
                .filter(view -> view.trunk().equals(FIRST) && view.mode() == mode)
                .findFirst()
                .orElseThrow();
    }

    private ProbeStanding standing(Identity mode) {
        return view(mode).standing();
    }

    private boolean isOpen(Identity mode) {
        return view(mode).open();
    }

    private FakeLeg out() {
        return rig.legs.last();
    }

    /** How an honest carrier hands on what a test call says of itself. */
    private String honest() {
        String user = out().invitation.from().user();
        return user.equals("anonymous") ? HIDDEN : "From: <sip:" + user + "@carrier.example>;tag=1\n";
    }

    private FakeLeg arrives(String lines) {
        FakeLeg ours = out();
        FakeLeg arrived = rig.comes(WEAKER, NUMBER, lines);
        ours.fails(LegFailure.Kind.REJECTED, 486); // hears of it, unless it was hung up
        rig.loop.run();
        return arrived;
    }

    /** The first round, each of it right. */
    private void passAll() {
        rig.loop.run();
        for (Identity mode : MODES) {
            arrives(honest());
            assertEquals(ProbeStanding.PASSED, standing(mode));
        }
    }

    private String refusedAs(Identity asked, Label programme) {
        return rig.place(CallRig.DESK, programme, asked, true) instanceof Placement.Refused refused
                ? refused.reason()
                : "";
    }

    @Test
    void start_closesEveryWayUntilATestCallWasRight() {
        assertEquals("first", rig.calls.trunks().getFirst().name().text());
        rig.up.put(WEAKER, false);
        rig.up.put(new Label("better"), false);
        for (Identity mode : MODES) {
            assertEquals(ProbeStanding.UNTESTED, standing(mode));
        }
        assertEquals("LINE_NOT_TESTED", refusedAs(Identity.HIDDEN, CallRig.HELPLINE));
        passAll();
        assertEquals("", refusedAs(Identity.HIDDEN, CallRig.HELPLINE));
        assertEquals(3, book.entries.size());
        assertTrue(book.entries.stream().allMatch(ProbeBook.Entry::passed));
        assertEquals(LocalDate.of(2026, 11, 20), book.entries.getFirst().day());
    }

    /** A trunk that nobody tests stays as it was, and takes the calls that the tested one may not take. */
    @Test
    void trunkWithoutTestCalls_isUsedAsItWasSetUp() {
        Routes.View weaker = rig.calls.routes().views().stream()
                .filter(view -> view.trunk().equals(WEAKER))
                .findFirst()
                .orElseThrow();
        assertNull(weaker.standing());
        assertTrue(weaker.open());
        talk();
    }

    private String talk() {
        String id = rig.placed(CallRig.DESK);
        rig.legs.last().answers();
        rig.legs.last().answers();
        assertEquals(State.TALKING, rig.view(id).state());
        return id;
    }

    /** Nothing on the wire tells it from a survivor's call. */
    @Test
    void testCall_isComposedAsACallIs() {
        passAll();
        FakeLeg probe = rig.legs.legs.getFirst();
        String id = talk();
        FakeLeg call = rig.legs.last();
        assertEquals(probe.invitation.from(), call.invitation.from());
        assertEquals(probe.invitation.privacy(), call.invitation.privacy());
        assertEquals(probe.invitation.target().host(), call.invitation.target().host());
        assertEquals(
                probe.invitation.target().parameters(), call.invitation.target().parameters());
        assertEquals(probe.invitation.sessionTimer(), call.invitation.sessionTimer());
        assertEquals(
                probe.invitation.contactUser().length(),
                call.invitation.contactUser().length());
        assertTrue(call.invitation.assertedIdentity().startsWith("sip:+16175551"));
        assertTrue(probe.invitation.assertedIdentity().startsWith("sip:+16175551"));
        rig.calls.end(id);
    }

    @Test
    void leak_closesTheWayAtOnce_andTellsWhoeverTalksByIt() {
        passAll();
        String id = talk();
        List<String> told = new ArrayList<>();
        rig.calls.watch(id, call -> told.add(call.message()));
        long before = rig.loop.nowMillis();
        assertTrue(rig.calls.routes().testNow(FIRST));
        arrives("From: <sip:+12025550199@carrier.example>;tag=1\n");
        assertEquals(before, rig.loop.nowMillis());
        assertEquals(ProbeStanding.LEAKED, standing(Identity.HIDDEN));
        assertTrue(told.getLast().contains("showed more than it should"), told::toString);
        assertEquals(State.TALKING, rig.view(id).state(), "the call goes on");
        assertEquals(
                List.of(Finding.WRONG_NUMBER.sentence()), view(Identity.HIDDEN).last());
        assertFalse(book.entries.getLast().passed());
        rig.up.put(WEAKER, false);
        rig.up.put(new Label("better"), false);
        rig.calls.end(id);
        assertEquals("LINE_NOT_TESTED", refusedAs(Identity.HIDDEN, CallRig.HELPLINE));
    }

    /** Only the mode that leaks is closed. */
    @Test
    void leak_inOneWay_leavesTheOthersOpen() {
        passAll();
        rig.calls.routes().testNow(FIRST);
        arrives("From: <sip:+12025550199@carrier.example>;tag=1\n");
        arrives(honest());
        arrives(honest());
        assertFalse(isOpen(Identity.HIDDEN));
        assertTrue(isOpen(Identity.NUMBER));
        assertTrue(isOpen(Identity.SHOWN));
    }

    @Test
    void afterALeak_twoRightOnesOpenTheWayAgain() {
        passAll();
        rig.calls.routes().testNow(FIRST);
        arrives("From: <sip:+12025550199@carrier.example>;tag=1\n");
        arrives(honest());
        arrives(honest());
        rig.calls.routes().testNow(FIRST);
        arrives(honest());
        assertEquals(ProbeStanding.RECOVERING, standing(Identity.HIDDEN));
        assertFalse(isOpen(Identity.HIDDEN));
        arrives(honest());
        arrives(honest());
        rig.loop.advance(16_000);
        arrives(honest());
        assertEquals(ProbeStanding.PASSED, standing(Identity.HIDDEN));
    }

    @Test
    void overdue_byTheClock_closesTheWayWithinASecond() {
        passAll();
        String id = talk();
        rig.up.put(FIRST, false); // no test call can be made
        rig.loop.advance(OVERDUE.toMillis() - 1_000);
        assertTrue(isOpen(Identity.HIDDEN));
        rig.loop.advance(2_000);
        assertEquals(ProbeStanding.OVERDUE, standing(Identity.HIDDEN));
        assertTrue(rig.view(id).message().contains("not tested for too long"));
        rig.up.put(FIRST, true);
        rig.calls.routes().testNow(FIRST);
        arrives(honest());
        assertEquals(ProbeStanding.PASSED, standing(Identity.HIDDEN));
    }

    @Test
    void schedule_callsAgainWithinTheInterval_andNotMuchSooner() {
        passAll();
        int made = rig.legs.legs.size();
        rig.loop.advance(INTERVAL.toMillis() - Duration.ofHours(1).toMillis() - 1_000);
        assertEquals(made, rig.legs.legs.size());
        long latest = rig.loop.nowMillis() + Duration.ofHours(1).toMillis() + 2_000;
        while (rig.legs.legs.size() == made) {
            rig.loop.advance(500);
            assertTrue(rig.loop.nowMillis() <= latest);
        }
        assertEquals(made + 1, rig.legs.legs.size(), "one at a time");
    }

    @Test
    void lostTestCall_closesNothing_andIsMadeAgainSoon() {
        passAll();
        rig.calls.routes().testNow(FIRST);
        int made = rig.legs.legs.size();
        rig.loop.advance(ProbeCall.ARRIVES_MILLIS + 1);
        assertEquals(ProbeStanding.DOUBTED, standing(Identity.HIDDEN));
        assertTrue(isOpen(Identity.HIDDEN));
        assertEquals(
                List.of(ProbeEnd.Nothing.NOT_ARRIVED.sentence()),
                view(Identity.HIDDEN).last());
        assertTrue(rig.legs.legs.size() > made);
    }

    @Test
    void firstTestCallLost_opensNothing() {
        rig.loop.run();
        out().fails(LegFailure.Kind.REJECTED, 404);
        rig.loop.run();
        assertEquals(ProbeStanding.UNTESTED, standing(Identity.HIDDEN));
        assertEquals(
                List.of(ProbeEnd.Nothing.REFUSED.sentence()),
                view(Identity.HIDDEN).last());
        out().answers();
        rig.loop.run();
        assertEquals(
                List.of(ProbeEnd.Nothing.ANSWERED_ELSEWHERE.sentence()),
                view(Identity.NUMBER).last());
        readable = false;
        out().fails(LegFailure.Kind.REJECTED, 404);
        rig.loop.advance(20_000);
        assertEquals(
                List.of(ProbeEnd.Nothing.NO_NUMBER.sentence()),
                view(Identity.HIDDEN).last());
        assertEquals(0, rig.digits.onLoan());
    }

    /** G8: another number may do. */
    @Test
    void wrongName_quarantinesTheNumber_andTestsAnotherOneSoon() {
        passAll();
        int free = rig.numbers.available();
        rig.calls.routes().testNow(FIRST);
        arrives(honest());
        String user = out().invitation.from().user();
        arrives("From: \"CANCUN TRAVEL\" <sip:" + user + "@carrier.example>;tag=1\n");
        arrives(honest());
        assertEquals(free - 1, rig.numbers.available());
        assertEquals(1, rig.numbers.withdrawnNumbers());
        assertEquals(ProbeStanding.DOUBTED, standing(Identity.NUMBER));
        assertEquals(
                List.of(Finding.WRONG_NAME.sentence()), view(Identity.NUMBER).last());
        rig.loop.advance(16_000);
        assertFalse(out().invitation.from().user().equals(user));
        arrives(honest());
        assertEquals(ProbeStanding.PASSED, standing(Identity.NUMBER));
    }

    /** Whoever calls that number at another time, or by another line, is a stranger. */
    @Test
    void callToThatNumber_thatIsNoTestCall_leadsNowhere() {
        rig.loop.run();
        assertEquals(List.of("refuse 404 cause 1"), rig.comes(FIRST, NUMBER, HIDDEN).told);
        assertEquals(ProbeStanding.UNTESTED, standing(Identity.HIDDEN));
        for (int i = 0; i < 3; i++) {
            assertEquals(List.of("refuse 486"), arrives(honest()).told);
        }
        assertEquals(List.of("refuse 404 cause 1"), arrives(HIDDEN).told);
        assertEquals(ProbeStanding.PASSED, standing(Identity.HIDDEN));
    }

    /** A stranger who withholds their number at the right moment: two calls come, and none of them counts. */
    @Test
    void strangersCall_opensNothing_andHidesNoLeak() {
        rig.loop.run();
        FakeLeg ours = out();
        rig.comes(WEAKER, NUMBER, HIDDEN);
        assertEquals(ProbeStanding.UNTESTED, standing(Identity.HIDDEN), "ours has not heard of its refusal");
        rig.comes(WEAKER, NUMBER, HIDDEN);
        assertEquals(ProbeStanding.UNTESTED, standing(Identity.HIDDEN));
        assertEquals(
                List.of(ProbeEnd.Nothing.DOUBTFUL.sentence()),
                view(Identity.HIDDEN).last());
        assertEquals(List.of("hang up"), ours.told);
    }

    /** Ours is lost, and the stranger's call alone comes: it is refused, and ours hears nothing of that. */
    @Test
    void strangersCall_alone_opensNothing() {
        rig.loop.run();
        rig.comes(WEAKER, NUMBER, HIDDEN);
        rig.loop.advance(ProbeCall.REFUSAL_MILLIS + 1);
        assertEquals(ProbeStanding.UNTESTED, standing(Identity.HIDDEN));
    }

    /** Which denial is possible: a call that shows a number closes the way, until two are right. It costs no number. */
    @Test
    void strangersCall_thatShowsANumber_closesTheWayUntilTwoAreRight_andWithdrawsNothing() {
        passAll();
        rig.calls.routes().testNow(FIRST);
        rig.comes(WEAKER, NUMBER, "From: \"Scam Likely\" <sip:+12025550133@carrier.example>;tag=1\n");
        assertEquals(ProbeStanding.LEAKED, standing(Identity.HIDDEN));
        assertEquals(0, rig.numbers.withdrawnNumbers());
        assertTrue(isOpen(Identity.NUMBER), "the others stay");
        rig.up.put(FIRST, false);
        rig.loop.advance(ProbeCall.ARRIVES_MILLIS + 1);
        rig.up.put(FIRST, true);
        for (int right = 0; right < 2; right++) {
            rig.calls.routes().testNow(FIRST);
            arrives(honest());
            for (int i = 0; i < 2; i++) {
                arrives(honest());
            }
        }
        assertEquals(ProbeStanding.PASSED, standing(Identity.HIDDEN));
    }

    /** What was kept of an earlier start opens nothing, and a leak is not forgotten by a restart. */
    @Test
    void restart_countsAsAChange() {
        book.before = List.of(
                new ProbeBook.Entry(new Way(FIRST, Identity.HIDDEN), true, LocalDate.of(2026, 11, 20)),
                new ProbeBook.Entry(new Way(FIRST, Identity.NUMBER), false, LocalDate.of(2026, 11, 19)));
        CallRig again = new CallRig(4, this::probing);
        List<Routes.View> views = again.calls.routes().views();
        assertEquals(ProbeStanding.UNTESTED, views.get(0).standing());
        assertTrue(views.get(0).passed());
        assertEquals(Optional.of(LocalDate.of(2026, 11, 20)), views.get(0).lastDay());
        assertEquals(ProbeStanding.LEAKED, views.get(1).standing());
        assertFalse(views.get(0).open() || views.get(1).open() || views.get(2).open());
    }

    /** 1,000 in a row: no false alarm, no number used up, no memory kept. */
    @Test
    void thousandHonestTestCalls_raiseNoAlarm() {
        passAll();
        int made = 3;
        while (made < 1_000) {
            rig.calls.routes().testNow(FIRST);
            for (Identity mode : MODES) {
                arrives(honest());
                assertEquals(ProbeStanding.PASSED, standing(mode), "after " + made);
                made++;
            }
            rig.loop.advance(1_000);
        }
        assertEquals(made, figure("stillcall_probes_right"));
        assertEquals(0, figure("stillcall_probes_wrong") + figure("stillcall_probes_unclear"));
        assertEquals(4, rig.numbers.available());
        rig.loop.advance(Call.ERASE_AFTER_MILLIS);
        assertEquals(0, rig.digits.onLoan());
        assertEquals(0, rig.media.openLegs());
        assertTrue(book.entries.stream().allMatch(ProbeBook.Entry::passed));
    }

    @Test
    void end_givesUpTheOneThatIsUnderWay() {
        rig.loop.run();
        assertTrue(view(Identity.HIDDEN).running());
        rig.calls.endAll();
        rig.loop.advance(Call.ERASE_AFTER_MILLIS);
        assertEquals(List.of("hang up"), out().told);
        assertEquals(0, rig.digits.onLoan());
        assertEquals(0, rig.media.openLegs());
    }

    @Test
    void carrierThatMoves_isTestedAtOnce() {
        passAll();
        rig.loop.advance(1_000);
        int made = rig.legs.legs.size();
        rig.moved = true;
        rig.loop.advance(1_000);
        assertEquals(ProbeStanding.DOUBTED, standing(Identity.HIDDEN));
        assertEquals(made + 1, rig.legs.legs.size());
    }

    /** The first is none that is new; without a connection there is none to see. */
    @Test
    void carrierWithAnotherCertificate_isTestedAtOnce() {
        rig.certificate = "a";
        passAll();
        rig.loop.advance(1_000);
        int made = rig.legs.legs.size();
        rig.certificate = "";
        rig.loop.advance(1_000);
        rig.certificate = "a";
        rig.loop.advance(1_000);
        assertEquals(ProbeStanding.PASSED, standing(Identity.HIDDEN));
        assertEquals(made, rig.legs.legs.size());
        rig.certificate = "b";
        rig.loop.advance(1_000);
        assertEquals(ProbeStanding.DOUBTED, standing(Identity.HIDDEN));
        assertEquals(made + 1, rig.legs.legs.size());
    }

    @Test
    void figures_countWhatCame() {
        passAll();
        assertEquals(3, figure("stillcall_probes_right"));
        assertEquals(0, figure("stillcall_routes_closed"));
    }

    private int figure(String name) {
        return rig.calls.totals().gauges().stream()
                .filter(gauge -> gauge.name().equals(name))
                .mapToInt(gauge -> (int) gauge.value())
                .sum();
    }
}
