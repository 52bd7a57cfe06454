package org.stillcall.plan;

/** What a dialled number turns out to be. */
public enum NumberKind {
    /** A fixed or mobile phone. */
    ORDINARY,
    TOLL_FREE,
    PREMIUM,
    /** Any other number with a rate of its own: shared cost, personal, paging, company-wide. */
    SHARED_COST,
    EMERGENCY,
    /** It holds a star, a hash, or a code that changes what is shown. */
    DIALLING_CODE,
    INVALID
}
