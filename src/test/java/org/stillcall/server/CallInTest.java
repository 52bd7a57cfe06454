package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.call.LineView;
import org.stillcall.console.PracticeDesk;
import org.stillcall.console.PracticeDesk.Action;
import org.stillcall.console.PracticeDesk.Handset;
import org.stillcall.console.PracticeDesk.Result;
import org.stillcall.console.PracticeDesk.State;

/** B6, P2, P4: practice phones call the demo's published number, over real SIP and RTP, in real time. */
@Timeout(120)
class CallInTest {
    private static final Label DESK = new Label("desk");
    private static final Label ALEX = new Label("alex");

    @TempDir
    Path data;

    private final Shutdown shutdown = new Shutdown(Log.silent());
    private Service service;
    private PracticeDesk practice;
    private final LinkedBlockingQueue<Handset> seen = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() {
        Settings settings = DemoSettings.prepare(data)
                .with(new Settings.Overrides(
                        Optional.of(0), Optional.of(0), Optional.of(data), Optional.empty(), Optional.empty()));
        Starter.Means means = new Starter.Means(Log.silent(), Randomness.secure());
        service = Wiring.start(settings, Starter.Mode.DEMO, means, shutdown);
        practice = service.practice().orElseThrow();
        shutdown.add(practice.watch(seen::add));
    }

    @AfterEach
    void close() {
        shutdown.close();
    }

    private Handset until(Label name, Predicate<Handset> expected) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        Handset last = null;
        while (System.nanoTime() < end) {
            Handset next = seen.poll(1, TimeUnit.SECONDS);
            if (next != null && next.name().equals(name)) {
                last = next;
                if (expected.test(next)) {
                    return next;
                }
            }
        }
        throw new AssertionError("It stayed at " + last);
    }

    private LineView line() {
        return service.switchboard().lines().getFirst();
    }

    @Test
    void practicePhone_callsIn_choosesByKey_andTalksWithTheDeskPhone() throws Exception {
        assertEquals("(617) 555-0190", until(ALEX, handset -> true).line());
        assertEquals(Result.DONE, practice.act(ALEX, new Action.CallLine(false)));
        until(ALEX, handset -> handset.state() == State.TALKING);
        practice.act(ALEX, new Action.Press('3')); // French
        practice.act(ALEX, new Action.Press('5')); // no choice: they go on by themselves
        until(DESK, handset -> handset.state() == State.RINGING);
        assertEquals(1, line().waiting());
        practice.act(DESK, new Action.Answer());
        until(DESK, handset -> handset.state() == State.TALKING && handset.level() > 0);
        practice.act(DESK, new Action.Press('1'));
        until(DESK, handset -> line().taken() == 1);
        assertEquals(0, line().waiting());
        assertEquals(Result.DONE, practice.act(ALEX, new Action.HangUp()));
        until(DESK, handset -> handset.state() == State.IDLE);
    }

    @Test
    void practicePhone_thatWithholdsItsNumberAndHangsUp_leavesNothing() throws Exception {
        practice.act(ALEX, new Action.CallLine(true));
        until(ALEX, handset -> handset.state() == State.TALKING);
        practice.act(ALEX, new Action.HangUp());
        Handset after = until(ALEX, handset -> handset.state() == State.IDLE);
        assertEquals("CALLED", after.last().ending());
        assertTrue(line().called() == 1 && line().waiting() == 0, line()::toString);
    }

    @Test
    void deskPhone_callsNoLine() {
        assertEquals(Result.NOT_NOW, practice.act(DESK, new Action.CallLine(false)));
    }
}
