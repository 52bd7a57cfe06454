package org.stillcall.trunk;

/** The values of the Privacy header, in the order in which they are sent. */
public enum PrivacyToken {
    /** RFC 3325 section 9.3: the network does not pass the asserted identity on. */
    ID("id"),
    /** RFC 3323 section 4.2. */
    HEADER("header"),
    /** RFC 3323 section 4.2. */
    SESSION("session"),
    /** RFC 3323 section 4.2. */
    USER("user"),
    /** RFC 7044 section 10.1. */
    HISTORY("history"),
    /** RFC 3323 section 4.2: refuse the call where privacy cannot be given. */
    CRITICAL("critical");

    private final String text;

    PrivacyToken(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
