package org.stillcall.call;

/** Where a call stands, as its table knows it. */
enum Phase {
    /** The near phone rings. */
    NEAR_RINGING,
    /** The advocate's own mobile answered; whoever holds it has to key the code. */
    CONFIRMING,
    /** The far leg is being called. */
    CALLING,
    /** The far phone rings, without sound from there. */
    FAR_RINGING,
    /** The far side sends sound before its answer. */
    FAR_EARLY,
    TALKING,
    /** It is over for the far side; the advocate hears how it ended. */
    TELLING,
    ENDED
}
