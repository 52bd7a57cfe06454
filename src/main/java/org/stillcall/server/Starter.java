package org.stillcall.server;

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

    /** The process's means. */
    record Means(Log log, Randomness randomness) {}

    /**
     * Starts SIP, media and calls; when this returns, calls are possible.
     *
     * @param shutdown hears of each part as soon as it runs
     * @throws StartException when it cannot be
     */
    Service start(Settings settings, Mode mode, Means means, Shutdown shutdown);
}
