package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Randomness;

/**
 * Row B6: the vectors that the browser's check is tested with (src/test/js/receipts.test.js) are what Java makes. When
 * the format changes, copy the file that this leaves in target over the other.
 */
class ReceiptVectorsTest {
    private static final int LEAVES = 23; // each kind, and a tree with a rest at several levels

    @Test
    void vectors_areWhatJavaMakes() throws IOException {
        String made = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(vectors()) + "\n";
        Files.writeString(Path.of("target", "receipt-vectors.json"), made);
        assertEquals(made, Files.readString(Path.of("src", "test", "resources", "receipt-vectors.json")));
    }

    private static Map<String, Object> vectors() {
        LogSigner signer = LogSigner.fresh(Randomness.seeded(11));
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < LEAVES; i++) {
            receipts.add(new Receipt(i, LogFolder.kind(i), LogFolder.HOUR + i / 3, LogFolder.token(i)));
        }
        List<byte[]> leaves = receipts.stream().map(Receipt::leaf).toList();
        Naive naive = new Naive(leaves);
        List<String> roots = new ArrayList<>();
        List<String> checkpoints = new ArrayList<>();
        List<Object> inclusions = new ArrayList<>();
        List<Object> consistencies = new ArrayList<>();
        for (int size = 0; size <= LEAVES; size++) {
            roots.add(text(naive.root(size)));
            checkpoints.add(
                    signer.sign(new MerkleTree.Head(size, naive.root(size))).text());
            for (int old = 0; old <= size; old++) {
                consistencies.add(proof("from", old, "to", size, MerkleTree.consistency(old, size, naive.nodes())));
            }
            for (int index = 0; index < size; index++) {
                inclusions.add(proof("index", index, "size", size, MerkleTree.inclusion(index, size, naive.nodes())));
            }
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("key", signer.key().text());
        all.put("otherKey", LogSigner.fresh(Randomness.seeded(12)).key().text());
        all.put("receipts", receipts.stream().map(ReceiptVectorsTest::receipt).toList());
        all.put("leaves", leaves.stream().map(ReceiptVectorsTest::text).toList());
        all.put(
                "leafHashes",
                leaves.stream()
                        .map(MerkleTree::leafHash)
                        .map(ReceiptVectorsTest::text)
                        .toList());
        all.put("roots", roots);
        all.put("checkpoints", checkpoints);
        all.put("inclusions", inclusions);
        all.put("consistencies", consistencies);
        return all;
    }

    private static Map<String, Object> receipt(Receipt receipt) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("index", receipt.index());
        fields.put("kind", receipt.kind().name());
        fields.put("hour", receipt.hour());
        fields.put("token", text(receipt.token()));
        return fields;
    }

    private static Map<String, Object> proof(String first, int one, String second, int other, List<byte[]> hashes) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(first, one);
        fields.put(second, other);
        fields.put("proof", hashes.stream().map(ReceiptVectorsTest::text).toList());
        return fields;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
