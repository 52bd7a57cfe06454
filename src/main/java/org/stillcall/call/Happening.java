package org.stillcall.call;

/** What can happen to a call. */
enum Happening {
    NEAR_ANSWERED,
    /** The advocate's own mobile answered: a person, a pocket or a machine. */
    MOBILE_ANSWERED,
    CONFIRMED,
    NOT_CONFIRMED,
    /** As {@link #NEAR_ANSWERED}, and the contact plan begins with a signal. */
    NEAR_ANSWERED_TO_SIGNAL,
    /** As {@link #CONFIRMED}, and the contact plan begins with a signal. */
    CONFIRMED_TO_SIGNAL,
    /** The signal rang as long as was agreed, or nothing rang at all in the time that a call takes to get there. */
    SIGNAL_OVER,
    /** The agreed wait after the signal is over. */
    PAUSE_OVER,
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
    /** A machine answered, and the call ends at its tone. */
    MACHINE_LEFT,
    /** The far side was lost while people talked, and nothing follows. */
    FAR_DROPPED,
    /** The same, and the system is to call once more. */
    FAR_DROPPED_TO_REDIAL,
    /** The same, and the line is to be held for the survivor's call. */
    FAR_DROPPED_TO_HOLD,
    /** The near side was lost by its network, not hung up; while people talked, nothing follows. */
    NEAR_DROPPED,
    /** The same while people talked, and the system is to call once more. */
    NEAR_DROPPED_TO_REDIAL,
    /** The same while people talked, and the line is to be held for the survivor's call. */
    NEAR_DROPPED_TO_HOLD,
    /** The time that was agreed for after a drop is over. */
    WAIT_OVER,
    /** A call came in that this one's line is held for. */
    RETURNED,
    /** The advocate has heard that somebody calls back. */
    ANNOUNCED,
    /** Somebody asked for its end. */
    END_ASKED,
    /** The sentence has been told. */
    TOLD
}
