package org.stillcall.sip;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of a digest challenge or of its answer (RFC 7616 sections 3.3 and 3.4), as slices of the header's
 * value without their quotes. Quoted pairs are left as they are, so that a slice may be written between quotes again.
 */
final class DigestFields {
    /** Parameters that the product reads; others are skipped. */
    enum Name {
        USERNAME("username"),
        USERHASH("userhash"),
        REALM("realm"),
        NONCE("nonce"),
        URI("uri"),
        RESPONSE("response"),
        ALGORITHM("algorithm"),
        CNONCE("cnonce"),
        OPAQUE("opaque"),
        QOP("qop"),
        NC("nc"),
        STALE("stale");

        private final String text;

        Name(String text) {
            this.text = text;
        }
    }

    private static final Name[] NAMES = Name.values();
    private static final String SCHEME = "Digest";
    /** Longest value of one parameter, in bytes; a longer one is malformed. */
    private static final int LONGEST = 512;
    /** Most parameters; one more is malformed. */
    private static final int MOST = 32;

    private final @Nullable Slice[] values = new @Nullable Slice[NAMES.length];

    private DigestFields() {}

    /** Reads a header's value; null when it is not of the Digest scheme, malformed, or names a parameter twice. */
    static @Nullable DigestFields parse(Slice value) {
        Slice text = value.trimmed();
        boolean digest = text.beginsIgnoringCase(SCHEME)
                && text.length() > SCHEME.length()
                && Slice.isSpace(text.at(SCHEME.length()));
        if (!digest) {
            return null;
        }
        DigestFields fields = new DigestFields();
        int at = SCHEME.length();
        for (int parameters = 0; ; parameters++) {
            int end = parameters == MOST ? -1 : fields.parameter(text, skipSpace(text, at));
            if (end < 0) {
                return null;
            }
            at = skipSpace(text, end);
            if (at == text.length()) {
                return fields;
            }
            if (text.at(at) != ',') {
                return null;
            }
            at++;
        }
    }

    private static int skipSpace(Slice text, int from) {
        int at = from;
        while (at < text.length() && Slice.isSpace(text.at(at))) {
            at++;
        }
        return at;
    }

    /** Reads {@code name = value} at {@code from} and returns where it ends, or -1. */
    private int parameter(Slice text, int from) {
        int equals = text.indexOf('=', from);
        if (equals < 0) {
            return -1;
        }
        Slice name = text.part(from, equals).trimmed();
        int start = skipSpace(text, equals + 1);
        if (!Grammar.isToken(name) || start == text.length()) {
            return -1;
        }
        boolean quoted = text.at(start) == '"';
        int end = quoted ? closingQuote(text, start + 1) : tokenEnd(text, start);
        if (end < 0) {
            return -1;
        }
        Slice value = quoted ? text.part(start + 1, end) : text.part(start, end);
        boolean fits = value.length() <= LONGEST && (quoted || !value.isEmpty());
        return fits && keep(name, value) ? (quoted ? end + 1 : end) : -1;
    }

    private boolean keep(Slice name, Slice value) {
        for (Name known : NAMES) {
            if (name.isIgnoringCase(known.text)) {
                boolean first = values[known.ordinal()] == null;
                values[known.ordinal()] = value;
                return first;
            }
        }
        return true;
    }

    /** The place of the quote that ends a quoted string; -1 when none does, or a control character stands in it. */
    private static int closingQuote(Slice text, int from) {
        for (int i = from; i < text.length(); i++) {
            byte c = text.at(i);
            if (c == '"') {
                return i;
            }
            if (c == '\\') {
                i++;
            }
            if (i == text.length() || isControl(text.at(i))) {
                return -1;
            }
        }
        return -1;
    }

    private static int tokenEnd(Slice text, int from) {
        int at = from;
        while (at < text.length() && text.at(at) != ',' && !Slice.isSpace(text.at(at))) {
            byte c = text.at(at);
            if (c == '"' || c == '\\' || c < 0 || isControl(c)) {
                return -1;
            }
            at++;
        }
        return at;
    }

    private static boolean isControl(byte c) {
        return c >= 0 && c < ' ' || c == 0x7f;
    }

    /** The parameter's value without quotes, or null when it is absent. */
    @Nullable
    Slice get(Name name) {
        return values[name.ordinal()];
    }

    /** Whether the parameter is there and is this word, letters in either case. */
    boolean is(Name name, String word) {
        Slice value = get(name);
        return value != null && value.isIgnoringCase(word);
    }

    /** Whether the parameter is a comma-separated list with this word. */
    boolean lists(Name name, String word) {
        Slice rest = get(name);
        while (rest != null && !rest.isEmpty()) {
            int comma = rest.indexOf(',', 0);
            if ((comma < 0 ? rest : rest.part(0, comma)).trimmed().isIgnoringCase(word)) {
                return true;
            }
            rest = comma < 0 ? null : rest.from(comma + 1);
        }
        return false;
    }

    /** The algorithm; MD5 when none is named (RFC 7616 section 3.3); null for one that the product does not speak. */
    OffHeapHash.@Nullable Algorithm algorithm() {
        if (get(Name.ALGORITHM) == null) {
            return OffHeapHash.Algorithm.MD5;
        }
        for (OffHeapHash.Algorithm known : OffHeapHash.Algorithm.values()) {
            if (is(Name.ALGORITHM, known.token())) {
                return known;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "DigestFields";
    }
}
