package org.stillcall.plan;

/** What the survivor's phone is to show: nothing, or the call's leased number. Never an advocate's own number. */
public enum Identity {
    HIDDEN,
    SHOWN
}
