package org.stillcall.media;

/**
 * The receiving side of secure RTP from one peer: finds each packet's index, refuses repeats, and opens it. Keeps the
 * last few sources apart, since a peer may change its source in mid-call. One thread.
 */
final class SrtpReceiver implements AutoCloseable {
    private static final int SOURCES = 4;

    private final SrtpCipher cipher;
    private final int[] sources = new int[SOURCES];
    private final SequenceWindow[] packets = new SequenceWindow[SOURCES];
    private final SequenceWindow[] reports = new SequenceWindow[SOURCES];
    private int known;
    private int next;

    SrtpReceiver(SrtpCipher cipher) {
        this.cipher = cipher;
    }

    /** Opens an RTP packet whose header was read; returns its length in clear, or -1 when forged or repeated. */
    int open(byte[] data, RtpPacket header, int length) {
        int place = find(header.source);
        SequenceWindow window = place < 0 ? new SequenceWindow() : packets[place];
        long index = window.indexOf(header.sequence);
        if (!window.isNew(index)) {
            return -1;
        }
        int clear = cipher.open(data, header.payloadOffset, length, header.source, index);
        if (clear >= 0) {
            window.mark(index);
            if (place < 0) {
                packets[remember(header.source)] = window;
            }
        }
        return clear;
    }

    /** Opens a compound RTCP packet; returns its length in clear, or -1 when forged, repeated or not encrypted. */
    int openControl(byte[] data, int length) {
        int index = cipher.controlIndex(data, length);
        if (index < 0) {
            return -1;
        }
        int source = Bits.getInt(data, 4);
        int place = find(source);
        SequenceWindow window = place < 0 ? new SequenceWindow() : reports[place];
        if (!window.isNew(index)) {
            return -1;
        }
        int clear = cipher.openControl(data, length, source, index);
        if (clear >= 0) {
            window.mark(index);
            if (place < 0) {
                reports[remember(source)] = window;
            }
        }
        return clear;
    }

    private int find(int source) {
        for (int i = 0; i < known; i++) {
            if (sources[i] == source) {
                return i;
            }
        }
        return -1;
    }

    private int remember(int source) {
        int place = next;
        next = (next + 1) % SOURCES;
        known = Math.max(known, place + 1);
        sources[place] = source;
        packets[place] = new SequenceWindow();
        reports[place] = new SequenceWindow();
        return place;
    }

    /** Overwrites the keys. */
    @Override
    public void close() {
        cipher.close();
    }
}
