package org.stillcall.duty;

/** Whom a caller may ask for. */
public enum Voice {
    WOMAN,
    MAN,
    NOT_SAID
}
