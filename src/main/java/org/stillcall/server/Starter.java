package org.stillcall.server;

import java.time.InstantSource;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;

/** Brings up what runs behind the API: {@link Wiring}, or a fake in a test. */
@FunctionalInterface
interface Starter {
    /** What the wiring is for. */
    enum Mode {
        SERVE,
        /** With the practice carrier, whose port takes the place of the trunk's in the settings. */
        DEMO
    }

    /**
     * The process's means.
     *
     * @param steady a clock that never goes back
     */
    record Means(Log log, Randomness randomness, InstantSource steady) {
        /** With the machine's clock alone, where nothing ends by it. */
        Means(Log log, Randomness randomness) {
            this(log, randomness, InstantSource.system());
        }
    }

    /**
     * Starts SIP, media and calls; when this returns, calls are possible.
     *
     * @param shutdown hears of each part as soon as it runs
     * @throws StartException when it cannot be
     */
    Service start(Settings settings, Mode mode, Means means, Shutdown shutdown);
}
