package org.stillcall.call;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.duty.Worker;

/**
 * Rings a person on everything that is theirs, as one: pages of theirs that are awake, desk phones, own mobile. Loop
 * thread only.
 */
public interface Ringer {
    /** @param card what their page shows; a desk phone shows nothing of the caller, a mobile nothing but the centre */
    Ring ring(Worker worker, Card card, Answer answer);

    /** At least one awake page, registered desk phone or mobile; none busy in a call. */
    boolean reachable(Worker worker);

    /**
     * What a page shows of a caller.
     *
     * @param id opaque random name
     * @param language null while not chosen
     */
    record Card(
            String id, Label programme, @Nullable Label language, Supplier<Duration> waited, Supplier<Integer> others) {
        @Override
        public String toString() {
            return "Card";
        }
    }

    /** One person's devices that ring. */
    interface Ring {
        /** Idempotent; every device stops ringing at once. */
        void stop();
    }

    /** Exactly one of these, once. */
    interface Answer {
        /** By tap on a page, by key 1 on a desk phone, by code on a mobile. */
        void accepted(Accepted accepted);

        /** The person said "not now" on a page or phone. */
        void declined();

        /** Nothing of theirs rings (any more). */
        void unreachable();
    }

    /**
     * The half that accepted; all others of the person have stopped. Whoever takes it must connect or leave it. Inside
     * the package it is a {@code HalfTaken}.
     */
    interface Accepted {}
}
