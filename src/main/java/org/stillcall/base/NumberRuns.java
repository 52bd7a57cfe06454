package org.stillcall.base;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Finds a number in a text in whatever spelling. It notes places of digits, never digits. */
final class NumberRuns {
    private final MemorySegment text;
    private final long end;

    NumberRuns(MemorySegment text, long end) {
        this.text = text;
        this.end = end;
    }

    /** Overwrites the runs that hold the number's last {@code telling} digits, or only those that end with them. */
    int mask(long from, Digits number, int telling, boolean atTheEnd) {
        long[] places = new long[telling];
        int masked = 0;
        int count = 0;
        boolean found = false;
        long start = from;
        long i = from;
        while (i < end) {
            int width = width(i);
            byte c = value(i, width);
            if (Digits.isDigit(c)) {
                start = count == 0 ? i : start;
                places[count++ % telling] = i + width - 1;
                found = found && !atTheEnd || tells(number, places, count);
            } else if (!Digits.isSeparator(c)) {
                masked += found ? overwrite(start, i) : 0;
                found = false;
                count = 0;
            }
            i += width;
        }
        return masked + (found ? overwrite(start, end) : 0);
    }

    private boolean tells(Digits number, long[] places, int count) {
        if (count < places.length) {
            return false;
        }
        for (int k = 1; k <= places.length; k++) {
            if (at(places[(count - k) % places.length]) != number.at(number.length() - k)) {
                return false;
            }
        }
        return true;
    }

    private int overwrite(long from, long to) {
        long i = from;
        while (i < to) {
            int width = width(i);
            if (Digits.isDigit(value(i, width))) {
                text.set(ValueLayout.JAVA_BYTE, i + width - 1, (byte) '0'); // also in %32, whose last byte is the digit
            }
            i += width;
        }
        return 1;
    }

    /** Bytes of the character there: 3 for a percent-encoded one, else 1. */
    private int width(long i) {
        return at(i) == '%' && i + 2 < end && hex(at(i + 1)) >= 0 && hex(at(i + 2)) >= 0 ? 3 : 1;
    }

    private byte value(long i, int width) {
        return width == 1 ? at(i) : (byte) (hex(at(i + 1)) << 4 | hex(at(i + 2)));
    }

    private static int hex(byte c) {
        return Character.digit(c, 16);
    }

    private byte at(long i) {
        return text.get(ValueLayout.JAVA_BYTE, i);
    }
}
