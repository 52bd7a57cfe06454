package org.stillcall.media;

/** Reads telephone-events (RFC 4733 section 2.3): each press once, however many packets tell of it. One thread. */
final class DigitReader {
    private static final String DIGITS = "0123456789*#ABCD";

    /** What a packet told. */
    enum News {
        NOTHING,
        BEGUN,
        CONTINUED,
        ENDED
    }

    private boolean any;
    private int timestamp;
    private int event;
    private boolean ended;
    private int samples;

    News read(byte[] data, int offset, int length, int at) {
        if (length < 4) {
            return News.NOTHING;
        }
        int code = data[offset] & 0xff;
        boolean end = data[offset + 1] < 0;
        int duration = Bits.getShort(data, offset + 2);
        if (code >= DIGITS.length()) {
            return News.NOTHING;
        }
        if (!any || at - timestamp > 0) {
            any = true;
            timestamp = at;
            event = code;
            ended = end;
            samples = duration;
            return News.BEGUN;
        }
        if (at != timestamp || ended || code != event) {
            return News.NOTHING;
        }
        samples = Math.max(samples, duration);
        ended = end;
        return end ? News.ENDED : News.CONTINUED;
    }

    /** Forgets what was read: the peer's timestamps start anew. */
    void reset() {
        any = false;
    }

    char digit() {
        return DIGITS.charAt(event);
    }

    boolean ended() {
        return ended;
    }

    int samples() {
        return samples;
    }

    /** The event code of a digit, or -1 for any other character. */
    static int codeOf(char digit) {
        return DIGITS.indexOf(digit);
    }
}
