package org.stillcall.trunk;

import org.jspecify.annotations.Nullable;

/** How an attempt on the far leg ended, as the trunk told it or failed to. */
public sealed interface FarEnd {
    /** What had been heard before. */
    enum Before {
        /** Nothing, or 100: the final answer came within a second of the INVITE. */
        INSTANT,
        /** The answer took longer, without ringing. */
        WAITED,
        /** It rang: a provisional answer above 100 came. */
        RANG
    }

    /** A final SIP answer. */
    record Answer(int status, @Nullable Cause cause, Before before) implements FarEnd {}

    /** A Q.850 cause from the Reason header (RFC 3326). */
    record Cause(int code) {}

    /** No final answer. */
    enum Silence implements FarEnd {
        /** The connection could not be made, or no address was found. */
        NO_CONNECTION,
        /** Not even 100 came in the time that RFC 3261 section 17.1.1.2 gives (timer B). */
        NO_RESPONSE,
        /** A provisional answer came and then nothing. */
        STOPPED,
        /** It rang for as long as we let it. */
        RANG_OUT,
        /** The near leg ended, or the advocate gave up. */
        GIVEN_UP
    }
}
