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
    /** Messages read of a socket that no turn has emptied for half a second; with more, new calls get 503. */
    public static final int SIP_RUSH_MESSAGES = 1_000;
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
    /** Interpreters in one configuration; a longer list is a fault in it. */
    public static final int CONFIGURED_INTERPRETERS = 200;
    /** Names that networks may show with our numbers, for one trunk; a longer list is a fault in the configuration. */
    public static final int PROBE_NAMES = 20;
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
    /** How long a page that is the phone may take until it is heard first; then the call has failed. */
    public static final int PAGE_CONNECT_MILLIS = 15_000;
    /** How long a page that is the phone may be missed until the survivor hears a waiting tone. */
    public static final int PAGE_QUIET_MILLIS = 2_000;
    /** A page that is missed for so long in a call lets its advocate's own mobile ring too. */
    public static final int PAGE_MISSED_MILLIS = 5_000;
    /** How long the mobile has for that, its code included. */
    public static final int STANDBY_MILLIS = 45_000;
    /** A page of which nothing was heard for so long sleeps: it is not rung. */
    public static final int PAGE_AWAKE_MILLIS = 14_000;
    /** A page that rings says so within this, again and again, or it sleeps. */
    public static final int PAGE_RINGS_LOOK_MILLIS = 4_000;
    /** How long somebody who tapped "answer" may take until they are heard; then others are rung again. */
    public static final int ANSWERING_MILLIS = PAGE_CONNECT_MILLIS + 2_000;
    /** How long somebody who said "not now" is rung for nobody. */
    public static final int DECLINED_REST_MILLIS = 30_000;
    /** How long somebody with nothing that rings is rung for nobody. */
    public static final int UNREACHABLE_REST_MILLIS = 5_000;
    /** How long a page that is the phone may be missed (another network, loaded again); then the call ends. */
    public static final int PAGE_AWAY_MILLIS = 15_000;
    /** How long a third party's phone rings; then the call goes on without. */
    public static final int THIRD_PARTY_RING_MILLIS = 30_000;
    /** How often third parties can be asked to join one call; beyond it nobody is rung. One at a time is there. */
    public static final int THIRD_PARTIES_ASKED = 20;
    /** Plans whose phones refused private calls lately, and such consents used; beyond it no further number shows. */
    public static final int PRIVATE_REFUSALS = 10_000;
    /** Longest text of a contact plan's policy half, in bytes; a longer one is refused unread. */
    public static final int PLAN_BYTES = 16_384;
    /** Single times of one plan, and exceptions of one plan; a longer list is refused. */
    public static final int PLAN_STRETCHES = 50;
    /** Longest single time of a plan, in days; a longer one is refused, because it is a slip of the pen. */
    public static final int PLAN_STRETCH_DAYS = 7;
    /** Languages of one plan; a longer list is refused. */
    public static final int PLAN_LANGUAGES = 8;
    /** Most attempts that a plan can allow; a higher number is refused. */
    public static final int PLAN_ATTEMPTS = 20;
    /** Longest sign before a call, in seconds; a longer one is refused. */
    public static final int PLAN_RING_SECONDS = 30;
    /** Longest pause between the sign and the call, in seconds; a longer one is refused. */
    public static final int PLAN_PAUSE_SECONDS = 900;
    /** Longest wait after a dropped call, in minutes; a longer one is refused. */
    public static final int PLAN_DROPPED_MINUTES = 60;
    /** Lines held for a survivor's return at once; beyond it nothing is held after a drop, and the advocate is told. */
    public static final int HELD_LINES = 1_000;
    /** Calls coming in from trunks in one second that are looked at; more are refused with 503. */
    public static final int INCOMING_PER_SECOND = 250;
    /** Callers who hear the tone of a number that is not in service at once; further ones are refused without it. */
    public static final int NOT_IN_SERVICE_TONES = 20;
    /** Helplines in one configuration; a longer list is a fault in it. */
    public static final int CONFIGURED_HELPLINES = 50;
    /** Numbers that are one person's, in one configuration; a longer list is a fault in it. */
    public static final int CONFIGURED_DIRECTS = 500;
    /** Calls to the number of keypad duty at once; the next one hears that it is busy (486). */
    public static final int DUTY_CALLS = 8;
    /** Callers whom nobody here took and who are put through to a second centre at once; the next one is not. */
    public static final int PASSED_ON = 8;
    /** How long colleagues are rung for a call that is to be theirs; then it goes back. */
    public static final int TRANSFER_RING_MILLIS = 30_000;
    /** How often one call can be put through to colleagues; beyond it nobody is rung. */
    public static final int TRANSFERS = 20;
    /** Numbers of one helpline; a longer list is a fault in the configuration. */
    public static final int HELPLINE_NUMBERS = 50;
    /** Languages of one helpline, one key each; a longer list is a fault in the configuration. */
    public static final int HELPLINE_LANGUAGES = 8;
    /** Callers of published numbers who are led or wait at once; the next one hears that it is busy (486). */
    public static final int CALLERS = 500;
    /**
     * How long a caller may leave our answer without an ACK while there is no room for another; then their place is
     * the next one's.
     */
    public static final int CALLER_UNHEARD_MILLIS = 2_000;
    /** Callers whose return after a drop is expected at once; the one expected longest is forgotten for the next. */
    public static final int RETURNS_EXPECTED = 1_000;
    /** Callers who are refused for a while at once; the one refused for longest is let in again for the next. */
    public static final int CALLERS_BLOCKED = 200;
    /** Calls of one number to published numbers in one minute; the next one hears that it is busy (486). */
    public static final int CALLS_A_MINUTE = 10;
    /** Calls of the last minute that are known again by their number; beyond it older ones are forgotten. */
    public static final int CALLS_REMEMBERED = 1_000;
    /** Wrong codes that one caller may key; further ones are not looked at. */
    public static final int RETURN_CODES_TRIED = 3;
    /** Wrong codes of all callers in one minute; until it is over none is looked at, and whoever keys one waits. */
    public static final int WRONG_CODES_A_MINUTE = 20;
    /** Seconds that have to be left of a safe time for a phone to be rung in it; with fewer the call is refused. */
    public static final int LEAST_RING_SECONDS = 10;
    /** How far ahead a next safe time is looked for, in days; what comes later counts as none. */
    public static final int PLAN_DAYS_AHEAD = 200;
    /** Keys in the key table at once; no further one is made. */
    public static final int KEY_SLOTS = 4_096;
    /** Longest text sealed under a key of the table, in bytes; a longer one is the caller's fault. */
    public static final int KEY_TEXT_BYTES = 1 << 20;
    /** Texts being sealed or opened under keys of the table at once; the next one waits. */
    public static final int KEY_ROOMS = 16;
    /** How old the time kept in the key table may become before it is written again. */
    public static final int KEY_MARK_MILLIS = 600_000;
    /** Names and addresses of the console's certificate; a longer list is a fault in the configuration. */
    public static final int CERTIFICATE_NAMES = 20;
    /** Longest file with a certificate chain or a key, in bytes; a longer one is not read. */
    public static final int CERTIFICATE_FILE_BYTES = 64 * 1024;

    /** Settings that may be weaker than the guide at once, each with its reason; one more is a fault. */
    public static final int WEAKER_SETTINGS = 40;

    /** Rows, or columns, of a table of totals. */
    public static final int TOTALS_LINES = 256;

    /** Longest line of a carrier's bill, in bytes; with a longer one the file is not read on. */
    public static final int BILL_LINE_BYTES = 16 * 1024;
    /** Columns of a carrier's bill; with more the file is not read on. */
    public static final int BILL_COLUMNS = 200;
    /** Lines of a carrier's bill; with more the file is not read on. */
    public static final int BILL_LINES = 3_000_000;
    /** Bytes of a carrier's bill, as sent; more are refused. */
    public static final long BILL_BYTES = 512L << 20;
    /** Until a bill has to be there, in minutes: it keeps others waiting. */
    public static final int BILL_MINUTES = 30;
    /** Bills read at once, as each keeps a processor busy; the next one is answered 503. */
    public static final int BILLS_AT_ONCE = 1;
}
