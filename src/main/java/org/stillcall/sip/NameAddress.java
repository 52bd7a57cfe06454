package org.stillcall.sip;

import org.jspecify.annotations.Nullable;

/**
 * A {@code name-addr} or {@code addr-spec} with its header parameters (RFC 3261 section 20.10) as slices. {@code
 * parameters} begins with ';' or is empty; {@code rest} is what follows a comma, empty when nothing does.
 */
public record NameAddress(boolean valid, Slice display, Slice uri, Slice parameters, Slice rest) {
    static final NameAddress ABSENT = new NameAddress(false, Slice.EMPTY, Slice.EMPTY, Slice.EMPTY, Slice.EMPTY);

    /** Reads the first address of a header's value. */
    public static NameAddress parse(Slice value) {
        Slice text = value.trimmed();
        int open = openBracket(text);
        if (open == -2) {
            return ABSENT;
        }
        if (open < 0) {
            return bare(text);
        }
        int close = text.indexOf('>', open);
        if (close < 0) {
            return ABSENT;
        }
        Slice display = text.part(0, open).trimmed();
        Slice uri = text.part(open + 1, close);
        Slice more = text.from(close + 1).trimmed();
        boolean valid =
                isDisplay(display) && Grammar.isUri(uri) && (more.isEmpty() || more.at(0) == ';' || more.at(0) == ',');
        return split(valid, display, uri, more);
    }

    /**
     * Without brackets every parameter belongs to the header (RFC 3261 section 20.10), and '?' or ',' may not stand.
     */
    private static NameAddress bare(Slice text) {
        int end = 0;
        while (end < text.length() && text.at(end) != ';' && text.at(end) != ',') {
            end++;
        }
        Slice uri = text.part(0, end).trimmed();
        boolean valid = Grammar.isUri(uri) && uri.indexOf('?', 0) < 0;
        return split(valid, text.part(0, 0), uri, text.from(end));
    }

    private static NameAddress split(boolean valid, Slice display, Slice uri, Slice more) {
        int comma = outsideQuotes(more, ',');
        Slice parameters = (comma < 0 ? more : more.part(0, comma)).trimmed();
        Slice rest = comma < 0 ? more.from(more.length()) : more.from(comma + 1).trimmed();
        return new NameAddress(valid && Grammar.isParameters(parameters), display, uri, parameters, rest);
    }

    static int outsideQuotes(Slice text, char c) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            byte b = text.at(i);
            if (quoted && b == '\\') {
                i++;
            } else if (b == '"') {
                quoted = !quoted;
            } else if (!quoted && b == c) {
                return i;
            }
        }
        return -1;
    }

    /** The place of '<' outside quotes; -1 when there is none; -2 when a quoted string does not end. */
    private static int openBracket(Slice text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            byte c = text.at(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '<') {
                return i;
            } else if (!quoted && c == ';') {
                return -1;
            }
        }
        return quoted ? -2 : -1;
    }

    /** Empty, a quoted string, or tokens. */
    private static boolean isDisplay(Slice text) {
        if (text.isEmpty()) {
            return true;
        }
        if (text.at(0) == '"') {
            return text.length() >= 2 && text.at(text.length() - 1) == '"';
        }
        for (int i = 0; i < text.length(); i++) {
            if (!Slice.isSpace(text.at(i)) && !Grammar.isToken(text.part(i, i + 1))) {
                return false;
            }
        }
        return true;
    }

    /** The value of its {@code tag} parameter, or null. */
    public @Nullable Slice tag() {
        return parameters.parameter("tag");
    }

    @Override
    public String toString() {
        return "NameAddress";
    }
}
