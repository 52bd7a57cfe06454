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
    /** Numbers in a centre's pool; a longer list is a fault in the configuration. */
    public static final int POOL_NUMBERS = 10_000;
    /** Leases of one pool at once, all numbers together; more is a fault in the configuration. */
    public static final int POOL_LEASES = 200_000;
    /** Weekly windows of one programme or plan; a longer list is a fault in the configuration. */
    public static final int SAFE_WINDOWS = 100;
}
