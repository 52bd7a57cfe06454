package org.stillcall.sip;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;

/** The bytes of one message that wait to leave, in a block that is zeroed when they have. Loop thread only. */
final class Outgoing implements AutoCloseable {
    private final Hop hop;
    private final Block block;
    private final int length;
    private int written;

    private Outgoing(Hop hop, Block block, int length) {
        this.hop = hop;
        this.block = block;
        this.length = length;
    }

    /** A copy of the bytes {@code [from, to)}, or null when the pool is exhausted. */
    static @Nullable Outgoing copy(BlockPool pool, Hop hop, MemorySegment source, int from, int to) {
        Block block = pool.take();
        if (block == null) {
            return null;
        }
        MemorySegment.copy(source, from, block.segment(), 0, to - from);
        return new Outgoing(hop, block, to - from);
    }

    Hop hop() {
        return hop;
    }

    MemorySegment segment() {
        return block.segment();
    }

    int length() {
        return length;
    }

    /** What is left of it; after a write {@link #wrote} says how far it got. */
    ByteBuffer rest() {
        return block.buffer().limit(length).position(written);
    }

    /** Notes how far the buffer was written; true when nothing is left. */
    boolean wrote() {
        written = block.buffer().position();
        return written == length;
    }

    @Override
    public void close() {
        block.close();
    }
}
