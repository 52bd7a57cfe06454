package org.stillcall.sip;

import org.jspecify.annotations.Nullable;

/**
 * The topmost Via (RFC 3261 section 20.42). {@code port} is 0 when none is given; {@code value} is the whole first
 * value without what follows its comma; {@code branch} is empty when absent.
 */
public record Via(boolean valid, Slice transport, Slice host, int port, Slice branch, Slice parameters, Slice value) {

    static final Via ABSENT = new Via(false, Slice.EMPTY, Slice.EMPTY, 0, Slice.EMPTY, Slice.EMPTY, Slice.EMPTY);
    private static final String COOKIE = "z9hG4bK";

    static Via parse(Slice header) {
        Slice value = header.part(0, firstEnd(header)).trimmed();
        int parametersAt = value.indexOf(';', 0);
        Slice head = parametersAt < 0 ? value : value.part(0, parametersAt);
        Slice parameters = parametersAt < 0 ? value.from(value.length()) : value.from(parametersAt);
        // sent-protocol: name SLASH version SLASH transport, with white space around each slash
        int slash = head.indexOf('/', 0);
        int second = slash < 0 ? -1 : head.indexOf('/', slash + 1);
        if (second < 0 || !head.part(0, slash).trimmed().isIgnoringCase("SIP")) {
            return ABSENT;
        }
        if (!head.part(slash + 1, second).trimmed().is("2.0")) {
            return ABSENT;
        }
        Slice rest = head.from(second + 1).trimmed();
        int space = 0;
        while (space < rest.length() && !Slice.isSpace(rest.at(space))) {
            space++;
        }
        Slice transport = rest.part(0, space);
        Slice sentBy = rest.from(space).trimmed();
        int bracket = sentBy.indexOf(']', 0);
        int colon = sentBy.indexOf(':', Math.max(0, bracket));
        Slice host = (colon < 0 ? sentBy : sentBy.part(0, colon)).trimmed();
        long port = colon < 0 ? 0 : sentBy.from(colon + 1).trimmed().number();
        boolean valid = Grammar.isToken(transport)
                && Grammar.isHost(host)
                && port >= 0
                && port <= 65535
                && Grammar.isParameters(parameters);
        Slice branch = parameters.parameter("branch");
        return new Via(valid, transport, host, (int) port, branch == null ? Slice.EMPTY : branch, parameters, value);
    }

    private static int firstEnd(Slice header) {
        boolean quoted = false;
        for (int i = 0; i < header.length(); i++) {
            byte c = header.at(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == ',') {
                return i;
            }
        }
        return header.length();
    }

    /** Whether the branch was made by an RFC 3261 element (section 8.1.1.7). */
    boolean hasCookie() {
        return branch.beginsWith(COOKIE) && branch.length() > COOKIE.length();
    }

    /** Whether the sender asks for the source port (RFC 3581). */
    boolean wantsRport() {
        Slice value = parameters.parameter("rport");
        return value != null && value.isEmpty();
    }

    @Nullable
    Slice maddr() {
        return parameters.parameter("maddr");
    }

    @Override
    public String toString() {
        return "Via";
    }
}
