package org.stillcall.vault;

import java.io.IOException;
import java.util.Arrays;

/**
 * The hashes of complete subtrees of a receipt log: those of 256 leaves are kept (an eighth of a byte a leaf), smaller
 * ones are made anew from the leaves on the disk, larger ones from those kept.
 */
final class LeafHashes implements MerkleTree.Nodes {
    private static final int KEPT_LEVEL = 8;
    private static final int KEPT_LEAVES = 1 << KEPT_LEVEL;

    private final ReceiptFiles files;
    private byte[] kept = new byte[64 * MerkleTree.HASH_BYTES];
    private int keptCount;
    private final byte[][] open = new byte[KEPT_LEVEL][];
    private int openLeaves;

    LeafHashes(ReceiptFiles files) {
        this.files = files;
    }

    /** The next leaf's hash; its leaf is on the disk. */
    synchronized void add(byte[] leafHash) {
        byte[] hash = leafHash;
        int carries = Integer.numberOfTrailingZeros(~openLeaves);
        for (int level = 0; level < carries; level++) {
            hash = MerkleTree.nodeHash(open[level], hash);
        }
        openLeaves++;
        if (openLeaves < KEPT_LEAVES) {
            open[carries] = hash;
            return;
        }
        openLeaves = 0;
        int at = keptCount * MerkleTree.HASH_BYTES;
        if (at == kept.length) {
            kept = Arrays.copyOf(kept, 2 * kept.length);
        }
        System.arraycopy(hash, 0, kept, at, MerkleTree.HASH_BYTES);
        keptCount++;
    }

    @Override
    public synchronized byte[] at(int level, long index) {
        if (level == KEPT_LEVEL && index < keptCount) {
            int at = (int) index * MerkleTree.HASH_BYTES;
            return Arrays.copyOfRange(kept, at, at + MerkleTree.HASH_BYTES);
        }
        if (level > KEPT_LEVEL) {
            return MerkleTree.nodeHash(at(level - 1, 2 * index), at(level - 1, 2 * index + 1));
        }
        Frontier subtree = new Frontier();
        try {
            byte[] leaves = files.leaves(index << level, 1 << level);
            for (int from = 0; from < leaves.length; from += Receipt.LEAF_BYTES) {
                subtree.add(MerkleTree.leafHash(Arrays.copyOfRange(leaves, from, from + Receipt.LEAF_BYTES)));
            }
        } catch (IOException e) {
            throw new ReceiptException("The receipt log cannot be read.", e);
        }
        return subtree.head().root();
    }
}
