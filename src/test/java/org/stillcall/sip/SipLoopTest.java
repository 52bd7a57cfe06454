package org.stillcall.sip;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Limits;
import org.stillcall.base.Log;
import org.stillcall.base.Loop;

class SipLoopTest {
    private final AtomicLong skippedNanos = new AtomicLong();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final SipLoop loop = new SipLoop(
            new Log(new PrintStream(logged, true, US_ASCII), InstantSource.system(), Log.Level.DEBUG),
            () -> System.nanoTime() + skippedNanos.get());

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void tasks_ofManyThreads_allRunOnTheLoop() throws Exception {
        int threads = 4;
        int each = 5_000;
        CountDownLatch done = new CountDownLatch(threads * each);
        AtomicLong elsewhere = new AtomicLong();
        List<Thread> started = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            started.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < each; i++) {
                    loop.execute(() -> {
                        elsewhere.addAndGet(loop.inLoop() ? 0 : 1);
                        done.countDown();
                    });
                }
            }));
        }
        for (Thread thread : started) {
            thread.join();
        }
        assertTrue(done.await(10, SECONDS));
        assertEquals(0, elsewhere.get());
        assertFalse(loop.inLoop());
    }

    @Test
    void taskThatThrows_isLoggedByKindOnly_andTheLoopGoesOn() throws Exception {
        loop.execute(() -> {
            throw new IllegalStateException("+12025550123");
        });
        loop.execute(() -> {
            throw new StackOverflowError("+12025550123");
        });
        assertEquals(
                SipLoop.THREAD, loop.ask(() -> Thread.currentThread().getName()).get(10, SECONDS));
        assertEquals(2, loop.failures());
        String text = logged.toString(US_ASCII);
        assertTrue(text.contains("java.lang.IllegalStateException"), text);
        assertFalse(text.contains("2025550123"), text);
    }

    @Test
    void failures_inALog_areOneLineASecond() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            loop.execute(() -> {
                throw new IllegalStateException("constant");
            });
        }
        loop.ask(() -> 0).get(10, SECONDS);
        assertEquals(1_000, loop.failures());
        assertTrue(logged.toString(US_ASCII).lines().count() <= 10);
    }

    @Test
    void timer_runsWhenTheClockIsThere_unlessCancelled() throws Exception {
        List<String> ran = new ArrayList<>();
        CompletableFuture<Boolean> fired = new CompletableFuture<>();
        loop.ask(() -> {
                    Loop.Timer cancelled = loop.after(30_000, () -> ran.add("cancelled"));
                    cancelled.cancel();
                    return loop.after(32_000, () -> fired.complete(loop.inLoop()));
                })
                .get(10, SECONDS);
        assertFalse(fired.isDone());
        skippedNanos.addAndGet(33_000_000_000L);
        loop.execute(() -> {});
        assertTrue(fired.get(10, SECONDS));
        assertEquals(List.of(), ran);
    }

    @Test
    void timer_onTheRealClock_wakesTheLoop() throws Exception {
        CompletableFuture<Long> took = new CompletableFuture<>();
        long before = System.nanoTime();
        loop.execute(() -> loop.after(30, () -> took.complete(System.nanoTime() - before)));
        assertTrue(took.get(10, SECONDS) >= 29_000_000L);
    }

    @Test
    void interrupt_isHarmless() throws Exception {
        Thread thread = loop.ask(Thread::currentThread).get(10, SECONDS);
        thread.interrupt();
        assertFalse(loop.ask(() -> Thread.currentThread().isInterrupted()).get(10, SECONDS));
    }

    @Test
    void tasks_beyondTheMost_areRefusedToOtherThreads() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                hold.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        });
        assertThrows(RejectedExecutionException.class, () -> {
            for (int i = 0; i <= Limits.LOOP_TASKS + 1; i++) {
                loop.execute(() -> {});
            }
        });
        hold.countDown();
        loop.close();
    }

    @Test
    void ask_thatThrows_handsTheExceptionBack() {
        CompletableFuture<Object> answer = loop.ask(() -> {
            throw new IllegalStateException("constant");
        });
        assertThrows(ExecutionException.class, () -> answer.get(10, SECONDS));
    }

    @Test
    void closedLoop_refusesTasks() {
        loop.close();
        assertThrows(RejectedExecutionException.class, () -> loop.execute(() -> {}));
    }

    @Test
    void otherThreads_mayNotSetTimersOrReadTheClock() {
        assertThrows(IllegalStateException.class, () -> loop.after(1, () -> {}));
        assertThrows(IllegalStateException.class, loop::nowMillis);
    }
}
