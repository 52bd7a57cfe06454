package org.stillcall.duty;

/** Whom a caller may ask for, and what an advocate says of themselves. */
public enum Voice {
    WOMAN,
    MAN,
    NOT_SAID
}
