package org.stillcall.helpline;

import java.lang.foreign.MemorySegment;
import org.stillcall.base.Block;

/** What a caller's number is known again by in this process: a keyed hash off the heap, zeroed when it is closed. */
final class Token implements AutoCloseable {
    private final Block block;
    private boolean closed;

    Token(Block block) {
        this.block = block;
    }

    MemorySegment memory() {
        return block.segment();
    }

    boolean same(Token other) {
        return !closed && !other.closed && block.segment().mismatch(other.block.segment()) < 0;
    }

    /** Again is harmless. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            block.close();
        }
    }

    @Override
    public String toString() {
        return "Token";
    }
}
