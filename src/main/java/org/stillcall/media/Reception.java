package org.stillcall.media;

/**
 * What is known of the peer's stream: order, repeats, loss and jitter (RFC 3550 sections 6.4.1, A.1, A.3, A.8). Each
 * time the peer starts anew it becomes another stream with a number of its own. One thread.
 */
final class Reception {
    private static final int RESTART_GAP = 3000;

    private SequenceWindow window = new SequenceWindow();
    private boolean any;
    private int source;
    private long restarts;
    private long index;
    private long first;
    private long received;
    private long expectedBefore;
    private long receivedBefore;
    private int transit;
    private boolean transitKnown;
    private int jitterTimes16;
    private int reportMiddle;
    private long reportNanos;

    /** Notes a genuine packet; false when it is a repeat or too late to tell. */
    boolean accept(RtpPacket packet) {
        long at = window.indexOf(packet.sequence);
        if (!any || packet.source != source || Math.abs(at - window.highest()) > RESTART_GAP) {
            restart(packet);
            at = packet.sequence;
        }
        if (!window.isNew(at)) {
            return false;
        }
        window.mark(at);
        index = at;
        received++;
        return true;
    }

    private void restart(RtpPacket packet) {
        window = new SequenceWindow();
        any = true;
        source = packet.source;
        restarts++;
        first = packet.sequence;
        received = 0;
        expectedBefore = 0;
        receivedBefore = 0;
        transitKnown = false;
        jitterTimes16 = 0;
        reportMiddle = 0;
    }

    /** Takes an audio packet's time of arrival into the jitter. */
    void time(int timestamp, long now) {
        int newTransit = (int) (now / 125_000) - timestamp;
        if (transitKnown) {
            int difference = Math.abs(newTransit - transit);
            jitterTimes16 += difference - (jitterTimes16 + 8 >> 4);
        }
        transit = newTransit;
        transitKnown = true;
    }

    /** Notes the middle of the NTP time stamp of the peer's sender report. */
    void report(int middle, long now) {
        reportMiddle = middle;
        reportNanos = now;
    }

    boolean any() {
        return any;
    }

    int source() {
        return source;
    }

    /** Grows by one whenever the peer's stream starts anew. */
    long restarts() {
        return restarts;
    }

    /** The place of the packet accepted last, counted beyond 16 bits. */
    long index() {
        return index;
    }

    /** Writes a report block of 24 bytes and starts the next interval of loss. */
    void writeBlock(byte[] out, int at, long now) {
        long expected = window.highest() - first + 1;
        long lost = Math.clamp(expected - received, -0x800000, 0x7fffff);
        long expectedNow = expected - expectedBefore;
        long lostNow = expectedNow - (received - receivedBefore);
        int fraction = expectedNow <= 0 || lostNow <= 0 ? 0 : (int) Math.min(255, (lostNow << 8) / expectedNow);
        expectedBefore = expected;
        receivedBefore = received;
        Bits.putInt(out, at, source);
        Bits.putInt(out, at + 4, fraction << 24 | (int) lost & 0xffffff);
        Bits.putInt(out, at + 8, (int) window.highest());
        Bits.putInt(out, at + 12, jitterTimes16 >> 4);
        Bits.putInt(out, at + 16, reportMiddle);
        Bits.putInt(out, at + 20, reportMiddle == 0 ? 0 : (int) ((now - reportNanos) * 65536.0 / 1e9));
    }
}
