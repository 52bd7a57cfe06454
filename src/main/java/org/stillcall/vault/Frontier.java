package org.stillcall.vault;

import java.util.ArrayList;
import java.util.List;

/** The roots of the complete subtrees that a growing list consists of: its root, in logarithmic memory. */
final class Frontier {
    private final List<byte[]> roots = new ArrayList<>();
    private long size;

    Frontier() {}

    private Frontier(Frontier other) {
        roots.addAll(other.roots);
        size = other.size;
    }

    Frontier copy() {
        return new Frontier(this);
    }

    long size() {
        return size;
    }

    /** Adds a leaf by its hash. */
    void add(byte[] leafHash) {
        byte[] hash = leafHash;
        int carries = Long.numberOfTrailingZeros(~size);
        for (int level = 1; level <= carries; level++) {
            hash = MerkleTree.nodeHash(roots.removeLast(), hash);
        }
        roots.add(hash);
        size++;
    }

    MerkleTree.Head head() {
        if (roots.isEmpty()) {
            return new MerkleTree.Head(0, MerkleTree.emptyRoot());
        }
        byte[] hash = roots.getLast();
        for (int i = roots.size() - 2; i >= 0; i--) {
            hash = MerkleTree.nodeHash(roots.get(i), hash);
        }
        return new MerkleTree.Head(size, hash);
    }
}
