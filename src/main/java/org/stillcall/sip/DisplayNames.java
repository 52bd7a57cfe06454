package org.stillcall.sip;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Names that stand before addresses (RFC 3261 section 20.10): a caller's own, or what a network calls them. */
final class DisplayNames {
    private static final byte[][] HEADERS = {bytes("from:"), bytes("f:"), bytes("to:"), bytes("t:")};

    private DisplayNames() {}

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    /** Overwrites them with spaces in From and To of a message that ends at {@code end}; what is left says the same. */
    static void maskIn(MemorySegment message, long end) {
        long line = 0;
        while (line < end) {
            for (byte[] header : HEADERS) {
                if (begins(message, line, end, header)) {
                    maskValue(message, line + header.length, end);
                }
            }
            while (line < end && at(message, line) != '\n') {
                line++;
            }
            line++;
        }
    }

    private static boolean begins(MemorySegment message, long from, long end, byte[] header) {
        if (from + header.length > end) {
            return false;
        }
        for (int i = 0; i < header.length; i++) {
            byte c = at(message, from + i);
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != header[i]) {
                return false;
            }
        }
        return true;
    }

    /** Overwrites what stands before the address of a value that begins at {@code from}; nothing if no '<' follows. */
    static void maskValue(MemorySegment text, long from, long end) {
        boolean quoted = false;
        for (long i = from; i < end && at(text, i) != '\n'; i++) {
            byte c = at(text, i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '<' && !quoted) {
                text.asSlice(from, i - from).fill((byte) ' ');
                return;
            }
        }
    }

    private static byte at(MemorySegment text, long i) {
        return text.get(ValueLayout.JAVA_BYTE, i);
    }
}
