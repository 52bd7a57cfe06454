package org.stillcall.server;

import java.time.InstantSource;
import java.util.Optional;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.store.Store;

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
     * @param store where messages go; empty where nothing is kept
     */
    record Means(Log log, Randomness randomness, InstantSource steady, Optional<Store> store) {
        /** With nothing that lasts. */
        Means(Log log, Randomness randomness, InstantSource steady) {
            this(log, randomness, steady, Optional.empty());
        }

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
