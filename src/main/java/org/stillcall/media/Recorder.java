package org.stillcall.media;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a leg's peer says, second by second, in the order of time. Called on the media thread: it may not wait.
 * The rooms are its own, outside the heap; what is in one when it is taken is its own to overwrite.
 */
public interface Recorder {
    /** Samples, and bytes, of a second: 8 kHz, PCMU. */
    int SAMPLES = 8000;

    /** Where the next second goes, {@link #SAMPLES} long; null when there is no room: then nothing more is asked. */
    @Nullable
    MemorySegment room();

    /**
     * A second stands in the room that was given last.
     *
     * @param loud how many of its 50 parts were more than silence
     * @return whether another second is wanted; if not, nothing more is said
     */
    boolean second(int loud);

    /** The leg was closed or is recorded no more: what was heard of this second, and then silence, is in the room. */
    void end(int loud);
}
