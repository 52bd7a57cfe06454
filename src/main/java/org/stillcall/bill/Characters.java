package org.stillcall.bill;

/**
 * Bytes to characters, as far as they matter: ASCII ones as they are, any other as {@link Fields#OTHER}, a byte order
 * mark as nothing. One thread.
 */
final class Characters {
    /** No character is complete yet. */
    static final int NOTHING = -1;

    private static final int MARK = 0xfeff;
    private static final int[] MARK_BYTES = {0xef, 0xbb, 0xbf}; // of UTF-8

    private final Writing.Encoding encoding;
    private long seen;
    private int half;

    Characters(Writing.Encoding encoding) {
        this.encoding = encoding;
    }

    int next(byte next) {
        int value = next & 0xff;
        long place = seen++;
        if (encoding == Writing.Encoding.BYTES) {
            if (value < 0x80) {
                return value;
            }
            return place < MARK_BYTES.length && value == MARK_BYTES[(int) place] || isContinued(value)
                    ? NOTHING
                    : Fields.OTHER;
        }
        if ((place & 1) == 0) {
            half = value;
            return NOTHING;
        }
        int unit = encoding == Writing.Encoding.UTF_16LE ? value << 8 | half : half << 8 | value;
        half = 0;
        if (unit < 0x80) {
            return unit;
        }
        return place == 1 && unit == MARK ? NOTHING : Fields.OTHER;
    }

    /** Of a character of UTF-8 the first byte counts; in Latin-1 that loses a sign that nobody looks at. */
    private static boolean isContinued(int value) {
        return (value & 0xc0) == 0x80;
    }
}
