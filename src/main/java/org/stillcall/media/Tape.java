package org.stillcall.media;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a peer says into a recorder's rooms, evenly: 20 ms at each step, silence where nothing came in time, so
 * that a second of the recording is a second of the call whatever the peer sends. Keeps nothing of it in the heap.
 * Media thread only.
 */
final class Tape extends Paced {
    /** Mean square of what is silence: about -43 dBm0, below the softest speech. */
    private static final long SOFTEST = 110 * 110;

    private final Recorder recorder;
    private final JitterBuffer buffer = new JitterBuffer();
    private @Nullable MemorySegment room;
    private int filled;
    private int loud;
    private boolean ended;

    Tape(Recorder recorder) {
        this.recorder = recorder;
        next();
    }

    private void next() {
        room = recorder.room();
        ended = room == null;
        filled = 0;
        loud = 0;
    }

    void hear(RtpPacket packet) {
        buffer.write(packet.data, packet.payloadOffset, packet.payloadLength, packet.law(), packet.timestamp);
    }

    @Override
    boolean paced() {
        return !ended;
    }

    @Override
    void step(long now) {
        stepped(now);
        MemorySegment second = room;
        if (second == null) {
            return;
        }
        long energy = 0;
        for (int i = 0; i < JitterBuffer.STEP; i++) {
            short sample = buffer.read();
            energy += (long) sample * sample;
            second.set(ValueLayout.JAVA_BYTE, filled++, G711.toULaw(sample));
        }
        loud += energy > SOFTEST * JitterBuffer.STEP ? 1 : 0;
        if (filled == Recorder.SAMPLES) {
            if (recorder.second(loud)) {
                next();
            } else {
                ended = true;
            }
        }
    }

    /** Nothing more will be heard. */
    void end() {
        MemorySegment second = room;
        if (!ended && second != null) {
            ended = true;
            second.asSlice(filled, Recorder.SAMPLES - filled).fill(G711.ULAW_SILENCE);
            recorder.end(loud);
        }
        buffer.forget();
    }
}
