package org.stillcall.sip;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.stillcall.base.Limits;

/**
 * Finds where a SIP message ends in a stream (RFC 3261 section 18.3), reading each byte once however the stream is cut.
 *
 * <p>Content-Length decides, so it is read as strictly as possible: two that differ, none at all (section 20.14 demands
 * one on a stream), a sign, a bare CR or LF in the header part, and the framing is MALFORMED. Whoever reads the message
 * later cannot see another end than this one.
 */
final class StreamFramer {
    /** The message is not whole yet. */
    static final int MORE = 0;
    /** This is no SIP message, or a longer one than the limit; nothing after it can be trusted. */
    static final int MALFORMED = -1;

    private static final int UNKNOWN = -1;
    private static final byte[] NAME = {'c', 'o', 'n', 't', 'e', 'n', 't', '-', 'l', 'e', 'n', 'g', 't', 'h'};
    private static final int MOST_DIGITS = 9;

    private int searched;
    private int lineStart;
    private int bodyStart = UNKNOWN;
    private int contentLength = UNKNOWN;

    /** Begins a new message. */
    void reset() {
        searched = 0;
        lineStart = 0;
        bodyStart = UNKNOWN;
        contentLength = UNKNOWN;
    }

    /**
     * Looks at a message that begins at {@code start}, of which the bytes up to {@code end} are there.
     *
     * @return the message's length in bytes, {@link #MORE} or {@link #MALFORMED}
     */
    int scan(MemorySegment stream, int start, int end) {
        if (bodyStart == UNKNOWN) {
            int outcome = scanHeaders(stream, start, end - start);
            if (outcome != 1) {
                return outcome;
            }
        }
        int length = bodyStart + contentLength;
        if (length > Limits.SIP_MESSAGE_BYTES) {
            return MALFORMED;
        }
        return end - start >= length ? length : MORE;
    }

    /** 1 when the header part is whole, else {@link #MORE} or {@link #MALFORMED}. */
    private int scanHeaders(MemorySegment stream, int start, int available) {
        while (searched < available) {
            byte c = stream.get(ValueLayout.JAVA_BYTE, start + searched);
            if (searched == 0 && !isToken(c) || c == '\n') {
                return MALFORMED;
            }
            if (c != '\r') {
                searched++;
                continue;
            }
            if (searched + 1 == available) {
                return tooLong(searched);
            }
            if (stream.get(ValueLayout.JAVA_BYTE, start + searched + 1) != '\n') {
                return MALFORMED;
            }
            if (searched == lineStart) {
                bodyStart = searched + 2;
                return contentLength == UNKNOWN ? MALFORMED : 1;
            }
            if (searched + 2 == available) {
                return tooLong(searched); // whether the line is folded is not known yet
            }
            searched += 2;
            byte next = stream.get(ValueLayout.JAVA_BYTE, start + searched);
            if (next != ' ' && next != '\t') {
                if (!readLine(stream, start + lineStart, start + searched - 2)) {
                    return MALFORMED;
                }
                lineStart = searched;
            }
        }
        return tooLong(searched);
    }

    private static int tooLong(int bytes) {
        return bytes >= Limits.SIP_MESSAGE_BYTES ? MALFORMED : MORE;
    }

    /** Reads one unfolded or folded line; false when it is a Content-Length that cannot be. */
    private boolean readLine(MemorySegment stream, int from, int to) {
        int i = from + nameLength(stream, from, to);
        if (i == from) {
            return true;
        }
        while (i < to && isSpace(stream.get(ValueLayout.JAVA_BYTE, i))) {
            i++;
        }
        if (i == to || stream.get(ValueLayout.JAVA_BYTE, i) != ':') {
            return true;
        }
        i++;
        while (i < to && isSpace(stream.get(ValueLayout.JAVA_BYTE, i))) {
            i++;
        }
        int value = 0;
        int digits = 0;
        for (; i < to; i++, digits++) {
            byte c = stream.get(ValueLayout.JAVA_BYTE, i);
            if (c < '0' || c > '9') {
                break;
            }
            if (digits == MOST_DIGITS) {
                return false;
            }
            value = value * 10 + c - '0';
        }
        while (i < to && isSpace(stream.get(ValueLayout.JAVA_BYTE, i))) {
            i++;
        }
        if (digits == 0 || i != to || contentLength != UNKNOWN && contentLength != value) {
            return false;
        }
        contentLength = value;
        return true;
    }

    /**
     * The length of the name Content-Length, or its compact form l, at {@code from}; 0 when another name stands
     * there.
     */
    private static int nameLength(MemorySegment stream, int from, int to) {
        int first = lower(stream.get(ValueLayout.JAVA_BYTE, from));
        if (first == 'l') {
            return 1;
        }
        if (first != 'c' || to - from < NAME.length) {
            return 0;
        }
        for (int i = 1; i < NAME.length; i++) {
            if (lower(stream.get(ValueLayout.JAVA_BYTE, from + i)) != NAME[i]) {
                return 0;
            }
        }
        return NAME.length;
    }

    private static int lower(byte c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }

    /** Spaces, and the line ends of a folded line. */
    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /** What a method or SIP-Version may begin with (RFC 3261 section 25.1). */
    private static boolean isToken(byte c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-.!%*_+`'~".indexOf(c) >= 0;
    }
}
