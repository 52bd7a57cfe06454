package org.stillcall.console;

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
}
