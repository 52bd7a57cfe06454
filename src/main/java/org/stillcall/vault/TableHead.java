package org.stillcall.vault;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * What stands in the key table before its slots, sealed with them.
 *
 * @param millis the time when it was written
 * @param log how far the log of receipts had come by then
 */
record TableHead(long millis, MerkleTree.Head log) {
    /** The time 8, the log's size 8, its root 32, zeros. */
    static final long BYTES = 64;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final long LOG_SIZE = 8;
    private static final long LOG_ROOT = 16;

    /** Of a table that was never written. */
    static TableHead none() {
        return new TableHead(0, new MerkleTree.Head(0, MerkleTree.emptyRoot()));
    }

    static TableHead read(MemorySegment plain) {
        long size = Math.max(0, plain.get(LONG, LOG_SIZE));
        byte[] root = plain.asSlice(LOG_ROOT, MerkleTree.HASH_BYTES).toArray(ValueLayout.JAVA_BYTE);
        return new TableHead(plain.get(LONG, 0), new MerkleTree.Head(size, size == 0 ? MerkleTree.emptyRoot() : root));
    }

    void write(MemorySegment plain) {
        plain.set(LONG, 0, millis);
        plain.set(LONG, LOG_SIZE, log.size());
        MemorySegment.copy(log.root(), 0, plain, ValueLayout.JAVA_BYTE, LOG_ROOT, MerkleTree.HASH_BYTES);
    }
}
