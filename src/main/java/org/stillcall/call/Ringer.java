package org.stillcall.call;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.duty.Worker;

/** Rings a person on everything that is theirs, as one: pages that are awake, desk phones, own mobile. Loop only. */
public interface Ringer {
    /**
     * Rings them; what came of it is told later, never before this returns.
     *
     * @param card what their page shows; a desk phone shows nothing of the caller, a mobile nothing but the centre
     */
    Ring ring(Worker worker, Card card, Answer answer);

    /** At least one awake page, registered desk phone or mobile; none of theirs busy. */
    boolean reachable(Worker worker);

    /** Wakes pages of theirs that sleep, without a word of why; for whoever is on duty when a caller begins to wait. */
    default void wake(Worker worker) {}

    /**
     * A caller as the person who is rung may see them.
     *
     * @param id opaque random name; no page ever learns it
     * @param language null while not chosen
     * @param others how many more wait
     */
    record Card(
            String id, Label programme, @Nullable Label language, Supplier<Duration> waited, Supplier<Integer> others) {
        @Override
        public String toString() {
            return "Card";
        }
    }

    /** A person who is rung. */
    interface Ring {
        /** Every device stops at once, also one that has answered and is not heard yet; again is harmless. */
        void stop();
    }

    /** What becomes of a ring: exactly one of these, once, but {@link #answering}; none after a stop. */
    interface Answer {
        /** By tap on a page, by key 1 on a desk phone, by code on a mobile. */
        void accepted(Accepted accepted);

        /** The person said "not now" on a page or phone. */
        void declined();

        /** Nothing of theirs rings any more. */
        void unreachable();

        /** They tapped, and their sound is on its way: accepted or unreachable follows within seconds. */
        default void answering() {}
    }

    /**
     * The half that accepted and is heard; all others of the person have stopped. Whoever takes it must connect or
     * leave it, in the same turn of the loop.
     */
    interface Accepted {
        /** The caller went meanwhile. */
        void leave();
    }
}
