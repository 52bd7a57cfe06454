package org.stillcall.helpline;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Limits;

/** The code by which a caller is known again, as it is keyed: a star and four digits, a few times a call. */
final class KeyedCode {
    static final char BEGINS = '*';

    private static final int KEYS = 4;

    private @Nullable StringBuilder keyed;
    private int tried;

    /**
     * Takes a key.
     *
     * @param may whether a code may be keyed where the caller stands
     * @return false when it belongs to no code
     */
    boolean takes(char key, boolean may) {
        if (!may) {
            keyed = null;
        }
        if (key == BEGINS && may && tried < Limits.RETURN_CODES_TRIED) {
            keyed = new StringBuilder(KEYS);
            return true;
        }
        if (keyed != null) {
            keyed.append(key);
            return true;
        }
        return false;
    }

    /** The code, once, when it is keyed in full. */
    Optional<String> whole() {
        if (keyed == null || keyed.length() < KEYS) {
            return Optional.empty();
        }
        String whole = keyed.toString();
        keyed = null;
        tried++;
        return Optional.of(whole);
    }

    @Override
    public String toString() {
        return "KeyedCode";
    }
}
