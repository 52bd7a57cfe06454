package org.stillcall.trunk;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.Function;
import org.stillcall.sip.Slice;

/**
 * Reads the token of an Identity header (PASSporT, RFC 8225) as bytes: whom it names as the caller. The signature is
 * not checked: what matters is what the called side can read. The bytes are overwritten before this returns.
 */
final class Passport {
    /** The longest claims that are read; longer ones count as unreadable. */
    private static final int MOST_BYTES = 4096;

    private Passport() {}

    /** What it tells. */
    sealed interface Reading {
        /** It cannot be read. */
        record Unreadable() implements Reading {}

        /** The compact form (RFC 8225 section 7): its claims stand nowhere in it. */
        record Compact() implements Reading {}

        /**
         * @param origin the caller as it stands in the claims; valid until the reader returns; empty for none
         * @param named whether a name, a picture or the like goes with it (RFC 9795)
         */
        record Claims(Slice origin, boolean named) implements Reading {
            @Override
            public String toString() {
                return "Claims";
            }
        }
    }

    /** Lets {@code reader} read one header value. */
    static <T> T read(Slice header, Function<Reading, T> reader) {
        int parameters = header.indexOf(';', 0);
        Slice token = (parameters < 0 ? header : header.part(0, parameters)).trimmed();
        int first = token.indexOf('.', 0);
        int second = first < 0 ? -1 : token.indexOf('.', first + 1);
        if (second < 0 || token.indexOf('.', second + 1) >= 0) {
            return reader.apply(new Reading.Unreadable());
        }
        if (second == first + 1) {
            return reader.apply(first == 0 ? new Reading.Compact() : new Reading.Unreadable());
        }
        Slice claims = token.part(first + 1, second);
        byte[] bytes = new byte[Math.min(claims.length(), 2 * MOST_BYTES) * 3 / 4];
        try {
            int length = decode(claims, bytes);
            return reader.apply(
                    length < 0 || length > MOST_BYTES
                            ? new Reading.Unreadable()
                            : new PassportClaims(slice(bytes, length)).read());
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static Slice slice(byte[] bytes, int length) {
        return new Slice(MemorySegment.ofArray(bytes), 0, length);
    }

    /** RFC 4648 section 5, without padding; -1 for anything else. */
    private static int decode(Slice text, byte[] into) {
        if (text.length() % 4 == 1) {
            return -1;
        }
        int length = 0;
        int bits = 0;
        int held = 0;
        for (int i = 0; i < text.length(); i++) {
            int six = value(text.at(i));
            if (six < 0) {
                return -1;
            }
            held = held << 6 | six;
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                if (length == into.length) {
                    return -1;
                }
                into[length++] = (byte) (held >> bits);
                held &= (1 << bits) - 1;
            }
        }
        return length;
    }

    private static int value(byte c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '-' ? 62 : c == '_' ? 63 : -1;
    }
}
