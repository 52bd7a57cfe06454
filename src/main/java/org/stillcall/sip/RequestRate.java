package org.stillcall.sip;

import org.stillcall.base.Limits;

/** How many requests a peer sends within one dialog, counted by spans of ten seconds. */
final class RequestRate {
    private static final long SPAN_MILLIS = 10_000;

    private int count;
    private long until;

    /** Counts one more; true when it is beyond {@link Limits#SIP_DIALOG_REQUESTS}. */
    boolean isTooMuch(long nowMillis) {
        if (nowMillis >= until) {
            until = nowMillis + SPAN_MILLIS;
            count = 0;
        }
        return ++count > Limits.SIP_DIALOG_REQUESTS;
    }
}
