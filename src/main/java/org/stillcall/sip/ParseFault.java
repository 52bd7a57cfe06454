package org.stillcall.sip;

/** Why a message was not understood, and the status that answers a request that has it. */
public enum ParseFault {
    NOT_SIP(400),
    TOO_LONG(513),
    TOO_MANY_HEADERS(400),
    BAD_START_LINE(400),
    BAD_VERSION(505),
    BAD_HEADER_LINE(400),
    MISSING_HEADER(400),
    REPEATED_HEADER(400),
    BAD_VIA(400),
    BAD_FROM(400),
    BAD_TO(400),
    BAD_CALL_ID(400),
    BAD_CSEQ(400),
    BAD_CONTACT(400),
    BAD_CONTENT_LENGTH(400),
    BAD_MAX_FORWARDS(400),
    BAD_EXPIRES(400),
    BAD_REQUEST_URI(400),
    BAD_ROUTE(400),
    BAD_DATE(400);

    private final int status;

    ParseFault(int status) {
        this.status = status;
    }

    /** The final status of the answer (RFC 3261 section 21.4). */
    int status() {
        return status;
    }
}
