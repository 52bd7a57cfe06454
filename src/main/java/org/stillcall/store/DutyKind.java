package org.stillcall.store;

/** What is kept of a person's duty: one row of each. */
public enum DutyKind {
    /** What they speak, whom a caller may ask for, where they are rung. */
    REACH,
    /** On, off or on a break, as they said last. */
    SWITCH,
    /** By what their calendar's address is known. */
    FEED,
    /** By what they are known at the keys of a phone. */
    KEYPAD
}
