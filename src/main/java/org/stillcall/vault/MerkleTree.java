package org.stillcall.vault;

import static org.stillcall.base.Contract.require;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The hashes and proofs of an append-only list (RFC 6962 section 2.1; checking as in RFC 9162 sections 2.1.3.2 and
 * 2.1.4.2). Pure: it keeps nothing and asks {@link Nodes} for what it needs.
 */
public final class MerkleTree {
    public static final int HASH_BYTES = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private MerkleTree() {}

    /** Where the hashes of complete subtrees come from. */
    interface Nodes {
        /** The root over the 2^level leaves that begin at {@code index * 2^level}. */
        byte[] at(int level, long index);
    }

    /** SHA-256 of nothing: the root of the empty list. */
    public static byte[] emptyRoot() {
        return sha256().digest();
    }

    public static byte[] leafHash(byte[] leaf) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return digest.digest(leaf);
    }

    static byte[] nodeHash(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }

    /** The root of the first {@code size} leaves. */
    static byte[] root(long size, Nodes nodes) {
        return size == 0 ? emptyRoot() : subtree(0, size, nodes);
    }

    /** The audit path of leaf {@code index} in the first {@code size} leaves, from the leaf upwards. */
    static List<byte[]> inclusion(long index, long size, Nodes nodes) {
        require(index >= 0 && index < size, "The leaf is in the list.");
        List<byte[]> path = new ArrayList<>();
        long begin = 0;
        long end = size;
        while (end - begin > 1) {
            long middle = begin + split(end - begin);
            if (index < middle) {
                path.add(subtree(middle, end, nodes));
                end = middle;
            } else {
                path.add(subtree(begin, middle, nodes));
                begin = middle;
            }
        }
        return path.reversed();
    }

    /** Shows that the first {@code size} leaves begin with the first {@code oldSize}; empty for 0 and for all. */
    static List<byte[]> consistency(long oldSize, long size, Nodes nodes) {
        require(oldSize >= 0 && oldSize <= size, "The older list is not longer than the list.");
        if (oldSize == 0 || oldSize == size) {
            return List.of();
        }
        List<byte[]> path = new ArrayList<>();
        long begin = 0;
        long end = size;
        while (oldSize < end) {
            long middle = begin + split(end - begin);
            if (oldSize <= middle) {
                path.add(subtree(middle, end, nodes));
                end = middle;
            } else {
                path.add(subtree(begin, middle, nodes));
                begin = middle;
            }
        }
        if (begin > 0) {
            path.add(subtree(begin, end, nodes));
        }
        return path.reversed();
    }

    /** Whether the path proves that the leaf stands at {@code index} of a list of {@code size} with this root. */
    public static boolean verifyInclusion(byte[] leaf, long index, long size, List<byte[]> path, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        byte[] hash = leafHash(leaf);
        for (byte[] sibling : path) {
            if (last == 0 || sibling.length != HASH_BYTES) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = nodeHash(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = nodeHash(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }

    /** Whether the path proves that the newer list begins with all of the older one. */
    public static boolean verifyConsistency(Head older, Head newer, List<byte[]> path) {
        if (older.size() > newer.size()) {
            return false;
        }
        if (older.size() == newer.size()) {
            return path.isEmpty() && Arrays.equals(older.root(), newer.root());
        }
        if (older.size() == 0) {
            return path.isEmpty() && Arrays.equals(older.root(), emptyRoot());
        }
        boolean whole = Long.bitCount(older.size()) == 1;
        if (path.isEmpty() && !whole || path.stream().anyMatch(hash -> hash.length != HASH_BYTES)) {
            return false;
        }
        return climbs(older, newer, whole ? older.root() : path.getFirst(), path.subList(whole ? 0 : 1, path.size()));
    }

    /** From the subtree where the older list ends, up to both roots. */
    private static boolean climbs(Head older, Head newer, byte[] start, List<byte[]> path) {
        int complete = Long.numberOfTrailingZeros(older.size());
        long node = older.size() - 1 >> complete;
        long last = newer.size() - 1 >> complete;
        byte[] oldHash = start;
        byte[] newHash = start;
        for (byte[] sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                oldHash = nodeHash(sibling, oldHash);
                newHash = nodeHash(sibling, newHash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                newHash = nodeHash(newHash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(oldHash, older.root()) && Arrays.equals(newHash, newer.root());
    }

    /** How long a list is and what its root is. */
    public record Head(long size, byte[] root) {
        public Head {
            require(size >= 0, "A list's size is not below 0.");
            require(root.length == HASH_BYTES, "A root has 32 bytes.");
        }
    }

    /** The root over leaves {@code begin} to {@code end}, where {@code begin} begins a subtree that holds them. */
    private static byte[] subtree(long begin, long end, Nodes nodes) {
        long count = end - begin;
        if (Long.bitCount(count) == 1) {
            int level = Long.numberOfTrailingZeros(count);
            return nodes.at(level, begin >> level);
        }
        long middle = begin + split(count);
        return nodeHash(subtree(begin, middle, nodes), subtree(middle, end, nodes));
    }

    /** The largest power of two below {@code count}. */
    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK lacks SHA-256.", e);
        }
    }
}
