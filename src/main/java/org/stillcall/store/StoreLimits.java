package org.stillcall.store;

/**
 * How many rows there may be of a kind, in one centre unless it says otherwise; the next is refused ({@link
 * Change#FULL}).
 */
public final class StoreLimits {
    private StoreLimits() {}

    /** Centres on one installation. */
    public static final int CENTRES = 200;
    /** Contact plans. */
    public static final int PLANS = 4_000;
    /** Releases of information. */
    public static final int RELEASES = 4_000;
    /** Callers' messages. */
    public static final int MESSAGES = 200;
    /** Legal holds, in force or asked for. */
    public static final int HOLDS = 20;
    /** Of these, those that one person asked for and nobody confirmed. */
    public static final int HOLDS_ASKED = 5;
    /** Days after which a hold ends at the latest. */
    public static final int HOLD_DAYS = 180;
    /** Days after which a hold, or its end, that nobody confirmed is not asked for any more. */
    public static final int HOLD_ASKED_DAYS = 7;
    /** Characters of a court's reference; more is a caller's fault. */
    public static final int REFERENCE_CHARACTERS = 80;
    /** Seconds of one message. */
    public static final int MESSAGE_SECONDS = 600;
    /** Sentences that a centre recorded itself. */
    public static final int PROMPTS = 400;
    /** Bytes of one of them: a minute of 16-bit samples at 8 kHz, and a header. */
    public static final int PROMPT_BYTES = 60 * 16_000 + 44;
    /** Members of staff. */
    public static final int PEOPLE = 500;
    /** Shifts. */
    public static final int SHIFTS = 1_000;
    /** Entries of the register of carriers' portals. */
    public static final int PORTALS = 100;
    /** Devices of one person. */
    public static final int DEVICES_PER_PERSON = 8;
    /** Passkeys on one device. */
    public static final int CREDENTIALS_PER_DEVICE = 4;
    /** Alerts for one person; the oldest goes for the next. */
    public static final int ALERTS_PER_PERSON = 200;
    /** Days after which an alert goes by itself. */
    public static final int ALERT_DAYS = 90;
    /** Wiped devices remembered; the oldest goes for the next. */
    public static final int WIPED_DEVICES = 1_000;
    /** Days after which a wiped device is forgotten. */
    public static final int WIPED_DAYS = 400;
    /** Trunks and what calls by them show, of which a test call's result is kept; a further one is not. */
    public static final int PROBES = 500;
    /** Days after which the result of a test call goes that none followed. */
    public static final int PROBE_DAYS = 400;
    /** Numbers of the centre that are lent to nobody; a further one is not kept, and found out again after a start. */
    public static final int WITHDRAWN = 1_000;
    /** Days after which such a number may be lent again. */
    public static final int WITHDRAWN_DAYS = 180;
    /** Trunks and months whose check of a bill is kept; a further one is not. */
    public static final int BILLS = 2_000;
    /** Days after which such a check goes. */
    public static final int BILL_DAYS = 1_200;
    /** Characters of how a carrier's bills are written; more is a caller's fault. */
    public static final int LAYOUT_CHARACTERS = 200;
    /** Tallies (names by months); a further one is not counted. */
    public static final int TALLIES = 20_000;
    /** Months after which a tally goes, and what is shown of a month. */
    public static final int TALLY_MONTHS = 120;
    /** Characters of what is shown of a month; more is a caller's fault. */
    public static final int PUBLISHED_CHARACTERS = 1 << 20;
    /** Generations of the centre's key kept at once; no further rotation until older ones are dropped. */
    public static final int GENERATIONS = 8;
    /** Bytes of an envelope, a policy half, a wrapped key or a verifier; a longer one is a caller's fault. */
    public static final int SEALED_BYTES = 16_384;
    /** Characters of a centre's settings; more is a caller's fault. */
    public static final int SETTINGS_CHARACTERS = 65_536;
    /** Plans claimed at once, of all centres; a further one is not claimed. */
    public static final int CLAIMS = 4_000;
    /**
     * Keys of the key table that plans and releases leave free, so that devices can always be let in and keys
     * changed.
     */
    public static final int KEYS_FOR_STAFF = 512;
    /** Attempts that a plan may allow; more is a caller's fault. */
    public static final int ATTEMPTS = 99;
}
