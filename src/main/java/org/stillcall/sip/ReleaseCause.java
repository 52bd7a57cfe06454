package org.stillcall.sip;

import static org.stillcall.base.Contract.require;

/** A Q.850 cause that we give as the reason of a refusal or a BYE (RFC 3326, RFC 6432): a number without any text. */
public record ReleaseCause(int code) {
    /** Nobody has this number. */
    public static final ReleaseCause UNALLOCATED = new ReleaseCause(1);

    public ReleaseCause {
        require(code > 0 && code < 128, "A release cause is 1 to 127.");
    }

    HeaderLine line() {
        return new HeaderLine(HeaderName.REASON, "Q.850;cause=" + code);
    }
}
