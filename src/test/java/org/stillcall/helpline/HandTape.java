package org.stillcall.helpline;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.media.Flow;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.Prompt;
import org.stillcall.media.Recorder;

/** A leg whose recorder is fed by hand. */
final class HandTape implements MediaLeg {
    private @Nullable Recorder recorder;
    private @Nullable MemorySegment room;

    boolean recorded() {
        return recorder != null;
    }

    /** A second of this byte and how loud it is; false when no more is wanted. */
    boolean say(int fill, int loud) {
        assertNotNull(recorder);
        assertNotNull(room);
        room.fill((byte) fill);
        boolean more = recorder.second(loud);
        if (more) {
            room = recorder.room();
        }
        if (!more || room == null) {
            recorder = null;
        }
        return more;
    }

    /** The same for sound. */
    boolean say(byte[] sound) {
        MemorySegment.copy(sound, 0, room, ValueLayout.JAVA_BYTE, 0, sound.length);
        boolean more = recorder.second(50);
        room = more ? recorder.room() : null;
        return more;
    }

    @Override
    public void record(@Nullable Recorder next) {
        if (recorder != null && room != null) {
            recorder.end(0);
        }
        recorder = next;
        room = next == null ? null : next.room();
    }

    @Override
    public void close() {
        record(null);
    }

    @Override
    public void supervise(boolean on) {}

    @Override
    public void connect(MediaLeg other, Flow flow) {}

    @Override
    public void mix(List<MediaLeg> others) {}

    @Override
    public void disconnect() {}

    @Override
    public void play(Prompt prompt, boolean repeat) {}

    @Override
    public void stop() {}

    @Override
    public void sendDigit(char digit) {}

    @Override
    public void attend(boolean on) {}

    @Override
    public int levelHeard() {
        return 0;
    }

    @Override
    public int levelSent() {
        return 0;
    }

    @Override
    public long packetsHeard() {
        return 0;
    }
}
