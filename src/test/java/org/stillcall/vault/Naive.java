package org.stillcall.vault;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** RFC 6962 section 2.1 word for word: MTH, PATH and SUBPROOF by recursion over lists. */
final class Naive {
    private final List<byte[]> leaves;
    private final Map<Long, byte[]> known = new HashMap<>();

    Naive(List<byte[]> leaves) {
        this.leaves = leaves;
    }

    byte[] root(int size) {
        return size == 0 ? hash(new byte[0]) : hashOf(0, size);
    }

    List<byte[]> path(int index, int size) {
        return path(index, 0, size);
    }

    List<byte[]> proof(int oldSize, int size) {
        return oldSize == 0 ? List.of() : proof(oldSize, 0, size, true);
    }

    MerkleTree.Nodes nodes() {
        return (level, index) -> hashOf((int) index << level, (int) (index + 1) << level);
    }

    private List<byte[]> path(int index, int begin, int end) {
        if (end - begin == 1) {
            return List.of();
        }
        int k = split(end - begin);
        List<byte[]> path;
        if (index < k) {
            path = new ArrayList<>(path(index, begin, begin + k));
            path.add(hashOf(begin + k, end));
        } else {
            path = new ArrayList<>(path(index - k, begin + k, end));
            path.add(hashOf(begin, begin + k));
        }
        return path;
    }

    private List<byte[]> proof(int m, int begin, int end, boolean whole) {
        if (m == end - begin) {
            return whole ? List.of() : List.of(hashOf(begin, end));
        }
        int k = split(end - begin);
        List<byte[]> proof;
        if (m <= k) {
            proof = new ArrayList<>(proof(m, begin, begin + k, whole));
            proof.add(hashOf(begin + k, end));
        } else {
            proof = new ArrayList<>(proof(m - k, begin + k, end, false));
            proof.add(hashOf(begin, begin + k));
        }
        return proof;
    }

    private byte[] hashOf(int begin, int end) {
        long place = (long) begin << 32 | end;
        byte[] found = known.get(place);
        if (found == null) {
            if (end - begin == 1) {
                found = hash(new byte[] {0}, leaves.get(begin));
            } else {
                int middle = begin + split(end - begin);
                found = hash(new byte[] {1}, hashOf(begin, middle), hashOf(middle, end));
            }
            known.put(place, found);
        }
        return found;
    }

    private static int split(int count) {
        int k = 1;
        while (2 * k < count) {
            k *= 2;
        }
        return k;
    }

    private static byte[] hash(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
