package org.stillcall.helpline;

/** What callers hear. */
public enum CallerSentence {
    GREETING,
    LANGUAGE_MENU,
    VOICE_MENU,
    PLEASE_WAIT,
    PRESS_ZERO,
    LEAVE_MESSAGE,
    MESSAGE_KEPT,
    NOBODY_HERE,
    CUT_OFF_CODE,
    CHALLENGE,
    OFF_DUTY,
    /** That they are put through to somebody elsewhere; said before anybody there is called. */
    ELSEWHERE
}
