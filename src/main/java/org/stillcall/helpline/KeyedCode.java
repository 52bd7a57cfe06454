package org.stillcall.helpline;

import org.jspecify.annotations.Nullable;
import org.stillcall.base.Limits;

/**
 * What a caller keys while a code may lead them back: a star and four digits are a code, everything else is a key by
 * itself. No code begins with nought, so that nought leads to a message after a star too, and a star that was
 * pressed by chance is forgotten a little after the last key.
 */
final class KeyedCode {
    static final char BEGINS = '*';
    static final int DIGITS = 4;
    static final long KEPT_MILLIS = 5_000;

    private static final char MESSAGE = '0';

    private @Nullable StringBuilder keys;
    private long last;
    private int tried;

    /** What a key comes to. */
    sealed interface Came {
        /** Nothing yet. */
        record Part() implements Came {}

        record Code(String text) implements Came {
            @Override
            public String toString() {
                return "Code";
            }
        }

        record Key(char key) implements Came {}
    }

    /** @param nowMillis by a clock that never goes back */
    Came take(char key, long nowMillis) {
        if (nowMillis - last > KEPT_MILLIS) {
            keys = null;
        }
        last = nowMillis;
        if (key == BEGINS && tried < Limits.RETURN_CODES_TRIED) {
            keys = new StringBuilder(DIGITS);
            return new Came.Part();
        }
        if (keys == null || keys.isEmpty() && key == MESSAGE) {
            keys = null;
            return new Came.Key(key);
        }
        keys.append(key);
        if (keys.length() < DIGITS) {
            return new Came.Part();
        }
        String code = keys.toString();
        keys = null;
        tried++;
        return new Came.Code(code);
    }

    /** No code would lead anywhere now. */
    void forget() {
        keys = null;
    }
}
