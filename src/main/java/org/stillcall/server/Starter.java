package org.stillcall.server;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.call.ProbeBook;
import org.stillcall.duty.Roster;
import org.stillcall.helpline.BuiltInSpoken;
import org.stillcall.helpline.MessageBox;
import org.stillcall.helpline.Spoken;

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
     * @param book keeps how test calls went
     */
    record Means(Log log, Randomness randomness, InstantSource steady, Callers callers, ProbeBook book) {
        /** Where nothing is kept of test calls. */
        Means(Log log, Randomness randomness, InstantSource steady, Callers callers) {
            this(log, randomness, steady, callers, ProbeBook.NONE);
        }

        /** Where nobody takes calls. */
        Means(Log log, Randomness randomness, InstantSource steady) {
            this(log, randomness, steady, Callers.none());
        }

        /** With the machine's clock alone, where nothing ends by it. */
        Means(Log log, Randomness randomness) {
            this(log, randomness, InstantSource.system());
        }
    }

    /**
     * What those who call us meet.
     *
     * @param roster who is on duty
     * @param spoken what callers hear
     * @param box where they leave messages; null where they cannot
     */
    record Callers(Roster roster, Spoken spoken, @Nullable MessageBox box) {
        /** Nobody is on duty, and no message is taken. */
        static Callers none() {
            return new Callers(new NobodyOnDuty(), new BuiltInSpoken(), null);
        }

        @Override
        public String toString() {
            return "Callers";
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
