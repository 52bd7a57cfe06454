package org.stillcall.sip;

/**
 * The last reliable provisional response of each early dialog of one INVITE (RFC 3262 section 4). Beyond the most that
 * are kept or acknowledged, reliable responses are dropped, and their senders give up.
 */
final class EarlyDialogs {
    private static final int MOST = 8;
    private static final int MOST_RESPONSES = 64;
    private static final long[] NONE = {};

    private long[] tags = NONE;
    private long[] rseqs = NONE;
    private int responses;

    /** Whether that is the next response of its dialog, to be acknowledged; from now on it is the last. */
    boolean isNext(long tagHash, long rseq) {
        if (tags.length == 0) {
            tags = new long[MOST];
            rseqs = new long[MOST];
        }
        int slot = 0;
        while (slot < MOST && tags[slot] != 0 && tags[slot] != tagHash) {
            slot++;
        }
        if (slot == MOST
                || responses == MOST_RESPONSES
                || rseq < 1
                || rseq > 0xffff_ffffL
                || tags[slot] == tagHash && rseq != rseqs[slot] + 1) {
            return false;
        }
        responses++;
        tags[slot] = tagHash;
        rseqs[slot] = rseq;
        return true;
    }
}
