package org.stillcall.duty;

/** The first ring group, or the one after it. */
public enum Tier {
    FIRST,
    FALLBACK
}
