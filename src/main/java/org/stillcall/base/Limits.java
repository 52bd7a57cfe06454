package org.stillcall.base;

/** Every limit of the product in one place; each has a behaviour at the limit and a test that reaches it. */
public final class Limits {
    private Limits() {}

    /** Longest SIP message taken or sent, in bytes; a longer one is answered 513 or its connection is closed. */
    public static final int SIP_MESSAGE_BYTES = 8192;
    /** Most header lines in one SIP message; more is a malformed message (400). */
    public static final int SIP_HEADERS = 128;
    /** Longest dial string, in characters, after visual separators are dropped. */
    public static final int DIAL_STRING = 32;
    /** Longest E.164 number, in digits (ITU-T E.164 section 6). */
    public static final int E164_DIGITS = 15;
    /** Calls in progress on one server; the next one is refused with 503. */
    public static final int CALLS = 40_000;
    /** Connections (TCP and TLS together) open at once; the oldest idle one is closed for the next. */
    public static final int SIP_CONNECTIONS = 4_000;
    /** Contacts held for one account by the registrar; the oldest is dropped for the next. */
    public static final int CONTACTS_PER_PHONE = 5;
    /** One-time keys that wait for a number at once; no further one is issued. */
    public static final int CALL_KEYS = 10_000;
    /** How long a one-time key waits for its number; then it is overwritten. */
    public static final int CALL_KEY_MILLIS = 60_000;
    /** Longest sealed number (compact JWE), in characters; a longer one is refused unread. */
    public static final int SEALED_NUMBER_CHARACTERS = 2048;
    /** Longest text in a sealed number, padding included, in bytes; a longer one is refused. */
    public static final int SEALED_NUMBER_BYTES = 64;
    /** Longest name of a party (apu, apv) in a sealed number's header, in bytes; a longer one is refused. */
    public static final int SEALED_NUMBER_PARTY_BYTES = 128;
    /** Sealed numbers in the making or being opened at once; the next is answered busy. */
    public static final int SEALED_NUMBERS = 128;
}
