package org.stillcall.plan;

/** What a programme allows its calls to show. */
public enum IdentityRule {
    /** Every call is leased and withheld, whatever is asked. */
    ALWAYS_HIDDEN,
    /** A call may show its leased number when that is asked for and confirmed. */
    DIRECT_ALLOWED
}
