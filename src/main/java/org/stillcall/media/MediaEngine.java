package org.stillcall.media;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;

/** The relay: owns the sockets, the media thread and all legs. Threads may share it. */
public final class MediaEngine implements Media, AutoCloseable {
    /**
     * Opens the stock of sockets and starts the threads.
     *
     * @param callbacks where listeners are called: the switch's loop
     * @param nanoClock a monotonic clock, {@code System::nanoTime}
     * @throws MediaException when no port of the range can be opened
     */
    public MediaEngine(
            MediaSettings settings, Randomness randomness, Log log, Executor callbacks, LongSupplier nanoClock) {
        throw new UnsupportedOperationException("The engine is not here yet.");
    }

    @Override
    public @Nullable MediaLeg open(MediaListener listener, Learning learning) {
        throw new UnsupportedOperationException("The engine is not here yet.");
    }

    @Override
    public int freePorts() {
        throw new UnsupportedOperationException("The engine is not here yet.");
    }

    public MediaCounts counts() {
        throw new UnsupportedOperationException("The engine is not here yet.");
    }

    /** Closes every leg (with its RTCP BYE), then the sockets; waits for the threads, at most two seconds. */
    @Override
    public void close() {
        throw new UnsupportedOperationException("The engine is not here yet.");
    }
}
