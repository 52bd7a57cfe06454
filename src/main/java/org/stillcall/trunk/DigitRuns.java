package org.stillcall.trunk;

import java.util.Arrays;
import java.util.function.Predicate;
import org.stillcall.sip.Slice;

/**
 * Finds digits in what others wrote, however they are grouped: {@code (617) 555-0180}, {@code +1.617.555.0180}, {@code
 * %31617}. No text is made of them, and what was looked at is overwritten by {@link #close}.
 */
final class DigitRuns implements AutoCloseable {
    /** As many make a number of somebody: a subscriber number without area. */
    static final int TELLING = 7;

    private static final int MOST = 64;
    private static final int WIDEST_GAP = 2; // ") "
    private static final int SURE = 9;
    private static final int COUNTRY = 2;

    private final byte[] run = new byte[MOST];
    private int length;

    /** Whether any run of digits in {@code text} is a wanted one. */
    boolean any(Slice text, Predicate<DigitRuns> wanted) {
        length = 0;
        int gap = 0;
        int i = 0;
        while (i < text.length()) {
            boolean encoded = isEncoded(text, i);
            byte c = text.at(encoded ? i + 2 : i);
            i += encoded ? 3 : 1;
            if (c >= '0' && c <= '9') {
                if (length == MOST && wanted.test(this)) {
                    return true;
                }
                add(c);
                gap = 0;
            } else if (length > 0 && gap < WIDEST_GAP && isSeparator(c)) {
                gap++;
            } else {
                if (length > 0 && wanted.test(this)) {
                    return true;
                }
                length = 0;
                gap = 0;
            }
        }
        return length > 0 && wanted.test(this);
    }

    /** RFC 3986 section 2.1: a digit may be written as its code. */
    private static boolean isEncoded(Slice text, int at) {
        return text.at(at) == '%' && at + 2 < text.length() && text.at(at + 1) == '3';
    }

    private static boolean isSeparator(byte c) {
        return c == '-' || c == '.' || c == '(' || c == ')' || c == ' ';
    }

    /** Of a run without end the last half is remembered: a number in it stands whole in one half or the next. */
    private void add(byte digit) {
        if (length == MOST) {
            System.arraycopy(run, MOST / 2, run, 0, MOST / 2);
            length = MOST / 2;
        }
        run[length++] = digit;
    }

    /** Whether the run is long enough to be a number. */
    boolean tells() {
        return length >= TELLING;
    }

    /** Whether the run is that number, in full or without what stands before a subscriber's. */
    boolean isNumber(CharSequence e164) {
        int common = Math.min(length, e164.length());
        return common >= TELLING && endsWith(e164, common, length);
    }

    /** Whether that number stands anywhere in the run, its country left out. */
    boolean holds(CharSequence e164) {
        int telling = Math.max(TELLING, Math.min(SURE, e164.length() - COUNTRY));
        for (int end = telling; end <= length; end++) {
            if (endsWith(e164, telling, end)) {
                return true;
            }
        }
        return false;
    }

    private boolean endsWith(CharSequence e164, int digits, int end) {
        for (int back = 1; back <= digits; back++) {
            if (run[end - back] != e164.charAt(e164.length() - back)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the run ends as the digits of {@code other} do, so far as both go. */
    boolean isDialled(Slice other) {
        int matched = 0;
        int at = other.length() - 1;
        while (at >= 0 && matched < length) {
            byte c = other.at(at--);
            if (isSeparator(c)) {
                continue;
            }
            if (c < '0' || c > '9') {
                break;
            }
            if (c != run[length - 1 - matched]) {
                return false;
            }
            matched++;
        }
        return matched >= TELLING;
    }

    @Override
    public void close() {
        Arrays.fill(run, (byte) 0);
        length = 0;
    }

    @Override
    public String toString() {
        return "DigitRuns";
    }
}
