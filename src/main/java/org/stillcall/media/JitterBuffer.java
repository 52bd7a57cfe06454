package org.stillcall.media;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/**
 * A peer's sound made even: packets go in as they come, 20 ms come out at each step, silence where something is
 * missing. Its size is fixed and nothing is allocated for a packet. One thread. The sound stands outside of the heap,
 * where the collector leaves no copies of it, until it is heard or forgotten.
 *
 * <p>Samples stand where their timestamps say, so that loss, repeats and another order need no care. What comes first
 * is heard {@link #DELAY} later, which is how late a packet may be. A peer that is always later, or so far ahead that
 * it would be heard {@link #MOST_AHEAD} later (its clock is another one, it paused, its numbers start anew), begins
 * again.
 */
final class JitterBuffer {
    /** In samples: 40 ms. */
    static final int DELAY = 320;
    /** In samples: 160 ms. */
    static final int MOST_AHEAD = 1280;

    static final int STEP = Player.SAMPLES;

    private static final int HOLDS = 2048; // the next power of two that has room for the longest packet as well
    private static final int MASK = HOLDS - 1;
    private static final int LATE_IN_A_ROW = 5;
    private static final int FAR_BACK = 8000;

    private final ShortBuffer ring =
            ByteBuffer.allocateDirect(Short.BYTES * HOLDS).asShortBuffer();
    private boolean any;
    private int reads; // the timestamp that is heard next
    private int late;

    /** Takes a packet's sound, at most {@link MediaLimits#PACKET_SAMPLES}. */
    void write(byte[] coded, int offset, int samples, Law law, int timestamp) {
        int ahead = timestamp - reads;
        late = ahead < 0 ? late + 1 : 0;
        if (!any || ahead > MOST_AHEAD || ahead < -FAR_BACK || late >= LATE_IN_A_ROW) {
            begin(timestamp);
        }
        for (int i = Math.max(0, reads - timestamp); i < samples; i++) {
            byte code = coded[offset + i];
            ring.put(timestamp + i & MASK, (short) (law == Law.ULAW ? G711.fromULaw(code) : G711.fromALaw(code)));
        }
    }

    private void begin(int timestamp) {
        forget();
        reads = timestamp - DELAY;
        any = true;
        late = 0;
    }

    /** Overwrites what nobody has heard yet; what comes next begins anew. */
    void forget() {
        for (int at = 0; at < HOLDS; at++) {
            ring.put(at, (short) 0);
        }
        any = false;
    }

    /** Gives the next 20 ms into {@code out}. */
    void read(short[] out) {
        for (int i = 0; i < STEP; i++) {
            out[i] = read();
        }
    }

    /** Gives the next sample. */
    short read() {
        int at = reads++ & MASK;
        short sample = ring.get(at);
        ring.put(at, (short) 0);
        return sample;
    }
}
