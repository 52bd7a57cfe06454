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
    /** INVITEs of ours that nobody has answered with a word yet; at the limit new calls are refused with 503. */
    public static final int SIP_UNHEARD_INVITES = 2_000;
    /** Calls in progress on one server; the next one is refused with 503. */
    public static final int CALLS = 40_000;
    /** Requests of one peer within one dialog in ten seconds, BYE apart; more are answered 500 and not kept. */
    public static final int SIP_DIALOG_REQUESTS = 100;
    /** Connections (TCP and TLS together) open at once; the oldest idle one is closed for the next. */
    public static final int SIP_CONNECTIONS = 4_000;
    /** Contacts held for one account by the registrar; the oldest is dropped for the next. */
    public static final int CONTACTS_PER_PHONE = 5;
    /** Malformed messages a second from one source; datagrams above that are dropped unread, connections closed. */
    public static final int SIP_MALFORMED_PER_SECOND = 20;
    /** Sources watched for malformed messages at once; the one quiet for longest is forgotten for the next. */
    public static final int SIP_WATCHED_SOURCES = 4_096;
    /** Wait for a connection and its TLS handshake; then the message has failed. */
    public static final int SIP_CONNECT_MILLIS = 4_000;
    /** Wait for the rest of a message once its first byte came, or for the other side to take ours; then closed. */
    public static final int SIP_PARTIAL_MILLIS = 10_000;
    /** Silence on a connection, in both directions, after which it is closed. */
    public static final int SIP_IDLE_MILLIS = 1_800_000;
    /** Messages waiting to leave by one connection; one more closes it. */
    public static final int SIP_QUEUED_PER_CONNECTION = 64;
    /** Messages waiting to leave, all sockets and connections together; one more fails. */
    public static final int SIP_QUEUED = 4_096;
    /** Timers set on the event loop at once, two for each SIP transaction and leg; one more is our fault and throws. */
    public static final int LOOP_TIMERS = 2_500_000;
    /** Tasks waiting for the event loop; one more is refused to the thread that brings it. */
    public static final int LOOP_TASKS = 100_000;
    /** Domains whose servers the SIP resolver remembers; the one used longest ago is forgotten for the next. */
    public static final int SIP_DOMAINS = 1_000;
    /** Servers that one SIP look-up yields; the rest of the list is not used. */
    public static final int SIP_SERVERS = 16;
    /** Wait for a SIP look-up; then what was found before is used, else there is none. */
    public static final int SIP_LOOKUP_MILLIS = 2_000;
    /** How long a SIP look-up that found nothing, or failed, is not tried again. */
    public static final int SIP_LOOKUP_AGAIN_MILLIS = 10_000;
    /** How long after its time to live a found server is still used while DNS fails (RFC 8767 section 5). */
    public static final int SIP_LOOKUP_STALE_MILLIS = 86_400_000;
    /** Numbers in a centre's pool; a longer list is a fault in the configuration. */
    public static final int POOL_NUMBERS = 10_000;
    /** Leases of one pool at once, all numbers together; more is a fault in the configuration. */
    public static final int POOL_LEASES = 200_000;
    /** Weekly windows of one programme or plan; a longer list is a fault in the configuration. */
    public static final int SAFE_WINDOWS = 100;
    /** Phones in one configuration; a longer list is a fault in it. */
    public static final int CONFIGURED_PHONES = 1_000;
    /** Trunks in one configuration; a longer list is a fault in it. */
    public static final int CONFIGURED_TRUNKS = 50;
    /** Programmes in one configuration; a longer list is a fault in it. */
    public static final int CONFIGURED_PROGRAMMES = 100;
    /** Nonces of ours that proved a password and are remembered; at the limit the oldest count as stale. */
    public static final int SIP_NONCES = 8_192;
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
