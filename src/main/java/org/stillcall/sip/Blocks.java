package org.stillcall.sip;

import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Limits;

/** The stack's off-heap memory: blocks of four sizes, so that a call in progress costs half a kilobyte a leg. */
final class Blocks {
    private static final int[] SIZES = {512, 1024, 2048, Limits.SIP_MESSAGE_BYTES};

    private final BlockPool[] pools = new BlockPool[SIZES.length];

    Blocks(int legs) {
        int[] most = {4 * legs, 4 * legs, 2 * legs, Math.max(16, legs / 4)};
        for (int i = 0; i < SIZES.length; i++) {
            pools[i] = new BlockPool(SIZES[i], most[i]);
        }
    }

    /** A block of at least that many bytes; null when there is none or it would be longer than a message may be. */
    @Nullable
    Block take(int bytes) {
        for (int i = 0; i < SIZES.length; i++) {
            if (bytes <= SIZES[i]) {
                Block block = pools[i].take();
                if (block != null) {
                    return block;
                }
            }
        }
        return null;
    }

    int onLoan() {
        int sum = 0;
        for (BlockPool pool : pools) {
            sum += pool.onLoan();
        }
        return sum;
    }
}
