package org.stillcall.trunk;

import org.jspecify.annotations.Nullable;
import org.stillcall.sip.Slice;
import org.stillcall.trunk.Passport.Reading;

/**
 * Walks once over the claims of a token (JSON, RFC 8259). Whatever is not plainly what RFC 8225 writes is unreadable: a
 * caller named twice, an escape in a name or in the caller, nesting without end.
 */
final class PassportClaims {
    private static final int DEEPEST = 8;

    private final Slice text;
    private int at;
    private boolean faulty;
    private boolean named;
    private @Nullable Slice origin;

    PassportClaims(Slice text) {
        this.text = text;
    }

    Reading read() {
        object(0, false);
        space();
        if (faulty || at != text.length()) {
            return new Reading.Unreadable();
        }
        return new Reading.Claims(origin == null ? Slice.EMPTY : origin, named);
    }

    /** @param caller whether it is the value of {@code orig} */
    private void object(int depth, boolean caller) {
        if (depth > DEEPEST || !take('{')) {
            faulty = true;
            return;
        }
        if (take('}')) {
            return;
        }
        do {
            Slice name = string();
            if (faulty || !take(':')) {
                faulty = true;
                return;
            }
            member(name, depth, caller);
        } while (!faulty && take(','));
        faulty |= !take('}');
    }

    private void member(Slice name, int depth, boolean caller) {
        if (caller && (name.is("tn") || name.is("uri"))) {
            Slice value = string();
            faulty |= origin != null;
            origin = value;
        } else if (depth == 0 && name.is("orig")) {
            object(depth + 1, true);
        } else {
            named |= name.is("rcd") || name.is("crn") || name.is("nam") || name.is("jcd") || name.is("icn");
            value(depth);
        }
    }

    private void value(int depth) {
        space();
        byte c = at < text.length() ? text.at(at) : 0;
        switch (c) {
            case '{' -> object(depth + 1, false);
            case '[' -> array(depth + 1);
            case '"' -> string();
            default -> word();
        }
    }

    private void array(int depth) {
        if (depth > DEEPEST || !take('[')) {
            faulty = true;
            return;
        }
        if (take(']')) {
            return;
        }
        do {
            value(depth);
        } while (!faulty && take(','));
        faulty |= !take(']');
    }

    private void word() {
        int from = at;
        while (at < text.length() && isWord(text.at(at))) {
            at++;
        }
        faulty |= at == from;
    }

    private static boolean isWord(byte c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == 'E' || c == '-' || c == '+' || c == '.';
    }

    private Slice string() {
        if (!take('"')) {
            faulty = true;
            return Slice.EMPTY;
        }
        int end = text.indexOf('"', at);
        int escape = text.indexOf('\\', at);
        if (end < 0 || escape >= 0 && escape < end) {
            faulty = true;
            return Slice.EMPTY;
        }
        Slice value = text.part(at, end);
        at = end + 1;
        return value;
    }

    private boolean take(char c) {
        space();
        if (at < text.length() && text.at(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void space() {
        while (at < text.length()
                && (text.at(at) == ' ' || text.at(at) == '\n' || text.at(at) == '\r' || text.at(at) == '\t')) {
            at++;
        }
    }

    @Override
    public String toString() {
        return "PassportClaims";
    }
}
