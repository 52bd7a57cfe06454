package org.stillcall.duty;

/** Which group of a programme's people is rung. */
public enum Tier {
    FIRST,
    /** The one after it, when nobody of the first took the call. */
    FALLBACK
}
