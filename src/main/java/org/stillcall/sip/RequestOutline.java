package org.stillcall.sip;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the composer is to write as a request within one leg; every field is ours or this leg's own peer's. Reused. */
final class RequestOutline {
    SipMethod method = SipMethod.INVITE;
    long cseq;
    String contactUser = "";
    boolean withContact;
    List<String> privacy = List.of();

    @Nullable
    String assertedIdentity;
    /** Seconds of Session-Expires, 0 for no header. */
    long sessionExpires;
    /** "uac", "uas" or empty. */
    String refresher = "";

    long minSe;
    /** RSeq and CSeq of the provisional response that a PRACK acknowledges; -1 for no RAck. */
    long rackRseq = -1;

    long rackCseq;

    /** Why a BYE is sent; null to give no reason. */
    @Nullable
    ReleaseCause cause;

    @Nullable
    Slice challenge;

    @Nullable
    Credential credential;

    boolean byProxy;
    byte @Nullable [] sdp;

    RequestOutline begin(SipMethod what, long number) {
        method = what;
        cseq = number;
        contactUser = "";
        withContact = false;
        privacy = List.of();
        assertedIdentity = null;
        sessionExpires = 0;
        refresher = "";
        minSe = 0;
        rackRseq = -1;
        rackCseq = 0;
        cause = null;
        challenge = null;
        credential = null;
        byProxy = false;
        sdp = null;
        return this;
    }
}
