package org.stillcall.plan;

import static org.stillcall.base.Contract.require;

import java.time.Duration;
import org.stillcall.base.Limits;

/** What happens when a call drops (G16). */
public sealed interface DroppedRule {
    /** The centre calls once more after {@code pause}, which is not longer than {@code Limits.PLAN_DROPPED_MINUTES}. */
    record RedialOnce(Duration pause) implements DroppedRule {
        public RedialOnce {
            require(isMinutes(pause), "A redial waits 1 to 60 whole minutes.");
        }
    }

    /**
     * The advocate keeps the line free for {@code open}, in which the survivor may call again.
     *
     * @param otherwise where that call goes when the advocate is not on the line any more
     */
    record WaitForReturn(Duration open, Otherwise otherwise) implements DroppedRule {
        public WaitForReturn {
            require(isMinutes(open), "A line is kept open for 1 to 60 whole minutes.");
        }

        /** One that leads to that advocate alone. */
        public WaitForReturn(Duration open) {
            this(open, Otherwise.NOBODY);
        }
    }

    /** Who else may take a call that comes back. */
    enum Otherwise {
        NOBODY,
        /** Whoever is on duty for the programme, that advocate first. */
        HELPLINE
    }

    /** Nobody calls again. */
    record Never() implements DroppedRule {}

    /** Its word in a plan's text. */
    default String word() {
        return switch (this) {
            case RedialOnce _ -> "REDIAL_ONCE";
            case WaitForReturn wait ->
                switch (wait.otherwise()) {
                    case NOBODY -> "WAIT";
                    case HELPLINE -> "WAIT_THEN_HELPLINE";
                };
            case Never _ -> "NEVER";
        };
    }

    /** How long it waits or keeps the line open. */
    default Duration time() {
        return switch (this) {
            case RedialOnce redial -> redial.pause();
            case WaitForReturn wait -> wait.open();
            case Never _ -> Duration.ZERO;
        };
    }

    private static boolean isMinutes(Duration time) {
        return isMinutes(time.toMinutes()) && time.equals(Duration.ofMinutes(time.toMinutes()));
    }

    static boolean isMinutes(long minutes) {
        return minutes >= 1 && minutes <= Limits.PLAN_DROPPED_MINUTES;
    }
}
