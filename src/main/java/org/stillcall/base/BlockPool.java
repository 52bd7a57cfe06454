package org.stillcall.base;

import static org.stillcall.base.Contract.check;
import static org.stillcall.base.Contract.require;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Off-heap blocks of one size, zeroed whenever they are not on loan. Grows in steps up to its limit; at the limit it
 * lends nothing and the caller refuses the work. Threads may share it.
 */
public final class BlockPool {
    private static final int STEP_BYTES = 256 * 1024;

    private final int blockBytes;
    private final int most;
    private final ArrayDeque<Block> free = new ArrayDeque<>();
    private int made;

    /** A pool of at most {@code most} blocks of {@code blockBytes} bytes, a multiple of 16. */
    public BlockPool(int blockBytes, int most) {
        require(blockBytes > 0 && blockBytes % 16 == 0, "A block's size is a positive multiple of 16.");
        require(most > 0, "A pool has at least one block.");
        this.blockBytes = blockBytes;
        this.most = most;
    }

    /** A zeroed block, or null when all are on loan. */
    public synchronized @Nullable Block take() {
        Block block = free.pollLast();
        if (block == null) {
            if (made == most) {
                return null;
            }
            grow();
            block = free.removeLast();
        }
        block.onLoan = true;
        block.buffer().clear();
        return block;
    }

    /** How many blocks are on loan now. */
    public synchronized int onLoan() {
        return made - free.size();
    }

    private void grow() {
        int step = Math.max(1, Math.min(STEP_BYTES / blockBytes, most - made));
        MemorySegment memory = OffHeap.allocate((long) step * blockBytes);
        for (int i = 0; i < step; i++) {
            free.add(new Block(this, memory.asSlice((long) i * blockBytes, blockBytes)));
        }
        made += step;
    }

    void giveBack(Block block) {
        block.segment().fill((byte) 0);
        synchronized (this) {
            check(block.onLoan, "A block was given back twice.");
            block.onLoan = false;
            free.add(block);
        }
    }
}
