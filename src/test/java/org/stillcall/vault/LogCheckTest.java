package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.base.Randomness;

/** Row B6: whoever has the folder and the public key finds every byte that is not as it was signed. */
class LogCheckTest {
    private static final int RECEIPTS = 4;

    @TempDir
    private Path temp;

    @Test
    void wholeLog_isWhole_andSaysWhatCannotBeSeen() {
        Path folder = LogFolder.filled(temp.resolve("log"), RECEIPTS);
        assertEquals(
                "The receipt log is whole: 4 receipts under 5 signed checkpoints; whether it was cut back or replaced"
                        + " as a whole to an earlier state cannot be seen from this folder alone, only with a"
                        + " checkpoint that was kept elsewhere (--trusted).",
                LogCheck.run(folder, TrustedMarks.none(), 0).sentence());
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaves", "checkpoints", "log.pub"})
    void everyByte_flippedInAnyBit_isFound(String name) {
        Path folder = LogFolder.filled(temp.resolve("log"), RECEIPTS);
        Path file = folder.resolve(name);
        byte[] good = LogFolder.read(file);
        for (int i = 0; i < good.length; i++) {
            for (int mask : new int[] {1, 0x20, 0x80, 1 << i % 8, 0xff}) {
                byte[] bad = good.clone();
                bad[i] ^= (byte) mask;
                LogFolder.write(file, bad);
                assertInstanceOf(
                        LogCheck.Broken.class,
                        LogCheck.run(folder, TrustedMarks.none(), 0),
                        name + ", byte " + i + ", mask " + mask);
            }
        }
        LogFolder.write(file, good);
        assertInstanceOf(LogCheck.Whole.class, LogCheck.run(folder, TrustedMarks.none(), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaves", "checkpoints", "log.pub"})
    void everyFile_cutAnywhereOrLengthened_isFound(String name) {
        Path folder = LogFolder.filled(temp.resolve("log"), RECEIPTS);
        Path file = folder.resolve(name);
        byte[] good = LogFolder.read(file);
        for (int length = 0; length <= good.length + 30; length++) {
            if (length != good.length) {
                LogFolder.write(file, Arrays.copyOf(good, length));
                assertInstanceOf(
                        LogCheck.Broken.class,
                        LogCheck.run(folder, TrustedMarks.none(), 0),
                        name + ", " + length + " bytes");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaves", "checkpoints", "log.pub"})
    void missingFile_isFound(String name) throws IOException {
        Path folder = LogFolder.filled(temp.resolve("log"), RECEIPTS);
        Files.delete(folder.resolve(name));
        assertInstanceOf(LogCheck.Broken.class, LogCheck.run(folder, TrustedMarks.none(), 0));
    }

    /** Whoever has the log's key could date something back; the server itself never does. */
    @Test
    void receiptOfAnEarlierHour_isFound_howeverWellItIsSigned() {
        Path log = LogFolder.filled(temp.resolve("log"), 3);
        LogSigner signer = LogSigner.parse(LogFolder.read(log.resolve(ReceiptFiles.PRIVATE_KEY)))
                .orElseThrow();
        Frontier frontier = new Frontier();
        byte[] leaves = LogFolder.read(log.resolve(ReceiptFiles.LEAVES));
        for (int at = 0; at < leaves.length; at += Receipt.LEAF_BYTES) {
            frontier.add(MerkleTree.leafHash(Arrays.copyOfRange(leaves, at, at + Receipt.LEAF_BYTES)));
        }
        byte[] back = new Receipt(3, ReceiptKind.PLAN_ENDED, LogFolder.HOUR - 1, LogFolder.token(9)).leaf();
        frontier.add(MerkleTree.leafHash(back));
        byte[] note = signer.sign(frontier.head()).text().getBytes(StandardCharsets.UTF_8);
        append(log.resolve(ReceiptFiles.LEAVES), back);
        append(log.resolve(ReceiptFiles.CHECKPOINTS), note);

        LogCheck.Finding found = LogCheck.run(log, TrustedMarks.none());
        assertEquals("Receipt 3 is of an earlier hour than the one before it.", found.sentence());
    }

    private static void append(Path file, byte[] bytes) {
        byte[] before = LogFolder.read(file);
        byte[] all = Arrays.copyOf(before, before.length + bytes.length);
        System.arraycopy(bytes, 0, all, before.length, bytes.length);
        LogFolder.write(file, all);
    }

    @Test
    void cutBackLog_isFoundOnlyByWhatWasKeptElsewhere() {
        Path folder = LogFolder.filled(temp.resolve("log"), RECEIPTS);
        List<Checkpoint> all = LogFolder.checkpoints(folder);
        LogKey key = LogKey.parse(LogFolder.read(folder.resolve("log.pub"))).orElseThrow();
        cutBack(folder, all, 2);

        LogCheck.Finding alone = LogCheck.run(folder, TrustedMarks.none(), 0);
        assertInstanceOf(LogCheck.Whole.class, alone);
        assertTrue(alone.sentence().contains("cannot be seen from this folder alone"));
        LogCheck.Finding withKey = LogCheck.run(folder, new TrustedMarks(Optional.of(key), List.of()), 0);
        assertInstanceOf(LogCheck.Whole.class, withKey);
        assertTrue(withKey.sentence().contains("cannot be seen from this folder alone"));

        assertEquals(
                "The log was cut back: it holds 2 receipts, and the trusted checkpoint counts 4.",
                LogCheck.run(folder, kept(all.get(4)), 0).sentence());
        assertInstanceOf(LogCheck.Broken.class, LogCheck.run(folder, kept(all.get(0), all.get(2), all.get(3)), 0));
        assertEquals(
                "The receipt log is whole: 2 receipts under 3 signed checkpoints, and it goes on from the trusted"
                        + " checkpoint over 2 of them.",
                LogCheck.run(folder, kept(all.get(2), all.get(1)), 0).sentence());
    }

    /** Who has the log's private key can sign another past; not one that agrees with a checkpoint kept elsewhere. */
    @Test
    void rewrittenLog_isFoundByWhatWasKeptElsewhere() throws IOException {
        Path folder = LogFolder.filled(temp.resolve("log"), RECEIPTS);
        Checkpoint kept = LogFolder.checkpoints(folder).getLast();
        LogFolder.write(folder.resolve("leaves"), new byte[0]);
        LogFolder.write(folder.resolve("checkpoints"), new byte[0]);
        try (ReceiptLog log = LogFolder.open(folder)) {
            for (int i = 0; i < RECEIPTS + 2; i++) {
                log.append(ReceiptKind.PERSON_ADDED, LogFolder.token(100 + i));
            }
        }
        assertInstanceOf(LogCheck.Whole.class, LogCheck.run(folder, TrustedMarks.none(), 0));
        assertEquals(
                "The log was rewritten: its first 4 receipts are not those of the trusted checkpoint.",
                LogCheck.run(folder, kept(kept), 0).sentence());
    }

    @Test
    void replacedLog_isFoundByKeyAndByCheckpoint() {
        Path folder = LogFolder.filled(temp.resolve("log"), RECEIPTS);
        Checkpoint kept = LogFolder.checkpoints(folder).getLast();
        LogKey key = LogKey.parse(LogFolder.read(folder.resolve("log.pub"))).orElseThrow();
        Path other = temp.resolve("other");
        try (ReceiptLog log = ReceiptLog.open(other, Randomness.seeded(8), LogFolder.CLOCK)) {
            log.append(ReceiptKind.PERSON_ADDED, LogFolder.token(1));
        }
        assertInstanceOf(LogCheck.Broken.class, LogCheck.run(other, kept(kept), 0));
        assertInstanceOf(LogCheck.Broken.class, LogCheck.run(other, new TrustedMarks(Optional.of(key), List.of()), 0));
        assertInstanceOf(
                LogCheck.Whole.class, LogCheck.run(folder, new TrustedMarks(Optional.of(key), List.of(kept)), 0));
    }

    @Test
    void logInUse_isWhole_whileItGrows() throws Exception {
        Path folder = temp.resolve("log");
        try (ReceiptLog log = LogFolder.open(folder)) {
            Thread writer = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 300; i++) {
                    log.append(LogFolder.kind(i), LogFolder.token(i));
                }
            });
            int checks = 0;
            while (writer.isAlive()) {
                LogCheck.Finding finding = LogCheck.run(folder, TrustedMarks.none());
                assertInstanceOf(LogCheck.Whole.class, finding, finding.sentence());
                checks++;
            }
            writer.join();
            assertTrue(checks > 0);
        }
    }

    /** Three million receipts (66 MB) in a machine with 24 MB. */
    @Test
    void longLog_isReadInLittleMemory() throws Exception {
        Path folder = LogFolder.filled(temp.resolve("log"), 0);
        LogSigner signer =
                LogSigner.parse(LogFolder.read(folder.resolve("log.key"))).orElseThrow();
        int count = 3_000_000;
        Frontier frontier = new Frontier();
        try (OutputStream leaves = new BufferedOutputStream(Files.newOutputStream(folder.resolve("leaves")));
                OutputStream notes =
                        Files.newOutputStream(folder.resolve("checkpoints"), java.nio.file.StandardOpenOption.APPEND)) {
            byte[] token = LogFolder.token(1);
            for (int i = 0; i < count; i++) {
                byte[] leaf = new Receipt(i, ReceiptKind.PLAN_ENDED, i, token).leaf();
                leaves.write(leaf);
                frontier.add(MerkleTree.leafHash(leaf));
                if (i % 100_000 == 99_999) {
                    notes.write(signer.sign(frontier.head()).text().getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx24m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Checking.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.startsWith("The receipt log is whole: 3000000 receipts under 31 signed checkpoints"), said);
    }

    /** A process of its own. */
    static final class Checking {
        private Checking() {}

        public static void main(String[] arguments) {
            System.out.println(
                    LogCheck.run(Path.of(arguments[0]), TrustedMarks.none(), 0).sentence());
        }
    }

    private static TrustedMarks kept(Checkpoint... checkpoints) {
        return new TrustedMarks(Optional.empty(), List.of(checkpoints));
    }

    private static void cutBack(Path folder, List<Checkpoint> all, int receipts) {
        LogFolder.write(
                folder.resolve("leaves"),
                Arrays.copyOf(LogFolder.read(folder.resolve("leaves")), receipts * Receipt.LEAF_BYTES));
        LogFolder.write(
                folder.resolve("checkpoints"),
                new TrustedMarks(Optional.empty(), all.subList(0, receipts + 1)).bytes());
    }
}
