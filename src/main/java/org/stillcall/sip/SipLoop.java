package org.stillcall.sip;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.stillcall.base.Log;
import org.stillcall.base.Loop;

/** The event loop: one platform thread that selects on sockets, runs tasks and turns the timer wheel. */
public final class SipLoop implements Loop, AutoCloseable {
    /** The thread's name. */
    public static final String THREAD = "sip-loop";

    public SipLoop(Log log) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable task) {
        throw new UnsupportedOperationException();
    }

    /** Runs {@code question} on the loop and hands its answer back; for set-up and tests. */
    public <T> CompletableFuture<T> ask(Supplier<T> question) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long nowMillis() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Timer after(long millis, Runnable task) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean inLoop() {
        throw new UnsupportedOperationException();
    }

    /** How many tasks, timers and receivers threw; each was logged by kind. */
    public long failures() {
        throw new UnsupportedOperationException();
    }

    /** Ends the thread after the tasks already queued and waits for it. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
