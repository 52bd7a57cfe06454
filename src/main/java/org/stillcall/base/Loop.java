package org.stillcall.base;

import java.util.concurrent.Executor;

/**
 * One thread that owns mutable objects, with its clock and timers. {@link #execute} may be called from any thread, all
 * else from the loop's own. A simulation turns a fake one by hand.
 */
public interface Loop extends Executor {
    /** A monotonic clock, in milliseconds from an arbitrary origin. */
    long nowMillis();

    /** Runs {@code task} once on the loop, no sooner than {@code millis} from now. */
    Timer after(long millis, Runnable task);

    /** Whether the calling thread is the loop's own. */
    boolean inLoop();

    /** A task that has not run yet. */
    interface Timer {
        /** Sees to it that the task does not run; harmless when it has. */
        void cancel();
    }
}
