package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stillcall.sip.TrunkLine.State;
import org.stillcall.sip.TrunkRegistration.Action;
import org.stillcall.sip.TrunkRegistration.Event;
import org.stillcall.sip.TrunkRegistration.Step;

class TrunkRegistrationTest {
    private static final TrunkRegistration FIRST = TrunkRegistration.first(600);

    @Test
    void granted_isRefreshedAtFourFifthsToNineTenths() {
        Step step = FIRST.on(new Event.Granted(100), 1);
        assertEquals(new Action.Refresh(80_000, 90_000), step.action());
        assertEquals(State.REGISTERED, step.next().state());
    }

    @Test
    void tooBrief_isAskedAgainForMore_butNotWithoutEnd() {
        Step step = FIRST.on(new Event.TooBrief(1800), 1);
        assertInstanceOf(Action.Send.class, step.action());
        assertEquals(1800, step.next().seconds());
        Step again = step.next().on(new Event.TooBrief(1800), 1);
        assertInstanceOf(Action.Retry.class, again.action());
        assertInstanceOf(
                Action.Retry.class, FIRST.on(new Event.TooBrief(1_000_000), 1).action());
    }

    @Test
    void unavailable_goesToTheNextPlace_thenWaits() {
        Step second = FIRST.on(new Event.Unavailable(7), 2);
        assertInstanceOf(Action.Send.class, second.action());
        assertEquals(1, second.next().place());
        Step wait = second.next().on(new Event.Unavailable(20), 2);
        assertEquals(new Action.Retry(20_000, 40_000), wait.action());
        assertEquals(State.FAILED, wait.next().state());
        assertEquals(0, wait.next().place());
    }

    @Test
    void silence_backsOff_upToTenMinutes() {
        TrunkRegistration now = FIRST;
        long before = 0;
        for (int i = 0; i < 30; i++) {
            Step step = now.on(new Event.Silent(), 1);
            Action.Retry retry = assertInstanceOf(Action.Retry.class, step.action());
            assertTrue(retry.toMillis() >= before);
            assertTrue(retry.fromMillis() >= retry.toMillis() / 2);
            before = retry.toMillis();
            now = step.next();
        }
        assertEquals(600_000, before);
        assertEquals(0, now.on(new Event.Granted(60), 1).next().failures());
    }

    @Test
    void refused_waitsAMinuteAtLeast() {
        assertEquals(
                new Action.Retry(60_000, 120_000),
                FIRST.on(new Event.Refused(), 3).action());
    }

    @Test
    void failedRefresh_keepsTheGrantUntilItLapses() {
        TrunkRegistration registered = FIRST.on(new Event.Granted(100), 1).next();
        TrunkRegistration failing = registered
                .on(new Event.Due(), 1)
                .next()
                .on(new Event.Silent(), 1)
                .next();
        assertEquals(State.REGISTERED, failing.state());
        assertEquals(State.FAILED, failing.on(new Event.Lapsed(), 1).next().state());
    }

    @Test
    void lostConnection_isNoRegistrationAnyMore() {
        TrunkRegistration registered = FIRST.on(new Event.Granted(100), 1).next();
        Step step = registered.on(new Event.Lost(), 1);
        assertEquals(State.REGISTERING, step.next().state());
        assertInstanceOf(Action.Retry.class, step.action());
    }

    @Test
    void anyEvents_leaveAnOrderlyWait() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        TrunkRegistration now = FIRST;
        for (int i = 0; i < 20_000; i++) {
            int places = random.nextInt(4);
            List<Event> events = List.of(
                    new Event.Due(),
                    new Event.Granted(random.nextLong()),
                    new Event.TooBrief(random.nextLong()),
                    new Event.Unavailable(random.nextInt(Integer.MAX_VALUE)),
                    new Event.Refused(),
                    new Event.Silent(),
                    new Event.Lost(),
                    new Event.Lapsed(),
                    new Event.Nowhere());
            Step step = now.on(events.get(random.nextInt(events.size())), places);
            now = step.next();
            String told = "seed " + seed;
            assertTrue(now.place() >= 0 && now.place() <= Math.max(0, 4), told);
            assertTrue(now.seconds() >= 600 && now.seconds() <= 86_400, told);
            if (step.action() instanceof Action.Retry(long from, long to)) {
                assertTrue(from >= 1_000 && to >= from && to <= 600_000, told);
            }
            if (step.action() instanceof Action.Refresh(long from, long to)) {
                assertTrue(from >= 800 && to >= from && to <= 86_400_000L, told);
            }
        }
    }
}
