package org.stillcall.turn;

import static org.stillcall.base.Contract.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Cuts a stream into STUN messages and channel data, which tell their length (RFC 8656 section 12.5: channel data is
 * filled up to whole words here). One thread.
 */
final class Framer {
    static final int CHANNEL_HEADER_BYTES = 4;
    private static final int STUN_HEADER_BYTES = 20;

    /** Where the length stands: the first four bytes tell. */
    private static final int HEAD = 4;

    private final byte[] data = new byte[2 * TurnLimits.MESSAGE_BYTES];
    private final ByteBuffer view = ByteBuffer.wrap(data);
    private int start;
    private int end;

    /** Takes more from the stream, waiting for it; false at its end. */
    boolean fill(InputStream in) throws IOException {
        if (start > 0) {
            System.arraycopy(data, start, data, 0, end - start);
            end -= start;
            start = 0;
        }
        check(end < data.length, "A message that is taken fits.");
        int read = in.read(data, end, data.length - end);
        end += Math.max(read, 0);
        return read > 0;
    }

    /** How long the next message is with what fills it up: 0 when it is not whole yet, -1 when there is none such. */
    int next() {
        if (end - start < HEAD) {
            return 0;
        }
        int kind = data[start] >> 6 & 3; // RFC 7983
        int length = view.getShort(start + 2) & 0xffff;
        int whole = kind == 0 ? STUN_HEADER_BYTES + length : CHANNEL_HEADER_BYTES + (length + 3 & ~3);
        boolean fits = kind == 0 ? length % 4 == 0 : kind == 1;
        if (!fits || whole > TurnLimits.MESSAGE_BYTES) {
            return -1;
        }
        return whole <= end - start ? whole : 0;
    }

    byte[] data() {
        return data;
    }

    /** Where the next message begins. */
    int start() {
        return start;
    }

    /** Goes past a message of this length. */
    void skip(int length) {
        start += length;
    }
}
