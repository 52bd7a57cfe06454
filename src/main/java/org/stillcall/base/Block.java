package org.stillcall.base;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One block of off-heap memory on loan from a {@link BlockPool}; closing it zeroes it and gives it back. One owner at a
 * time; not for two threads at once.
 */
public final class Block implements AutoCloseable {
    private final BlockPool pool;
    private final MemorySegment segment;
    private final ByteBuffer buffer;
    boolean onLoan;

    Block(BlockPool pool, MemorySegment segment) {
        this.pool = pool;
        this.segment = segment;
        this.buffer = segment.asByteBuffer().order(ByteOrder.BIG_ENDIAN);
    }

    /** The whole block; valid until it is closed. */
    public MemorySegment segment() {
        return segment;
    }

    /** The same memory as one direct buffer (always the same object), for channels. */
    public ByteBuffer buffer() {
        return buffer;
    }

    public int capacity() {
        return (int) segment.byteSize();
    }

    /** Zeroes the memory and gives it back; a second close is our own fault and throws. */
    @Override
    public void close() {
        pool.giveBack(this);
    }

    @Override
    public String toString() {
        return "Block";
    }
}
