package org.stillcall.plan;

/** What the centre can use for a call at this moment. */
public enum Line {
    /** A number of the pool is leased to this call, or could be. */
    LEASED_NUMBER,
    /** At least one trunk is in service and fit to hide the caller. */
    FIT_TRUNK,
    /** At least one of the fit trunks encrypts signalling (TLS) and sound (SRTP, keys by SDES). */
    SECURE_TRUNK
}
