package org.stillcall.practice;

/** How a call at a handset came out, as far as it leaves something behind. */
enum Ending {
    /** The caller gave up before it rang. */
    BEFORE_RINGING,
    /** It rang and nobody answered. */
    MISSED,
    TALKED,
    /** Rejected by a finger on the phone. */
    DECLINED,
    /** The line was in use. */
    BUSY,
    /** The carrier takes no private calls for this line: the phone never heard of it. */
    BLOCKED_BY_CARRIER,
    /** The phone itself takes no private calls. */
    BLOCKED_BY_PHONE,
    /** The voicemail answered and the caller hung up before the tone. */
    BEFORE_THE_TONE,
    /** A message was left. */
    MESSAGE
}
