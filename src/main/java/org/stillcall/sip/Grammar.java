package org.stillcall.sip;

/** Character classes and small productions of RFC 3261 section 25.1, over bytes. */
final class Grammar {
    private static final boolean[] TOKEN = table("-.!%*_+`'~");
    private static final boolean[] WORD = table("-.!%*_+`'~()<>:\\\"/[]?{}");
    private static final boolean[] URI = table("-_.!~*'();/?:@&=+$,%[]#\"<>\\^`{|}");

    private static final boolean[] VALUE = table("-.!%*_+`'~[]:/@?&$#^{|}()=");
    private static final int MOST_PARAMETERS = 32;

    private Grammar() {}

    private static boolean[] table(String others) {
        boolean[] table = new boolean[128];
        for (char c = '0'; c <= 'z'; c++) {
            table[c] = Character.isLetterOrDigit(c);
        }
        for (int i = 0; i < others.length(); i++) {
            table[others.charAt(i)] = true;
        }
        return table;
    }

    private static boolean all(Slice text, boolean[] table) {
        for (int i = 0; i < text.length(); i++) {
            byte c = text.at(i);
            if (c < 0 || !table[c]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isToken(Slice text) {
        return all(text, TOKEN);
    }

    /** {@code callid = word [ "@" word ]}. */
    static boolean isCallId(Slice text) {
        int at = text.indexOf('@', 0);
        return at < 0 ? all(text, WORD) : all(text.part(0, at), WORD) && all(text.from(at + 1), WORD);
    }

    /** A scheme and no white space, no angle brackets around it; a SIP URI has a host. */
    static boolean isUri(Slice text) {
        if (!all(text, URI) || text.at(0) == '<') {
            return false;
        }
        int colon = text.indexOf(':', 0);
        if (colon <= 0 || !isScheme(text.part(0, colon))) {
            return false;
        }
        return !SipUri.isSip(text) || SipUri.parse(text).valid();
    }

    private static boolean isScheme(Slice text) {
        for (int i = 0; i < text.length(); i++) {
            byte c = text.at(i);
            boolean letter = Character.isLetter((char) (c & 0x7f)) && c > 0;
            if (!(letter || i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Header parameters, each after its ';' with a name and, after '=', a value; or nothing at all. No name stands
     * twice (RFC 3261 section 7.3.1).
     */
    static boolean isParameters(Slice text) {
        int at = 0;
        for (int number = 0; at < text.length(); number++) {
            int end = parameterEnd(text, at + 1);
            Slice one = text.part(at + 1, end);
            int equals = one.indexOf('=', 0);
            Slice name = (equals < 0 ? one : one.part(0, equals)).trimmed();
            boolean sound = number < MOST_PARAMETERS && isToken(name) && !named(text.part(0, at), name);
            if (!sound || equals >= 0 && !isValue(one.from(equals + 1).trimmed())) {
                return false;
            }
            at = end;
        }
        return true;
    }

    /** Whether one of these parameters, known to be sound, has the name. */
    private static boolean named(Slice text, Slice name) {
        int at = 0;
        while (at < text.length()) {
            int end = parameterEnd(text, at + 1);
            Slice one = text.part(at + 1, end);
            int equals = one.indexOf('=', 0);
            if ((equals < 0 ? one : one.part(0, equals)).trimmed().sameIgnoringCase(name)) {
                return true;
            }
            at = end;
        }
        return false;
    }

    /** {@code gen-value = token / host / quoted-string}, and a little more: what URIs are made of. */
    private static boolean isValue(Slice text) {
        if (text.isEmpty() || text.at(0) != '"') {
            return all(text, VALUE);
        }
        return isQuoted(text);
    }

    /** A quoted string from its first to its last character; bytes beyond ASCII may stand in it. */
    static boolean isQuoted(Slice text) {
        if (text.length() < 2 || text.at(0) != '"' || text.at(text.length() - 1) != '"') {
            return false;
        }
        for (int i = 1; i < text.length() - 1; i++) {
            byte c = text.at(i);
            if (c == '\\') {
                i++;
                if (i == text.length() - 1) {
                    return false;
                }
            } else if (c == '"' || c >= 0 && c < ' ' && !Slice.isSpace(c) || c == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** URI parameters, each after its ';': none is empty. What characters they hold is known to be sound. */
    static boolean isUriParameters(Slice text) {
        for (int i = 0; i < text.length(); i++) {
            boolean ends = i + 1 == text.length() || text.at(i + 1) == ';' || text.at(i + 1) == '=';
            if (text.at(i) == ';' && ends) {
                return false;
            }
        }
        return true;
    }

    /** The place of the next ';' outside quotes, or the end. */
    private static int parameterEnd(Slice text, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            byte c = text.at(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == ';') {
                return i;
            }
        }
        return text.length();
    }

    /** A host name, an IPv4 address or an IPv6 reference in brackets. */
    static boolean isHost(Slice text) {
        if (text.isEmpty()) {
            return false;
        }
        boolean reference = text.at(0) == '[';
        if (reference && text.at(text.length() - 1) != ']') {
            return false;
        }
        for (int i = reference ? 1 : 0; i < text.length() - (reference ? 1 : 0); i++) {
            byte c = text.at(i);
            boolean plain =
                    c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '.' || c == '-';
            boolean hexadecimal = c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' || c == '.';
            if (reference ? !(hexadecimal || c == ':') : !(plain || c == '_')) {
                return false;
            }
        }
        return !reference || text.length() > 3;
    }
}
