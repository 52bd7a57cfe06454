package org.stillcall.plan;

/** What the survivor's phone is to show, least first. Never an advocate's own number. */
public enum Identity {
    /** Nothing. */
    HIDDEN,
    /** The call's leased number, without a name. */
    NUMBER,
    /** The call's leased number, with the name that was chosen for it if there is one. */
    SHOWN;

    /** The lesser of the two. */
    public Identity atMost(Identity other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
