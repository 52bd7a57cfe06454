package org.stillcall.plan;

/** Who calls whom. */
public enum Caller {
    WE_CALL,
    /** The survivor calls; the centre places no call at all. */
    THEY_CALL
}
