package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.stillcall.base.Randomness;

/** Fuzz targets: whatever is said to be a checkpoint, a key or a receipt is read as it is written or refused. */
class ReceiptsFuzzTest {
    private static final LogSigner SIGNER = LogSigner.fresh(Randomness.seeded(5));

    @FuzzTest
    void checkpoint(byte[] data) {
        Checkpoint.parse(data).ifPresent(checkpoint -> {
            assertArrayEquals(data, checkpoint.text().getBytes(StandardCharsets.UTF_8));
            assertTrue(data.length <= Checkpoint.MOST_BYTES);
            assertFalse(SIGNER.key().signed(checkpoint));
        });
    }

    /** A checkpoint of ours with some of its bytes changed. */
    @FuzzTest
    void changedCheckpoint(byte[] data) {
        byte[] text = SIGNER.sign(new MerkleTree.Head(7, MerkleTree.emptyRoot()))
                .text()
                .getBytes(StandardCharsets.UTF_8);
        byte[] changed = text.clone();
        for (int i = 0; i + 1 < data.length; i += 2) {
            changed[Math.floorMod(data[i], text.length)] ^= data[i + 1];
        }
        boolean holds = Checkpoint.parse(changed).filter(SIGNER.key()::signed).isPresent();
        assertTrue(holds == Arrays.equals(text, changed));
    }

    @FuzzTest
    void endOfTheCheckpoints(byte[] data) {
        int end = Checkpoint.endOfLast(data);
        assertTrue(end >= 0 && end <= data.length);
        byte[] last = Checkpoint.lastOf(Arrays.copyOf(data, end));
        assertTrue(last.length <= end);
        boolean torn = Checkpoint.isTorn(
                Arrays.copyOfRange(data, end, data.length), SIGNER.key().name());
        assertTrue(!torn || data.length - end >= 0);
        TrustedMarks.parse(data)
                .ifPresent(marks -> assertTrue(
                        marks.key().isPresent() || !marks.checkpoints().isEmpty()));
    }

    @FuzzTest
    void keys(byte[] data) {
        LogKey.parse(data).ifPresent(key -> assertArrayEquals(data, key.text().getBytes(StandardCharsets.UTF_8)));
        LogSigner.parse(data)
                .ifPresent(key -> assertArrayEquals(data, key.text().getBytes(StandardCharsets.UTF_8)));
    }

    @FuzzTest
    void leaf(byte[] data) {
        byte[] leaf = Arrays.copyOf(data, Receipt.LEAF_BYTES);
        Receipt.of(0, leaf).ifPresent(receipt -> assertArrayEquals(leaf, receipt.leaf()));
    }

    /** No proof holds for a root that nobody made. */
    @FuzzTest
    void proof(byte[] data) {
        if (data.length < 16) {
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(data);
        long index = in.getLong();
        long size = in.getLong();
        List<byte[]> path = new java.util.ArrayList<>();
        while (in.remaining() >= MerkleTree.HASH_BYTES) {
            byte[] hash = new byte[MerkleTree.HASH_BYTES];
            in.get(hash);
            path.add(hash);
        }
        byte[] root = new byte[MerkleTree.HASH_BYTES];
        assertFalse(MerkleTree.verifyInclusion(data, index, size, path, root));
        if (index > 0 && size > index) {
            assertFalse(MerkleTree.verifyConsistency(
                    new MerkleTree.Head(index, root), new MerkleTree.Head(size, root), path));
        }
    }
}
