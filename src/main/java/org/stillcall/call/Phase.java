package org.stillcall.call;

import org.jspecify.annotations.Nullable;
import org.stillcall.call.Switchboard.Next;
import org.stillcall.call.Switchboard.State;

/** Where a call stands, as its table knows it. */
enum Phase {
    /** The near phone rings. */
    NEAR_RINGING(State.RINGING_ADVOCATE),
    /** The advocate's own mobile answered; whoever holds it has to key the code. */
    CONFIRMING(State.CONFIRMING),
    /** The far leg is being called for the agreed signal, and nothing rang there yet. */
    SIGNALLING(State.SIGNALLING, Words.SIGNAL),
    /** The agreed signal: the far phone rings, and will be left when it rang long enough. */
    SIGNAL_RINGING(State.SIGNALLING, Words.SIGNAL),
    /** The signal was given; the advocate waits for the call. */
    PAUSING(State.PAUSING, "The signal was given. The call follows after the agreed wait: stay on the line."),
    /** The far leg is being called. */
    CALLING(State.CALLING),
    /** The far phone rings, without sound from there. */
    FAR_RINGING(State.RINGING),
    /** The far side sends sound before its answer. */
    FAR_EARLY(State.RINGING),
    TALKING(State.TALKING),

    // of somebody who called us

    /** Somebody has accepted the caller. */
    TAKEN(State.CALLING),
    TALKING_CALLED(State.TALKING),

    // after a drop, where it was agreed that the system calls once more

    /** The advocate waits on the line for the redial. */
    REDIAL_WAITS(
            State.AFTER_DROP,
            "The line dropped. Their phone is called once more, as agreed. Stay on the line.",
            Next.REDIAL),
    /** The same without the advocate, whose phone was lost. */
    REDIAL_ALONE(
            State.AFTER_DROP,
            "Your phone was cut off. When the time is over it rings; then their phone is called once more, as agreed.",
            Next.REDIAL),
    /** The near phone rings anew, before the redial. */
    NEAR_AGAIN(State.RINGING_ADVOCATE, "Answer your phone. Then their phone is called once more."),
    CONFIRMING_AGAIN(State.CONFIRMING),
    REDIALLING(State.CALLING, Words.ONCE_MORE),
    REDIAL_RINGING(State.RINGING, Words.ONCE_MORE),
    REDIAL_EARLY(State.RINGING, Words.ONCE_MORE),
    /** Connected by the redial: there is no further one. */
    TALKING_AGAIN(State.TALKING),

    // after a drop, where it was agreed that the survivor calls back

    /** The line is held, and the advocate waits on it. */
    HOLDING(
            State.AFTER_DROP,
            "The line dropped. They may call back, as agreed. Stay on the line: you are connected at once.",
            Next.RETURN),
    /** The same without the advocate, whose phone was lost. */
    HOLDING_ALONE(
            State.AFTER_DROP,
            "Your phone was cut off. They may call back, as agreed; then your phone rings.",
            Next.RETURN),
    /** Somebody calls back; the advocate hears it ring before being connected. */
    RETURNING(State.RINGING, "Somebody calls back. You are connected in a moment. " + Words.WHO),
    /** Somebody calls back, and the near phone rings anew. */
    RETURN_ALONE(State.RINGING_ADVOCATE, "Somebody calls back. Answer your phone. " + Words.WHO),
    RETURN_CONFIRMING(State.CONFIRMING),
    /** Connected with whoever called back. */
    TALKING_RETURNED(State.TALKING, "You are connected with whoever called back. " + Words.WHO),

    /** It is over for the far side; the advocate hears how it ended. */
    TELLING(State.ENDED),
    ENDED(State.ENDED);

    private final State state;
    private final String words;
    private final @Nullable Next next;

    Phase(State state) {
        this(state, "", null);
    }

    Phase(State state, String words) {
        this(state, words, null);
    }

    Phase(State state, String words, @Nullable Next next) {
        this.state = state;
        this.words = words;
        this.next = next;
    }

    /** The same as others see it. */
    State state() {
        return state;
    }

    /** What an advocate has to know of it; empty where the state says it all. */
    String words() {
        return words;
    }

    /** What follows when the time that was agreed for a drop is over, or before; null in any other phase. */
    @Nullable
    Next next() {
        return next;
    }

    boolean talks() {
        return state == State.TALKING;
    }

    /** Whether it only waits after a drop. */
    boolean waits() {
        return state == State.AFTER_DROP;
    }

    /** Whether calls to the number that was shown reach it. */
    boolean holds() {
        return next == Next.RETURN;
    }

    boolean ends() {
        return state == State.ENDED;
    }

    private static final class Words {
        private static final String SIGNAL =
                "The phone rings for the agreed signal. If it is answered, you are connected at once.";
        private static final String ONCE_MORE = "The line dropped. Their phone is called once more, as agreed, now.";
        private static final String WHO = "Make sure who it is before you say anything.";
    }
}
