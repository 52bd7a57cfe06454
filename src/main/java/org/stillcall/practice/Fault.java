package org.stillcall.practice;

/** What the practice carrier does wrong when asked to, as real carriers were seen to do. */
public enum Fault {
    /** Hands P-Asserted-Identity to the phone although its privacy was asked for (RFC 3325 section 7). */
    LEAKS_ASSERTED_IDENTITY,
    /** Does as if there were no Privacy header. */
    IGNORES_PRIVACY,
    /** Shows Remote-Party-ID before anything else, whatever privacy it asks for. */
    PREFERS_REMOTE_PARTY_ID,
    /** Hands every header to the phone, which shows it. */
    PASSES_EVERY_HEADER,
    /** Puts the customer's main number in the place of From and shows it. */
    REWRITES_FROM,
    /** Leaves every second INVITE without a final answer. */
    DROPS,
    /** Takes its time before the phone rings. */
    DELAYS
}
