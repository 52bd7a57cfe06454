package org.stillcall.media;

import java.nio.file.Path;

/** All sentences and tones, loaded once at start. Immutable; threads may share it. */
public final class Prompts {
    /** The sentences; each stands in a file of its name in lower case with dashes, {@code press-one.wav}. */
    public enum Sentence {
        PRESS_ONE,
        ENTER_CODE,
        WRONG_CODE,
        CALLING_NOW,
        CALL_ENDED,
        OUTSIDE_PLAN,
        BUSY,
        NO_ANSWER,
        DECLINED,
        PRIVATE_NOT_TAKEN,
        EMERGENCY_FROM_PHONE,
        TOLL_FREE_NEEDS_LEASED,
        NUMBER_NOT_ALLOWED,
        NO_LINE_FREE,
        NOT_A_NUMBER
    }

    private Prompts() {}

    /** Our own sentences from the product itself. */
    public static Prompts builtIn() {
        throw new UnsupportedOperationException("Prompts are not here yet.");
    }

    /** Our own sentences, each replaced by the centre's recording where {@code folder} holds one of its name. */
    public static Prompts from(Path folder) {
        throw new UnsupportedOperationException("Prompts are not here yet.");
    }

    public Prompt sentence(Sentence sentence) {
        throw new UnsupportedOperationException("Prompts are not here yet.");
    }

    /** Ringing as heard by the caller; repeat it. A tone of no one country. */
    public Prompt ringing() {
        throw new UnsupportedOperationException("Prompts are not here yet.");
    }

    /** Busy tone; repeat it. */
    public Prompt busyTone() {
        throw new UnsupportedOperationException("Prompts are not here yet.");
    }

    /** Silence that is sent, so that a trunk does not take the line for dead; repeat it. */
    public Prompt silence() {
        throw new UnsupportedOperationException("Prompts are not here yet.");
    }
}
