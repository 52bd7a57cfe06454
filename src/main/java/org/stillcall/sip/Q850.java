package org.stillcall.sip;

/** Why a telephone network ended a call (ITU-T Q.850), as far as it says so. */
final class Q850 {
    private Q850() {}

    /** The cause of a Reason header with protocol Q.850 (RFC 3326), or 0. */
    static int cause(SipMessage response) {
        for (int i = 0; i < response.headerCount(); i++) {
            if (response.headerName(i) == HeaderName.REASON
                    && response.headerValue(i).beginsIgnoringCase("Q.850")) {
                Slice value = response.headerValue(i).parameter("cause");
                long number = value == null ? 0 : value.number();
                return number > 0 && number < 128 ? (int) number : 0;
            }
        }
        return 0;
    }
}
