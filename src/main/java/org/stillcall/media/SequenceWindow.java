package org.stillcall.media;

/**
 * Which of the newest 64 packets were seen (RFC 3711 section 3.3.2), and a 16-bit sequence number's place in the 48-bit
 * count (section 3.3.1 and appendix A). One thread.
 */
final class SequenceWindow {
    static final int WIDTH = 64;

    private long highest = -1;
    private long seen;

    /** Whether anything was marked yet. */
    boolean started() {
        return highest >= 0;
    }

    long highest() {
        return highest;
    }

    /** The 48-bit index that {@code sequence} most probably means; not negative. */
    long indexOf(int sequence) {
        if (highest < 0) {
            return sequence;
        }
        long index = highest + (short) (sequence - (int) highest);
        return index < 0 ? index + 0x10000 : index;
    }

    /** Whether a packet of this index would be new: neither seen nor too old to tell. */
    boolean isNew(long index) {
        long age = highest - index;
        return age < 0 || age < WIDTH && (seen >>> age & 1) == 0;
    }

    /** Notes it, once the packet is known to be genuine. */
    void mark(long index) {
        long ahead = index - highest;
        if (highest < 0) {
            highest = index;
            seen = 1;
        } else if (ahead > 0) {
            seen = ahead >= WIDTH ? 1 : seen << ahead | 1;
            highest = index;
        } else if (-ahead < WIDTH) {
            seen |= 1L << -ahead;
        }
    }
}
