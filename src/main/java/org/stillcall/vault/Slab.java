package org.stillcall.vault;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** A file of fixed size that is written in place, so that what is overwritten is gone. One thread at a time. */
interface Slab extends AutoCloseable {
    long size();

    /** Fills {@code into} (off-heap) from {@code at} on. */
    void read(long at, MemorySegment into) throws IOException;

    /** Writes all of {@code bytes} (off-heap). */
    void write(long at, MemorySegment bytes) throws IOException;

    /** What was written before is on the medium when this returns. */
    void force() throws IOException;

    @Override
    void close();
}
