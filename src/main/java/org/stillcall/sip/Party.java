package org.stillcall.sip;

/**
 * What stands in From: a quoted display name (empty: none) and a URI of ours.
 *
 * @param display without quotes; letters, digits, spaces, dots and hyphens only
 * @param user user part, or empty
 * @param host domain or address
 */
public record Party(String display, String user, String host) {
    /** RFC 3323 section 4.1.1.3. */
    public static final Party ANONYMOUS = new Party("Anonymous", "anonymous", "anonymous.invalid");

    @Override
    public String toString() {
        return "Party";
    }
}
