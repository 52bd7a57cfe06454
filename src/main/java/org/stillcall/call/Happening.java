package org.stillcall.call;

/** What can happen to a call. */
enum Happening {
    NEAR_ANSWERED,
    /** The advocate's own mobile answered: a person, a pocket or a machine. */
    MOBILE_ANSWERED,
    CONFIRMED,
    NOT_CONFIRMED,
    /** The near leg failed, was hung up, or fell silent. */
    NEAR_LOST,
    FAR_RANG,
    /** The far side rang and sent a session description. */
    FAR_HEARD,
    FAR_ANSWERED,
    /** The trunk never passed the call on, and another of the same protection is left. */
    FAR_RETRY,
    /** The far leg failed, was hung up, or fell silent. */
    FAR_LOST,
    /** Somebody asked for its end. */
    END_ASKED,
    /** The sentence has been told. */
    TOLD
}
