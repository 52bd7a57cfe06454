package org.stillcall.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.store.PersonId;

/**
 * A caller who is put through to somebody: what the advocate is told of them, and who has to know how it goes on.
 *
 * @param language null where they chose none
 * @param waited from their call until it was accepted
 * @param code what they may key after a drop to reach the same person, digits after a star
 * @param again for how long after a drop their next call reaches the same person first
 * @param returned whether they came back so
 */
public record CalledIn(
        Label programme,
        @Nullable Label language,
        Duration waited,
        String code,
        Duration again,
        boolean returned,
        Talk talk) {

    /** Who led the caller here. Loop thread only. */
    public interface Talk {
        /** The caller's side ended it, or was lost: their next call is expected. */
        void callerGone();

        /** The person's phone was lost. The caller is there, and waits again; the line is the listener's. */
        void personLost(CallerLine line);

        /**
         * Another one of the staff has the call from now on.
         *
         * @param person null where they are not known, or where nobody has it
         */
        void handedTo(@Nullable PersonId person);

        /** Ended for good, unless one of the others was said before. */
        void over();

        /** Their calls are refused for a while from now on; false when they cannot be known again. */
        boolean block();
    }

    @Override
    public String toString() {
        return "CalledIn";
    }
}
