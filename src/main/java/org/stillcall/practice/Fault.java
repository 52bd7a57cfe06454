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
    /** Names the customer by its account in the reports beside the sound (RTCP), as {@code user@host}. */
    NAMES_CUSTOMER_IN_REPORTS,
    /** Writes the customer's account into the description of the sound that it sends on. */
    NAMES_CUSTOMER_IN_DESCRIPTION,
    /** Leaves every second INVITE without a final answer. */
    DROPS,
    /** Takes its time before the phone rings. */
    DELAYS,
    /** Not wrong: has both ends send sound to each other, by the descriptions that they wrote themselves. */
    STAYS_OUT_OF_THE_SOUND
}
