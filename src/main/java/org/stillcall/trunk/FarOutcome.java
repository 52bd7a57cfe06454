package org.stillcall.trunk;

/** What became of an attempt on the far leg, each with the sentence that the advocate is told. */
public enum FarOutcome {
    ANSWERED("The call was answered."),
    BUSY("The line is busy. Try again later if the plan allows it."),
    NO_ANSWER("Nobody answered."),
    PRIVATE_CALLS_REFUSED("This phone refuses private calls. Nothing about you was shown and nothing more was sent."),
    PERHAPS_PRIVATE_CALLS_REFUSED("The call was turned down: by a person, or by a phone that refuses private calls."
            + " Nothing about you was shown and nothing more was sent."),
    INVALID_NUMBER("This number is not in service. Check it with the survivor when you next speak."),
    UNREACHABLE("The call could not be completed to this number. Try again later if the plan allows it."),
    TRUNK_REFUSED("The carrier did not accept our call. Tell the coordinator; it will not work until they see to it."),
    TRUNK_DOWN("The carrier cannot be reached. Try again in a few minutes, and tell the coordinator if it stays so."),
    GIVEN_UP("The call was ended before it was answered.");

    private final String sentence;

    FarOutcome(String sentence) {
        this.sentence = sentence;
    }

    /** For a screen or a prompt. */
    public String sentence() {
        return sentence;
    }

    /**
     * Whether another trunk of the same protection may be tried: only where this one never passed the call on. A busy,
     * silent or refusing phone is never tried a second way.
     */
    public boolean mayFailOver() {
        return this == TRUNK_DOWN;
    }

    /** The outcome of an attempt. */
    public static FarOutcome of(FarEnd end) {
        return switch (end) {
            case FarEnd.Silence silence ->
                switch (silence) {
                    case NO_CONNECTION, NO_RESPONSE -> TRUNK_DOWN;
                    case STOPPED -> UNREACHABLE;
                    case RANG_OUT -> NO_ANSWER;
                    case GIVEN_UP -> GIVEN_UP;
                };
            case FarEnd.Answer answer -> FarAnswers.outcome(answer);
        };
    }
}
