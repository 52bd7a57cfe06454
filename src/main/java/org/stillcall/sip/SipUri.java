package org.stillcall.sip;

/**
 * A SIP or SIPS URI (RFC 3261 section 19.1) as slices of the message. {@code port} is 0 when none is given, {@code
 * parameters} begins with ';' or is empty, {@code headers} begins with '?' or is empty.
 */
public record SipUri(
        boolean valid, boolean secure, Slice user, Slice host, int port, Slice parameters, Slice headers, Slice whole) {

    private static final SipUri INVALID =
            new SipUri(false, false, Slice.EMPTY, Slice.EMPTY, 0, Slice.EMPTY, Slice.EMPTY, Slice.EMPTY);

    static boolean isSip(Slice text) {
        return text.beginsIgnoringCase("sip:") || text.beginsIgnoringCase("sips:");
    }

    /** Reads a URI without angle brackets; {@link #valid} says whether it is one. */
    public static SipUri parse(Slice text) {
        if (!isSip(text)) {
            return INVALID;
        }
        boolean secure = text.beginsIgnoringCase("sips:");
        Slice rest = text.from(secure ? 5 : 4);
        int at = rest.indexOf('@', 0);
        Slice user = Slice.EMPTY;
        if (at >= 0) {
            int colon = rest.part(0, at).indexOf(':', 0);
            user = rest.part(0, colon >= 0 ? colon : at);
            if (user.isEmpty()) {
                return INVALID;
            }
        }
        Slice hostAndMore = rest.from(at + 1);
        int hostEnd = hostEnd(hostAndMore);
        Slice host = hostAndMore.part(0, hostEnd);
        Slice more = hostAndMore.from(hostEnd);
        int port = 0;
        if (!more.isEmpty() && more.at(0) == ':') {
            int end = 1;
            while (end < more.length() && more.at(end) >= '0' && more.at(end) <= '9') {
                end++;
            }
            long value = more.part(1, end).number();
            if (value < 1 || value > 65535) {
                return INVALID;
            }
            port = (int) value;
            more = more.from(end);
        }
        if (!Grammar.isHost(host) || !more.isEmpty() && more.at(0) != ';' && more.at(0) != '?') {
            return INVALID;
        }
        int question = more.indexOf('?', 0);
        Slice parameters = question < 0 ? more : more.part(0, question);
        if (!Grammar.isUriParameters(parameters)) {
            return INVALID;
        }
        Slice headers = question < 0 ? more.from(more.length()) : more.from(question);
        return new SipUri(true, secure, user, host, port, parameters, headers, text);
    }

    private static int hostEnd(Slice text) {
        boolean reference = false;
        for (int i = 0; i < text.length(); i++) {
            byte c = text.at(i);
            if (c == '[') {
                reference = true;
            } else if (c == ']') {
                reference = false;
            } else if (!reference && (c == ':' || c == ';' || c == '?')) {
                return i;
            }
        }
        return text.length();
    }

    @Override
    public String toString() {
        return "SipUri";
    }
}
