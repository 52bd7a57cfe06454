package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Loop;

class FakeLoopTest {
    @Test
    void advance_runsTasksAndTimersAtTheirOwnTimes() {
        FakeLoop loop = new FakeLoop();
        List<String> ran = new ArrayList<>();
        loop.after(500, () -> {
            ran.add("timer at " + loop.nowMillis());
            loop.after(1_000, () -> ran.add("second at " + loop.nowMillis()));
        });
        Loop.Timer cancelled = loop.after(600, () -> ran.add("cancelled"));
        cancelled.cancel();
        loop.execute(() -> ran.add("task at " + loop.nowMillis()));
        loop.advance(2_000);
        assertEquals(List.of("task at 0", "timer at 500", "second at 1500"), ran);
        assertEquals(2_000, loop.nowMillis());
        assertEquals(0, loop.timers());
    }
}
