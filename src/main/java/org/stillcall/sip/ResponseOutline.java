package org.stillcall.sip;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the composer is to write into a response beside the lines that the RFC has it copy. Reused. */
final class ResponseOutline {
    int status;
    /** The user part of Contact; null for no Contact. */
    @Nullable
    String contactUser;

    boolean withAllow;
    boolean withSupported;
    /** RSeq of a reliable provisional response, 0 for none. */
    long rseq;

    long sessionExpires;
    String refresher = "";
    boolean requireTimer;
    long minSe;
    int retryAfter;
    /** The request whose Require has what we do not know (420). */
    @Nullable
    SipMessage unsupportedOf;

    boolean withAccept;
    List<HeaderLine> extra = List.of();
    byte @Nullable [] sdp;

    ResponseOutline begin(int code) {
        status = code;
        contactUser = null;
        withAllow = false;
        withSupported = false;
        rseq = 0;
        sessionExpires = 0;
        refresher = "";
        requireTimer = false;
        minSe = 0;
        retryAfter = 0;
        unsupportedOf = null;
        withAccept = false;
        extra = List.of();
        sdp = null;
        return this;
    }

    ResponseOutline retryIn(int seconds) {
        retryAfter = seconds;
        return this;
    }

    ResponseOutline capabilities() {
        withAllow = true;
        withSupported = true;
        withAccept = status == 200 && contactUser == null;
        return this;
    }
}
