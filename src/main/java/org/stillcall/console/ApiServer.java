package org.stillcall.console;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;
import org.stillcall.call.Switchboard;
import org.stillcall.vault.CallKeys;

/** The HTTP server of the API and the page. Closed from any thread. */
public final class ApiServer implements AutoCloseable {
    /**
     * Where it listens and who may ask.
     *
     * @param bind a loopback address
     * @param port 0 for any free one
     * @param token what {@code Authorization: Bearer} has to carry; stays the caller's, who closes it after the server
     */
    public record Access(InetAddress bind, int port, Secret token) {}

    /**
     * What it works with.
     *
     * @param numbers a pool made by {@link org.stillcall.base.Digits#pool}, for the practice carrier's numbers in clear
     * @param practice empty when there is no practice carrier
     */
    public record Desk(
            Switchboard switchboard, CallKeys keys, BlockPool numbers, Optional<PracticeDesk> practice, Warnings warnings) {}

    /** The process's means. {@code nowMillis} is a monotonic clock. */
    public record Means(Log log, Randomness randomness, LongSupplier nowMillis) {}

    private ApiServer() {}

    /** Starts it; requests are answered when this returns. */
    public static ApiServer start(Access access, Desk desk, Means means) {
        throw new UnsupportedOperationException("The API is not here yet.");
    }

    /** The port it listens on. */
    public int port() {
        throw new UnsupportedOperationException("The API is not here yet.");
    }

    /** A code that opens the page in one browser, once, within ten minutes: {@code http://127.0.0.1:PORT/open#CODE}. */
    public String issueCode() {
        throw new UnsupportedOperationException("The API is not here yet.");
    }

    /** Stops listening, ends open event streams, then waits for requests in progress for a second at most. */
    @Override
    public void close() {
        throw new UnsupportedOperationException("The API is not here yet.");
    }
}
