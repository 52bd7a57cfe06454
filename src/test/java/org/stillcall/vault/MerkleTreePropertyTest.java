package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Row B6: every proof of every small list, against the definition; and no proof with one bit changed. */
class MerkleTreePropertyTest {
    private static final int MOST = 300;
    private static final List<byte[]> LEAVES = leaves();
    private static final Naive NAIVE = new Naive(LEAVES);

    @Example
    void everyInclusion_isTheDefinitionsAndHolds() {
        for (int size = 1; size <= MOST; size++) {
            byte[] root = NAIVE.root(size);
            assertArrayEquals(root, MerkleTree.root(size, NAIVE.nodes()));
            for (int index = 0; index < size; index++) {
                List<byte[]> path = MerkleTree.inclusion(index, size, NAIVE.nodes());
                same(NAIVE.path(index, size), path);
                assertTrue(MerkleTree.verifyInclusion(LEAVES.get(index), index, size, path, root));
            }
        }
    }

    @Example
    void everyConsistency_isTheDefinitionsAndHolds() {
        for (int size = 0; size <= MOST; size++) {
            for (int oldSize = 0; oldSize <= size; oldSize++) {
                List<byte[]> proof = MerkleTree.consistency(oldSize, size, NAIVE.nodes());
                same(NAIVE.proof(oldSize, size), proof);
                assertTrue(MerkleTree.verifyConsistency(head(oldSize), head(size), proof));
            }
        }
    }

    @Property(tries = 5_000)
    void inclusion_withOneBitChanged_fails(
            @ForAll @IntRange(min = 1, max = MOST) int size, @ForAll int place, @ForAll int bit) {
        int index = Math.floorMod(place, size);
        List<byte[]> path = copies(NAIVE.path(index, size));
        byte[] leaf = LEAVES.get(index).clone();
        byte[] root = NAIVE.root(size).clone();
        List<byte[]> all = new ArrayList<>(path);
        all.add(leaf);
        all.add(root);
        flip(all, bit);
        assertFalse(MerkleTree.verifyInclusion(leaf, index, size, path, root));
    }

    @Property(tries = 5_000)
    void inclusion_atAnotherIndex_fails(
            @ForAll @IntRange(min = 1, max = MOST) int size, @ForAll int place, @ForAll int other) {
        int index = Math.floorMod(place, size);
        int claimed = Math.floorMod(other, size);
        Assume.that(claimed != index);
        List<byte[]> path = NAIVE.path(index, size);
        assertFalse(MerkleTree.verifyInclusion(LEAVES.get(index), claimed, size, path, NAIVE.root(size)));
    }

    @Property(tries = 5_000)
    void consistency_withOneBitChanged_fails(
            @ForAll @IntRange(min = 2, max = MOST) int size, @ForAll int place, @ForAll int bit) {
        int oldSize = 1 + Math.floorMod(place, size - 1);
        List<byte[]> proof = copies(NAIVE.proof(oldSize, size));
        MerkleTree.Head older = new MerkleTree.Head(oldSize, NAIVE.root(oldSize).clone());
        MerkleTree.Head newer = new MerkleTree.Head(size, NAIVE.root(size).clone());
        List<byte[]> all = new ArrayList<>(proof);
        all.add(older.root());
        all.add(newer.root());
        flip(all, bit);
        assertFalse(MerkleTree.verifyConsistency(older, newer, proof));
    }

    @Property(tries = 5_000)
    void consistency_ofAnotherPast_fails(
            @ForAll @IntRange(min = 2, max = MOST) int size, @ForAll int place, @ForAll int changed) {
        int oldSize = 1 + Math.floorMod(place, size - 1);
        List<byte[]> past = copies(LEAVES.subList(0, oldSize));
        past.get(Math.floorMod(changed, oldSize))[0] ^= 1;
        MerkleTree.Head older = new MerkleTree.Head(oldSize, new Naive(past).root(oldSize));
        assertFalse(MerkleTree.verifyConsistency(older, head(size), NAIVE.proof(oldSize, size)));
    }

    private static MerkleTree.Head head(int size) {
        return new MerkleTree.Head(size, NAIVE.root(size));
    }

    private static void flip(List<byte[]> all, int bit) {
        int bits = all.stream().mapToInt(bytes -> 8 * bytes.length).sum();
        int at = Math.floorMod(bit, bits);
        for (byte[] bytes : all) {
            if (at < 8 * bytes.length) {
                bytes[at / 8] ^= (byte) (1 << at % 8);
                return;
            }
            at -= 8 * bytes.length;
        }
    }

    private static List<byte[]> copies(List<byte[]> hashes) {
        return hashes.stream().map(byte[]::clone).toList();
    }

    private static void same(List<byte[]> expected, List<byte[]> made) {
        assertEquals(expected.size(), made.size());
        for (int i = 0; i < made.size(); i++) {
            assertArrayEquals(expected.get(i), made.get(i));
        }
    }

    private static List<byte[]> leaves() {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            leaves.add(ByteBuffer.allocate(4).putInt(i * 0x9e3779b1).array());
        }
        return leaves;
    }
}
