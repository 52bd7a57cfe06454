package org.stillcall.media;

import static org.stillcall.base.Contract.check;

import org.stillcall.base.Randomness;

/**
 * Our own stream to a peer: one random source for the leg's life, one run of sequence numbers, one run of timestamps,
 * whatever is sent: relayed audio, prompts, digits. One thread.
 *
 * <p>How relayed packets get their numbers: the first of a relayed stream gets our next number, and the distance
 * between its number and ours is kept, so that loss and reordering stay what they were and the peer's own repair works.
 * Packets of ours in between shift the distance; a late packet from before a shift is dropped, for its number may have
 * been used, and a number used twice would break secure RTP. Timestamps keep their distance likewise; at each new
 * beginning they continue by the time that really passed.
 */
final class Transmission {
    /** A gap longer than this is closed up: it says more of the source than of the way. */
    private static final int LONGEST_GAP = 64;
    /** A leap of the source's timestamps beyond this begins a new stream: 30 s. */
    private static final int LONGEST_LEAP = 30 * 8000;
    /** Until a relayed stream is placed, and after each packet of ours. */
    private static final long NONE = 0;

    final int source;
    private long next;
    private int lastTimestamp;
    private int lastSamples;
    private long lastNanos;
    private boolean begun;

    private long stream = NONE;
    private long distance;
    private int timestampDistance;
    private long newest;
    private long oldest;
    private int newestTimestamp;

    /** The numbers of the packet placed last. */
    long index;

    int timestamp;
    boolean marker;

    long packets;
    long octets;

    Transmission(Randomness randomness) {
        source = randomness.nextInt();
        next = 1L + (randomness.nextInt() & 0x3fff); // below 2^15, RFC 3711 section 3.3.1
        lastTimestamp = randomness.nextInt();
    }

    /**
     * Places a relayed audio packet of stream number {@code from} (not 0) at {@code at} in that stream.
     *
     * @return false when it has to be dropped
     */
    boolean place(long from, long at, int sourceTimestamp, int samples, long now) {
        boolean leaps = timestampLeaps(sourceTimestamp - newestTimestamp);
        if (from != stream || leaps && at > newest) {
            begin(from, at, sourceTimestamp, now);
        } else if (at > newest) {
            marker = sourceTimestamp - newestTimestamp > (at - newest) * 2L * samples;
            if (at - newest > LONGEST_GAP) {
                distance -= at - newest - 1;
                oldest = at;
            }
        } else if (at < oldest) {
            return false;
        } else {
            marker = false;
        }
        index = at + distance;
        timestamp = sourceTimestamp + timestampDistance;
        if (at > newest) {
            check(index >= next, "A sequence number would be used again.");
            newest = at;
            newestTimestamp = sourceTimestamp;
            next = index + 1;
            sent(timestamp, samples, now);
        }
        return true;
    }

    private static boolean timestampLeaps(int step) {
        return step > LONGEST_LEAP || step < -LONGEST_LEAP;
    }

    private void begin(long from, long at, int sourceTimestamp, long now) {
        stream = from;
        distance = next - at;
        timestampDistance = nextTimestamp(now) - sourceTimestamp;
        oldest = at;
        newest = at - 1;
        marker = true;
    }

    /** Notes that a packet of the relayed stream is not passed on, so that it does not look lost. */
    void skip(long from, long at) {
        if (from == stream && at > newest) {
            distance -= at - newest;
            newest = at;
            oldest = at + 1;
        }
    }

    /** Places an audio packet of ours, the next of a prompt or its first. */
    void placeOwn(boolean first, int samples, long now) {
        timestamp = first ? nextTimestamp(now) : lastTimestamp + lastSamples;
        marker = first;
        stream = NONE;
        index = next++;
        sent(timestamp, samples, now);
    }

    /** The timestamp at which a digit begins now. */
    int beginDigit(long now) {
        int begins = nextTimestamp(now);
        sent(begins, 0, now);
        return begins;
    }

    /** Places a packet of a digit that began at {@code begins}. */
    void placeDigit(int begins, boolean first) {
        timestamp = begins;
        marker = first;
        index = next++;
        if (stream != NONE) {
            distance++;
            oldest = newest + 1;
        }
    }

    private int nextTimestamp(long now) {
        if (!begun) {
            return lastTimestamp;
        }
        long passed = (now - lastNanos) / 125_000;
        return lastTimestamp + (int) Math.max(lastSamples, passed);
    }

    private void sent(int at, int samples, long now) {
        begun = true;
        lastTimestamp = at;
        lastSamples = samples;
        lastNanos = now;
    }

    /** Starts the count beyond 16 bits anew, for a key that was never used. */
    void rekey() {
        next = next & 0x7fff;
        stream = NONE;
    }

    /** A timestamp for a sender report made now (RFC 3550 section 6.4.1). */
    int timestampAt(long now) {
        return lastTimestamp + (int) ((now - lastNanos) / 125_000);
    }
}
