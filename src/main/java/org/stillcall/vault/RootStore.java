package org.stillcall.vault;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Where the key that opens the key table is kept, apart from the table: one for each generation of it, two at most.
 * One thread at a time; every method throws {@link VaultException}.
 */
public interface RootStore extends AutoCloseable {
    /** How long a key is. */
    int KEY_BYTES = 32;

    /** Keeps the 32 bytes of {@code key} (off-heap), in place of an earlier one of this generation; durable then. */
    void keep(long generation, MemorySegment key);

    /** Writes the key to {@code into} (off-heap); false when there is none. */
    boolean fetch(long generation, MemorySegment into);

    /** Makes the key impossible to get back; durable when it returns, harmless when there is none. */
    void destroy(long generation);

    /** The generations that have a key, the newest first. */
    List<Long> generations();

    @Override
    void close();
}
