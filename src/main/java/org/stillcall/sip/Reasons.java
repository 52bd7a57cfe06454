package org.stillcall.sip;

/**
 * Reads Reason headers (RFC 3326): a comma-separated list of {@code protocol;cause=number;text="..."}, in one header
 * line or several. Only numbers are read, never the text, and of a message no more than {@link #MOST} values.
 */
final class Reasons {
    static final int MOST = 8;

    private Reasons() {}

    /** Why a telephone network ended a call (ITU-T Q.850): 1 to 127, or 0 when it does not say. */
    static int cause(SipMessage message) {
        return number(message, "Q.850", 127);
    }

    /** The SIP status that a proxy or switch names as its reason: 100 to 699, or 0. */
    static int status(SipMessage message) {
        int status = number(message, "SIP", 699);
        return status < 100 ? 0 : status;
    }

    /** The first value of that protocol counts; a wrong one counts as none. */
    private static int number(SipMessage message, String protocol, int most) {
        int read = 0;
        for (int i = 0; i < message.headerCount(); i++) {
            if (message.headerName(i) != HeaderName.REASON) {
                continue;
            }
            Slice rest = message.headerValue(i).trimmed();
            while (!rest.isEmpty() && read++ < MOST) {
                int end = NameAddress.outsideQuotes(rest, ',');
                Slice value = end < 0 ? rest : rest.part(0, end);
                if (names(value, protocol)) {
                    Slice cause = value.parameter("cause");
                    long number = cause == null ? 0 : cause.number();
                    return number > 0 && number <= most ? (int) number : 0;
                }
                rest = end < 0 ? Slice.EMPTY : rest.from(end + 1).trimmed();
            }
        }
        return 0;
    }

    private static boolean names(Slice value, String protocol) {
        int end = value.indexOf(';', 0);
        return (end < 0 ? value : value.part(0, end)).trimmed().isIgnoringCase(protocol);
    }
}
