package org.stillcall.media;

import org.stillcall.base.Randomness;

/** When a leg's RTCP reports are due, and of which kind they are (RFC 3550 sections 6.2 and 6.4). One thread. */
final class Reports {
    private final Randomness randomness;
    private final Rtcp rtcp;
    private long next;
    private boolean any;
    private long packetsBefore;

    Reports(Randomness randomness) {
        this.randomness = randomness;
        this.rtcp = new Rtcp(randomness);
    }

    /** The session begins: the first report is due after half the usual wait. */
    void begin(long now) {
        next = now + Rtcp.interval(randomness, true);
    }

    /** Whether one is due; if so the next is put off by a random wait. */
    boolean due(long now) {
        boolean due = now - next >= 0;
        if (due) {
            next = now + Rtcp.interval(randomness, false);
        }
        return due;
    }

    /** Whether one was ever written. */
    boolean any() {
        return any;
    }

    /** Writes a sender's report if anything was sent since the last one, else a receiver's; returns its length. */
    int write(byte[] out, Transmission sent, Reception heard, boolean bye, long now) {
        boolean sender = sent.packets > packetsBefore;
        packetsBefore = sent.packets;
        any = true;
        return rtcp.write(out, sent, sender, heard, bye, now);
    }
}
