package org.stillcall.media;

/** Something that the relay gives a step every 20 ms as long as it wants one. Media thread only. */
abstract class Paced {
    private static final long STEP_NANOS = 20_000_000L;

    /** Its place in the relay's list, or -1. */
    int pacePlace = -1;

    long nextStep;

    /** Whether a step is wanted. */
    abstract boolean paced();

    abstract void step(long now);

    /** Sets the next step 20 ms after this one; after a long stop from now. */
    final void stepped(long now) {
        nextStep = now - nextStep > 10 * STEP_NANOS ? now + STEP_NANOS : nextStep + STEP_NANOS;
    }
}
