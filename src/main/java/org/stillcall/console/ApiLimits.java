package org.stillcall.console;

import org.stillcall.store.StoreLimits;

/** The sizes that this package keeps to; each has a behaviour at the limit and a test that reaches it. */
final class ApiLimits {
    private ApiLimits() {}

    /** Longest request body, in bytes; a longer one is answered 413. */
    static final int BODY_BYTES = 16 * 1024;
    /** Longest request line and headers together, in bytes; more is answered 431 or 414. */
    static final int HEADER_BYTES = 8 * 1024;
    /** Wait for a request's bytes, or for the client to take ours; then the connection is closed. */
    static final int IDLE_MILLIS = 30_000;
    /** Wrong tokens at once before any token is answered 429 unread. */
    static final int WRONG_TOKENS = 10;
    /** How many more wrong tokens are looked at each second. */
    static final int WRONG_TOKENS_PER_SECOND = 2;
    /** Event streams open at once; one more is answered 503. */
    static final int STREAMS = 200;
    /** Events waiting for one stream's client; one more ends the stream. */
    static final int EVENTS_WAITING = 256;
    /** Browser sessions at once; the oldest ends for the next. */
    static final int SESSIONS = 20;
    /** One-time codes that wait at once; the oldest is forgotten for the next. */
    static final int CODES = 10;
    /** How long a one-time code waits. */
    static final int CODE_MILLIS = 600_000;
    /** Connections open at once; further ones wait to be accepted. */
    static final int CONNECTIONS = 500;
    /** Connections open at once by HTTPS, and as many by plain HTTP from the network; one more is closed unread. */
    static final int HTTPS_CONNECTIONS = 1_000;
    /** Those from one address, or from one IPv6 network of 64 bits: a whole centre can be behind it. */
    static final int CONNECTIONS_PER_ADDRESS = 250;
    /** New connections of one address at once; one more is closed unread. */
    static final int NEW_CONNECTIONS = 300;
    /** How many more new connections of one address are taken each second. */
    static final int NEW_CONNECTIONS_PER_SECOND = 20;
    /** Addresses whose new connections are counted; the one quiet for longest is forgotten for the next. */
    static final int WATCHED_ADDRESSES = 4_096;
    /** How long a TLS handshake may take; then the connection is closed. */
    static final int HANDSHAKE_MILLIS = 10_000;
    /** How long a request's bytes may keep coming in, beside the time that its size allows; then it is closed. */
    static final int REQUEST_MILLIS = 20_000;
    /** How slow a long request may come in. */
    static final int LEAST_BYTES_PER_SECOND = 16 * 1024;
    /** Longest body of a request that wraps a key to every device, in bytes; a longer one is answered 413. */
    static final int ROTATION_BODY_BYTES = 2 * 1024 * 1024;
    /** Longest body of a request that brings a recorded sentence, in bytes; a longer one is answered 413. */
    static final int PROMPT_BODY_BYTES = StoreLimits.PROMPT_BYTES * 4 / 3 + 64;
    /** Objects and lists within one another in a body; deeper is malformed. */
    static final int JSON_DEPTH = 8;
    /** People's sessions at once, one a device; the one quiet for longest ends for the next. */
    static final int DESK_SESSIONS = 1_000;
    /** How long a person stays signed in, whatever they do: one shift; then they sign in again. */
    static final long DESK_SESSION_MILLIS = 16 * 3_600_000L;
    /** How much later than the browser the server locks by itself, for a browser that did not. */
    static final int LOCK_GRACE_MILLIS = 15_000;
    /** How long at least a device stays unlocked untouched while its page shows a task of paper or two devices. */
    static final int PATIENT_SECONDS = 180;
    /** Sessions that have ended and are remembered with the reason; the oldest is forgotten for the next. */
    static final int ENDED_SESSIONS = 1_000;
    /** Event streams of one person's session; the oldest ends for the next. */
    static final int STREAMS_PER_SESSION = 4;
    /** Pages that are phones at once; one more is answered 503. */
    static final int PHONE_SOCKETS = 500;
    /** Pages that are practice phones at once; one more is answered 503. */
    static final int PRACTICE_LINES = 20;
    /** Longest message of a page that is a phone, in bytes; a longer one closes its socket. */
    static final int PHONE_MESSAGE_BYTES = 16 * 1024;
    /** Longest session description in it, in characters; a longer one closes its socket. */
    static final int PHONE_SDP_CHARACTERS = 8 * 1024;
    /** Longest name of a call in it, in characters; a longer one closes its socket. */
    static final int CALL_NAME_CHARACTERS = 64;
    /** Messages of one page that may come at once; one more closes its socket. */
    static final int PHONE_MESSAGES_AT_ONCE = 40;
    /** How many more messages of one page are taken each second. */
    static final int PHONE_MESSAGES_PER_SECOND = 10;
    /** News waiting for one page; one more closes its socket. */
    static final int PHONE_NEWS_WAITING = 64;
    /** How long one message may take to leave; then the socket is closed. */
    static final int PHONE_SEND_MILLIS = 10_000;
    /** How often a page that is a phone is asked whether it is awake. */
    static final int PHONE_ALIVE_MILLIS = 10_000;
    /** How long such a page may say nothing; then its socket is closed, and it is no phone until it comes back. */
    static final int PHONE_SILENT_MILLIS = 30_000;
    /** Passkey challenges that wait at once; the oldest is forgotten for the next. */
    static final int CHALLENGES = 500;
    /** Passkey challenges that wait for one device at once; the oldest is forgotten for the next. */
    static final int CHALLENGES_PER_PURPOSE = 8;
    /** How long a challenge waits for its passkey. */
    static final int CHALLENGE_MILLIS = 300_000;
    /** How long after the use of a passkey lasting ways in may be opened: a PIN, a device, a sheet, a role. */
    static final int PASSKEY_FRESH_MILLIS = 300_000;
    /** Wrong PINs, since the last right one; with the last of them the PIN and the session end. */
    static final int PIN_TRIES = 5;
    /** Wrong set-up codes within a minute; then none is looked at until the minute is over. */
    static final int SETUP_TRIES = 5;
    /** Wrong codes of new devices within a minute, everyone's together; then none is looked at for the rest. */
    static final int JOIN_TRIES = 10;
    /**
     * Wrong recovery proofs that are told so within a second; more are answered 429. Each is looked at all the same:
     * nobody guesses 128 bits, and a crowd of wrong ones must not keep the right one out.
     */
    static final int WRONG_PROOFS_PER_SECOND = 20;
    /** New devices that wait at once; one more is answered 503. */
    static final int JOINS = 50;
    /** How long a code for a new device is good, and how long its holder may take. */
    static final int JOIN_MILLIS = 600_000;
    /** Longest body of a request that carries a plan, in bytes; a longer one is answered 413. */
    static final int PLAN_BODY_BYTES = 32 * 1024;
    /** Changes to plans, releases, claims and overrides from one device within a minute; more are answered 429. */
    static final int CHANGES_PER_MINUTE = 120;
    /** How long a call-back stays claimed without a further sign of its holder; a call in progress lengthens that. */
    static final int CLAIM_MINUTES = 15;
    /** Who was reached and is off the list of call-backs; the one reached longest ago is on it again for the next. */
    static final int REACHED = 4_000;
    /** How long somebody who was reached is off the list at most, where the safe time has no end in sight. */
    static final int REACHED_HOURS = 24;
    /** Leaves to call outside a plan that are open at once; one more is answered 503. */
    static final int OVERRIDES = 200;
    /** Leaves to call outside a plan that one person asks for within an hour; more are answered 429. */
    static final int OVERRIDES_PER_HOUR = 6;
    /** How long a leave to call outside a plan is good for once it counts. */
    static final int OVERRIDE_MINUTES = 30;
    /** Call-backs listed in one answer, the next ones first. */
    static final int CALLBACKS = 500;
    /** Readings of one calendar within a minute; more are answered 429. */
    static final int CALENDAR_READINGS = 30;
    /** Envelopes handed out for sealing anew in one answer. */
    static final int RESEALS = 20;
}
