package org.stillcall.helpline;

import java.time.LocalDate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.media.MediaLeg;

/** Where callers leave messages. */
public interface MessageBox {
    /**
     * Begins to record what that leg hears, sealed as it streams. Loop thread. Null when there is no room or no key:
     * then no message is offered.
     */
    @Nullable
    Recording begin(MediaLeg leg, Label programme, @Nullable Label language, Consumer<Ended> over);

    /** How many wait: for the notice. */
    int waiting(Label programme);

    /** On which day the oldest one was left that waits; null where none does. */
    default @Nullable LocalDate oldest(Label programme) {
        return null;
    }

    /** One message in the making. */
    interface Recording {
        /** The caller hung up or pressed a key; idempotent. */
        void finish();
    }

    /** How it ended: said once. */
    enum Ended {
        KEPT,
        EMPTY,
        /** Kept, and the line may be ended. */
        LIMIT,
        /** Kept, and the line may be ended. */
        SILENCE,
        FAILED;

        /** Whether what was said is kept, or there was nothing to keep. */
        boolean isKept() {
            return this != FAILED;
        }
    }
}
