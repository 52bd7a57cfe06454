package org.stillcall.practice;

import org.stillcall.console.PracticeDesk.Behaviour;

/** What a handset, or its carrier for it, does with a call: a pure table. */
sealed interface Conduct {
    /** Rings until somebody does something, or the carrier gives up. */
    record Ring() implements Conduct {}

    /** Rings, then answers by itself. */
    record Answer() implements Conduct {}

    /** Rings, then answers by itself, and loses the call while talking. */
    record Drop() implements Conduct {}

    /** Rings, then the carrier's voicemail answers. */
    record Voicemail() implements Conduct {}

    /**
     * Does not ring.
     *
     * @param status of SIP
     */
    record Refuse(int status, Ending ending) implements Conduct {}

    /** @param hidden whether the phone would show no caller */
    static Conduct of(Behaviour behaviour, boolean hidden) {
        return switch (behaviour) {
            case BY_HAND, NO_ANSWER -> new Ring();
            case ANSWERS, SOMEBODY_ELSE -> new Answer();
            case BUSY -> new Refuse(486, Ending.BUSY);
            case VOICEMAIL -> new Voicemail();
            case REJECTS_PRIVATE -> hidden ? new Refuse(433, Ending.BLOCKED_BY_CARRIER) : new Ring(); // RFC 5079
            case REJECTS_IN_DISGUISE -> hidden ? new Refuse(603, Ending.BLOCKED_BY_PHONE) : new Ring();
            case DROPS -> new Drop();
        };
    }
}
