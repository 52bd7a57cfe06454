package org.stillcall.media;

/** Which way audio and digits go between two connected legs, seen from the leg on which {@code connect} was called. */
public enum Flow {
    BOTH,
    /** Only from the other leg to this one: its early media is heard, nothing is said to it. */
    TO_THIS,
    /** Only from this leg to the other one. */
    TO_OTHER
}
