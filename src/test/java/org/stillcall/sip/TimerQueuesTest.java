package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What expires may set a timer of its own length, or fail, and those behind it still come at their time (G1): a flood
 * of lines that nobody acknowledged once stood half a minute too long.
 */
class TimerQueuesTest {
    private static final long LENGTH = 32_000;

    private final FakeLoop loop = new FakeLoop();
    private final TimerQueues queues = new TimerQueues(loop);
    private final List<String> expired = new ArrayList<>();

    private TimerQueues.Entry entry(String name, Runnable then) {
        return new TimerQueues.Entry() {
            @Override
            void expired() {
                expired.add(name + " at " + loop.nowMillis());
                then.run();
            }
        };
    }

    @Test
    void entry_thatSetsAnotherOfItsLength_putsNobodyOff() {
        queues.set(entry("first", () -> queues.set(entry("later", () -> {}), LENGTH)), LENGTH);
        loop.advance(1_000);
        queues.set(entry("second", () -> {}), LENGTH);
        loop.advance(2 * LENGTH);
        assertEquals(List.of("first at 32000", "second at 33000", "later at 64000"), expired);
    }

    @Test
    void entry_thatFails_putsNobodyOff() {
        queues.set(
                entry("first", () -> {
                    throw new IllegalStateException("on purpose");
                }),
                LENGTH);
        queues.set(entry("second", () -> {}), LENGTH);
        assertThrows(IllegalStateException.class, () -> loop.advance(LENGTH));
        loop.advance(LENGTH);
        assertEquals(2, expired.size());
    }
}
