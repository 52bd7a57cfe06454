package org.stillcall.sip;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;
import org.stillcall.base.Digits;

/**
 * What a dialog has to remember of texts (RFC 3261 section 12), in one off-heap block: half a kilobyte as a rule, more
 * when the peer's route is long. A part's slice is valid until the next {@link #set}.
 */
final class DialogState {
    enum Part {
        CALL_ID,
        /** Our URI with its display name, as in From of our requests, without the tag. */
        LOCAL,
        /** The peer's URI in angle brackets, without the tag. */
        REMOTE,
        REMOTE_TAG,
        /** Request-URI of what we send. */
        TARGET,
        /** The value of Route, empty for none. */
        ROUTE
    }

    private static final int PARTS = Part.values().length;

    private final Blocks blocks;
    private @Nullable Block block;
    private final short[] starts = new short[PARTS];
    private final short[] lengths = new short[PARTS];
    private int used;

    DialogState(Blocks blocks) {
        this.blocks = blocks;
        block = blocks.take(1);
    }

    boolean isOpen() {
        return block != null;
    }

    Slice get(Part part) {
        int i = part.ordinal();
        return block == null ? Slice.EMPTY : new Slice(block.segment(), starts[i], starts[i] + lengths[i]);
    }

    /** Sets a part; false when there is no memory for it, and then it is as it was. */
    boolean set(Part part, Slice value) {
        Block now = block;
        if (now == null) {
            return false;
        }
        int i = part.ordinal();
        if (value.length() > lengths[i] && used + value.length() > now.capacity() && !grow(now, value.length())) {
            return false;
        }
        MemorySegment memory = java.util.Objects.requireNonNull(block).segment();
        memory.asSlice(starts[i], lengths[i]).fill((byte) 0);
        if (value.length() > lengths[i]) {
            starts[i] = (short) used;
            used += value.length();
        }
        value.copyTo(memory, starts[i]);
        lengths[i] = (short) value.length();
        return true;
    }

    private boolean grow(Block old, int more) {
        int needed = more;
        for (short length : lengths) {
            needed += length;
        }
        Block larger = blocks.take(needed);
        if (larger == null) {
            return false;
        }
        used = 0;
        for (int i = 0; i < PARTS; i++) {
            MemorySegment.copy(old.segment(), starts[i], larger.segment(), used, lengths[i]);
            starts[i] = (short) used;
            used += lengths[i];
        }
        old.close();
        block = larger;
        return true;
    }

    /** Overwrites the person's digits with zeros. */
    void mask(Digits digits) {
        if (block != null) {
            digits.maskIn(block.segment(), 0, used);
        }
    }

    void eachBlock(Consumer<Block> visitor) {
        if (block != null) {
            visitor.accept(block);
        }
    }

    void close() {
        if (block != null) {
            block.close();
            block = null;
        }
    }
}
