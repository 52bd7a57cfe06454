package org.stillcall.media;

/**
 * Digits on their way to the peer, re-made as events of our own (RFC 4733 section 2.5): a packet every 20 ms while the
 * key is down, three at its end, then a pause. Stepped every 20 ms. One thread.
 */
final class DigitSender {
    static final int PAYLOAD_BYTES = 4;
    private static final int STEP = 160;
    private static final int SHORTEST = 2 * STEP;
    private static final int LONGEST = 5 * 8000;
    private static final int OPEN = -1;
    private static final int[] NONE = {};
    private static final int VOLUME = 10; // -10 dBm0
    private static final int ENDS = 3;
    private static final int PAUSE = 3;
    /** Steps without news of a held key after which it counts as let go: its end was lost. */
    private static final int PATIENCE = 15;

    private int[] codes = NONE; // made for the first digit: most legs never send one
    private int[] lengths = NONE;
    private int head;
    private int waiting;

    private boolean sending;
    private int duration;
    private int endsSent;
    private int pause;
    private int quietSteps;

    /** Queues a digit of a known length in samples; false when too many wait. */
    boolean add(int code, int samples) {
        if (waiting == MediaLimits.DIGITS_WAITING) {
            return false;
        }
        if (codes.length == 0) {
            codes = new int[MediaLimits.DIGITS_WAITING];
            lengths = new int[MediaLimits.DIGITS_WAITING];
        }
        int place = (head + waiting++) % codes.length;
        codes[place] = code;
        lengths[place] = samples == OPEN ? OPEN : Math.clamp(samples, SHORTEST, LONGEST);
        return true;
    }

    /** Queues a digit whose key is still down. */
    boolean press(int code) {
        quietSteps = 0;
        return add(code, OPEN);
    }

    /** The key of the newest digit is still down. */
    void keep() {
        quietSteps = 0;
    }

    /** The key of the newest digit was let go after {@code samples}. */
    void release(int samples) {
        if (waiting == 0) {
            return;
        }
        int newest = (head + waiting - 1) % codes.length;
        if (lengths[newest] == OPEN) {
            lengths[newest] = Math.clamp(samples, SHORTEST, LONGEST);
        }
    }

    boolean busy() {
        return waiting > 0 || pause > 0;
    }

    /** Forgets everything. */
    void clear() {
        waiting = 0;
        pause = 0;
        sending = false;
    }

    /**
     * One step of 20 ms: writes the payload of the packet to send now.
     *
     * @return 0 when nothing is to be sent, 1 for a digit's first packet, 2 for a further one
     */
    int step(byte[] out, int at) {
        if (pause > 0) {
            pause--;
            return 0;
        }
        if (waiting == 0) {
            return 0;
        }
        boolean first = !sending;
        if (first) {
            sending = true;
            duration = 0;
            endsSent = 0;
        }
        boolean end = advance();
        out[at] = (byte) codes[head];
        out[at + 1] = (byte) (VOLUME | (end ? 0x80 : 0));
        Bits.putShort(out, at + 2, duration);
        if (end && ++endsSent == ENDS) {
            head = (head + 1) % codes.length;
            waiting--;
            sending = false;
            pause = PAUSE;
        }
        return first ? 1 : 2;
    }

    /** Lets the key be down for one more step; true at its end. */
    private boolean advance() {
        if (endsSent > 0) {
            return true;
        }
        duration += STEP;
        if (lengths[head] == OPEN && (++quietSteps > PATIENCE || duration >= LONGEST)) {
            lengths[head] = Math.max(duration, SHORTEST);
        }
        if (lengths[head] != OPEN && duration >= lengths[head]) {
            duration = lengths[head];
            return true;
        }
        return false;
    }
}
