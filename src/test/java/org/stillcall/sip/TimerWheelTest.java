package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Loop;
import org.stillcall.base.Randomness;

class TimerWheelTest {
    private static final long START = 123_456_789;

    @Test
    void timers_tenThousand_runOnceInTimeAndInOrder() {
        long seed = 20_250_501;
        RandomGenerator random = Randomness.seeded(seed);
        TimerWheel wheel = new TimerWheel(START, 10_000);
        List<Long> ran = new ArrayList<>();
        long[] now = {START};
        for (int i = 0; i < 10_000; i++) {
            long due = START + random.nextLong(100_000); // three turns of the wheel
            wheel.add(due, () -> {
                assertTrue(now[0] >= due, "early, seed " + seed);
                assertTrue(now[0] <= due + 2 * TimerWheel.TICK_MILLIS, "late, seed " + seed);
                ran.add(due);
            });
        }
        assertEquals(10_000, wheel.size());
        while (now[0] < START + 100_016) {
            now[0] += 1 + random.nextLong(TimerWheel.TICK_MILLIS);
            wheel.advance(now[0], Runnable::run);
        }
        assertEquals(10_000, ran.size(), "seed " + seed);
        assertEquals(0, wheel.size());
        for (int i = 1; i < ran.size(); i++) {
            assertTrue(ran.get(i) / TimerWheel.TICK_MILLIS >= ran.get(i - 1) / TimerWheel.TICK_MILLIS - 1);
        }
    }

    @Test
    void timer_cancelled_neverRuns() {
        TimerWheel wheel = new TimerWheel(START, 10);
        List<String> ran = new ArrayList<>();
        Loop.Timer first = wheel.add(START + 100, () -> ran.add("first"));
        wheel.add(START + 100, () -> ran.add("second"));
        first.cancel();
        first.cancel();
        assertEquals(1, wheel.size());
        wheel.advance(START + 1_000, Runnable::run);
        assertEquals(List.of("second"), ran);
        first.cancel();
        assertEquals(0, wheel.size());
    }

    @Test
    void timer_cancelledByAnotherOfItsTick_neverRuns() {
        TimerWheel wheel = new TimerWheel(START, 10);
        List<String> ran = new ArrayList<>();
        Loop.Timer[] second = new Loop.Timer[1];
        wheel.add(START + 100, () -> second[0].cancel());
        second[0] = wheel.add(START + 100, () -> ran.add("second"));
        wheel.advance(START + 200, Runnable::run);
        assertEquals(List.of(), ran);
        assertEquals(0, wheel.size());
    }

    @Test
    void timer_setByATimer_waitsForItsOwnTick() {
        TimerWheel wheel = new TimerWheel(START, 10);
        List<String> ran = new ArrayList<>();
        wheel.add(START, () -> wheel.add(START, () -> ran.add("again")));
        wheel.advance(START + TimerWheel.TICK_MILLIS, Runnable::run);
        assertEquals(List.of(), ran);
        wheel.advance(START + 2 * TimerWheel.TICK_MILLIS, Runnable::run);
        assertEquals(List.of("again"), ran);
    }

    @Test
    void timer_beyondTheMost_isRefused() {
        TimerWheel wheel = new TimerWheel(START, 2);
        wheel.add(START + 1, () -> {});
        Loop.Timer second = wheel.add(START + 1, () -> {});
        assertThrows(IllegalArgumentException.class, () -> wheel.add(START + 1, () -> {}));
        second.cancel();
        wheel.add(START + 1, () -> {});
        assertEquals(2, wheel.size());
    }

    @Test
    void wait_isNeverLongerThanTheNextTimer() {
        long seed = 7;
        RandomGenerator random = Randomness.seeded(seed);
        for (int round = 0; round < 500; round++) {
            long start = random.nextLong(1L << 40);
            TimerWheel wheel = new TimerWheel(start, 10);
            assertEquals(-1, wheel.waitMillis(start));
            long next = Long.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
                long due = start + random.nextLong(60_000);
                next = Math.min(next, due);
                wheel.add(due, () -> {});
            }
            long wait = wheel.waitMillis(start);
            assertTrue(wait <= next - start + TimerWheel.TICK_MILLIS, "seed " + seed);
            boolean thisTurn = next - start < 32_000;
            assertTrue(!thisTurn || wait > 0 || next - start < TimerWheel.TICK_MILLIS, "seed " + seed);
        }
    }

    @Test
    void clock_thatJumpsAnHour_runsWhatIsDueInOrder() {
        TimerWheel wheel = new TimerWheel(START, 10);
        List<Integer> ran = new ArrayList<>();
        wheel.add(START + 50_000, () -> ran.add(2));
        wheel.add(START + 1_000, () -> ran.add(1));
        wheel.add(START + 4_000_000, () -> ran.add(3));
        wheel.advance(START + 3_600_000, Runnable::run);
        assertEquals(List.of(1, 2), ran);
        assertEquals(1, wheel.size());
    }
}
