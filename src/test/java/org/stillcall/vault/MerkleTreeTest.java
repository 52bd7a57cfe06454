package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row B6: hashes and proofs against the vectors that Certificate Transparency's code has for RFC 6962. */
class MerkleTreeTest {
    private static final List<byte[]> LEAVES = Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(HexFormat.of()::parseHex)
            .toList();
    private static final String[] ROOTS = {
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    };
    private static final String H1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
    private static final String H23 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
    private static final String H4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
    private static final String H45 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
    private static final String H4567 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
    private static final String H67 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";

    private static final MerkleTree.Nodes NODES = new Naive(LEAVES).nodes();

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3", "4", "5", "6", "7", "8"})
    void root_isThatOfTheVector(int size) {
        assertEquals(ROOTS[size], hex(MerkleTree.root(size, NODES)));
        Frontier frontier = new Frontier();
        LEAVES.subList(0, size).forEach(leaf -> frontier.add(MerkleTree.leafHash(leaf)));
        assertEquals(ROOTS[size], hex(frontier.head().root()));
    }

    @Test
    void inclusion_isThatOfTheVectors() {
        inclusion(0, 8, H1, H23, H4567);
        inclusion(5, 8, H4, H67, ROOTS[4]);
        inclusion(2, 3, ROOTS[2]);
        inclusion(1, 5, ROOTS[1], H23, H4);
        inclusion(0, 1);
    }

    @Test
    void consistency_isThatOfTheVectors() {
        consistency(1, 1);
        consistency(1, 8, H1, H23, H4567);
        consistency(6, 8, H45, H67, ROOTS[4]);
        consistency(2, 5, H23, H4);
    }

    @Test
    void verifyInclusion_ofWhatIsNoProof_isFalse() {
        byte[] root = bytes(ROOTS[8]);
        List<byte[]> path = MerkleTree.inclusion(5, 8, NODES);
        assertFalse(MerkleTree.verifyInclusion(LEAVES.get(5), -1, 8, path, root));
        assertFalse(MerkleTree.verifyInclusion(LEAVES.get(5), 8, 8, path, root));
        assertFalse(MerkleTree.verifyInclusion(LEAVES.get(5), 5, 8, path.subList(1, 3), root));
        assertFalse(MerkleTree.verifyInclusion(LEAVES.get(5), 5, 8, List.of(), root));
        List<byte[]> longer = new ArrayList<>(path);
        longer.add(root);
        assertFalse(MerkleTree.verifyInclusion(LEAVES.get(5), 5, 8, longer, root));
        List<byte[]> wide = new ArrayList<>(path);
        wide.set(0, new byte[33]);
        assertFalse(MerkleTree.verifyInclusion(LEAVES.get(5), 5, 8, wide, root));
    }

    @Test
    void verifyConsistency_ofWhatIsNoProof_isFalse() {
        MerkleTree.Head six = head(6);
        MerkleTree.Head eight = head(8);
        List<byte[]> proof = MerkleTree.consistency(6, 8, NODES);
        assertFalse(MerkleTree.verifyConsistency(eight, six, proof));
        assertFalse(MerkleTree.verifyConsistency(six, eight, List.of()));
        assertFalse(MerkleTree.verifyConsistency(six, eight, proof.subList(0, 2)));
        assertFalse(MerkleTree.verifyConsistency(head(4), eight, List.of()));
        assertFalse(MerkleTree.verifyConsistency(eight, eight, proof));
        assertFalse(MerkleTree.verifyConsistency(new MerkleTree.Head(0, six.root()), eight, List.of()));
        assertTrue(MerkleTree.verifyConsistency(head(0), eight, List.of()));
        assertTrue(MerkleTree.verifyConsistency(head(0), head(0), List.of()));
        List<byte[]> longer = new ArrayList<>(proof);
        longer.add(six.root());
        assertFalse(MerkleTree.verifyConsistency(six, eight, longer));
    }

    @Test
    void leafAndNode_neverHashAlike() {
        byte[] left = MerkleTree.leafHash("left".getBytes(StandardCharsets.US_ASCII));
        byte[] right = MerkleTree.leafHash("right".getBytes(StandardCharsets.US_ASCII));
        byte[] both = new byte[64];
        System.arraycopy(left, 0, both, 0, 32);
        System.arraycopy(right, 0, both, 32, 32);
        assertFalse(hex(MerkleTree.leafHash(both)).equals(hex(MerkleTree.nodeHash(left, right))));
    }

    private static void inclusion(int index, int size, String... path) {
        List<byte[]> made = MerkleTree.inclusion(index, size, NODES);
        same(path, made);
        assertTrue(MerkleTree.verifyInclusion(LEAVES.get(index), index, size, made, bytes(ROOTS[size])));
    }

    private static void consistency(int oldSize, int size, String... proof) {
        List<byte[]> made = MerkleTree.consistency(oldSize, size, NODES);
        same(proof, made);
        assertTrue(MerkleTree.verifyConsistency(head(oldSize), head(size), made));
    }

    private static void same(String[] expected, List<byte[]> made) {
        assertArrayEquals(expected, made.stream().map(MerkleTreeTest::hex).toArray(String[]::new));
    }

    private static MerkleTree.Head head(int size) {
        return new MerkleTree.Head(size, bytes(ROOTS[size]));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
