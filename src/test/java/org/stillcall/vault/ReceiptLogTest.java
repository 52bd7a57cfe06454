package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Randomness;

/** Rows B6 and G18: what was promised stands in the log, hour-coarse, provable, and for its owner only. */
class ReceiptLogTest {
    @TempDir
    private Path temp;

    @Test
    void newLog_hasACheckpointOverNothing() {
        try (ReceiptLog log = LogFolder.open(temp.resolve("log"))) {
            assertEquals(0, log.size());
            assertArrayEquals(MerkleTree.emptyRoot(), log.root());
            assertTrue(log.key().signed(log.checkpoint()));
            assertTrue(log.list(0, 10).isEmpty());
            assertThrows(IllegalArgumentException.class, () -> log.get(0));
        }
    }

    @Test
    void append_isThereAfterOpeningAgain() {
        Path folder = temp.resolve("log");
        Checkpoint last;
        LogKey key;
        try (ReceiptLog log = LogFolder.open(folder)) {
            assertEquals(
                    new Receipt(0, ReceiptKind.PLAN_DELETED, LogFolder.HOUR, LogFolder.token(1)),
                    log.append(ReceiptKind.PLAN_DELETED, LogFolder.token(1)));
            log.append(ReceiptKind.DEVICE_WIPED, LogFolder.token(2));
            last = log.checkpoint();
            key = log.key();
        }
        try (ReceiptLog log = LogFolder.open(folder)) {
            assertEquals(last, log.checkpoint());
            assertEquals(key, log.key());
            assertEquals(
                    new Receipt(1, ReceiptKind.DEVICE_WIPED, LogFolder.HOUR, LogFolder.token(2)),
                    log.append(ReceiptKind.CENTRE_MADE, LogFolder.token(3)).index() == 2 ? log.get(1) : null);
            assertEquals(3, log.size());
        }
    }

    @Test
    void hours_neverFall_whateverTheClockSays_alsoOverARestart() {
        Path place = temp.resolve("hours");
        Instant later = Instant.parse("2026-11-22T17:00:00Z");
        try (ReceiptLog log = ReceiptLog.open(place, Randomness.seeded(7), InstantSource.fixed(later))) {
            log.append(ReceiptKind.PLAN_ENDED, LogFolder.token(1));
        }
        try (ReceiptLog log = LogFolder.open(place)) {
            long hour = later.getEpochSecond() / 3_600;
            assertTrue(LogFolder.HOUR < hour);
            assertEquals(
                    hour, log.append(ReceiptKind.PLAN_ENDED, LogFolder.token(2)).hour());
        }
        assertInstanceOf(LogCheck.Whole.class, LogCheck.run(place, TrustedMarks.none()));
    }

    @Test
    void log_goesOnFromEachOfItsHeads_andFromNoOther() {
        Path place = temp.resolve("heads");
        List<MerkleTree.Head> heads = new ArrayList<>();
        try (ReceiptLog log = LogFolder.open(place)) {
            heads.add(log.head());
            for (int i = 0; i < 5; i++) {
                log.append(ReceiptKind.PLAN_ENDED, LogFolder.token(i));
                heads.add(log.head());
            }
            assertTrue(heads.stream().allMatch(log::goesOnFrom));
            assertFalse(log.goesOnFrom(new MerkleTree.Head(4, heads.get(3).root())));
            assertFalse(log.goesOnFrom(new MerkleTree.Head(6, heads.get(5).root())));
        }
    }

    @Test
    void leaf_holdsVersionKindHourAndToken() {
        byte[] leaf = new Receipt(5, ReceiptKind.RESTORED, 0x0102_0304, LogFolder.token(1)).leaf();
        assertEquals(22, leaf.length);
        assertArrayEquals(new byte[] {1, 18, 1, 2, 3, 4}, java.util.Arrays.copyOf(leaf, 6));
        assertArrayEquals(LogFolder.token(1), java.util.Arrays.copyOfRange(leaf, 6, 22));
        assertTrue(Receipt.of(5, leaf).isPresent());
        leaf[1] = (byte) (ReceiptKind.values().length + 1);
        assertTrue(Receipt.of(5, leaf).isEmpty());
        leaf[1] = 18;
        leaf[0] = 2;
        assertTrue(Receipt.of(5, leaf).isEmpty());
    }

    @Test
    void kinds_haveCodesOfTheirOwn() {
        Set<Byte> codes = new TreeSet<>();
        for (ReceiptKind kind : ReceiptKind.values()) {
            assertTrue(codes.add(kind.code()));
            assertEquals(kind, ReceiptKind.of(kind.code()).orElseThrow());
        }
    }

    @Test
    void proofs_ofALongLog_areThoseOfTheDefinition() {
        int count = 700; // more than two blocks of 256, whose hashes are kept
        List<byte[]> leaves = new ArrayList<>();
        try (ReceiptLog log = LogFolder.open(temp.resolve("log"))) {
            for (int i = 0; i < count; i++) {
                leaves.add(log.append(LogFolder.kind(i), LogFolder.token(i)).leaf());
            }
            check(log, new Naive(leaves), count);
        }
        try (ReceiptLog log = LogFolder.open(temp.resolve("log"))) {
            check(log, new Naive(leaves), count);
        }
    }

    private static void check(ReceiptLog log, Naive naive, int count) {
        assertArrayEquals(naive.root(count), log.root());
        for (int index = 0; index < count; index += 37) {
            List<byte[]> path = log.inclusion(index);
            assertTrue(MerkleTree.verifyInclusion(log.get(index).leaf(), index, count, path, log.root()));
            MerkleTree.Head older = new MerkleTree.Head(index, naive.root(index));
            assertTrue(MerkleTree.verifyConsistency(older, log.checkpoint().head(), log.consistency(index)));
            int middle = Math.min(count, index + 100);
            assertTrue(MerkleTree.verifyConsistency(
                    older, new MerkleTree.Head(middle, naive.root(middle)), log.consistency(index, middle)));
            assertTrue(MerkleTree.verifyInclusion(
                    log.get(index).leaf(), index, middle, log.inclusion(index, middle), naive.root(middle)));
        }
    }

    @Test
    void list_answersAtMostItsLimit() {
        Path folder = temp.resolve("log");
        int count = ReceiptLog.LIST + 5;
        try (ReceiptLog log = ReceiptLog.open(folder, Randomness.seeded(7), LogFolder.CLOCK)) {
            for (int i = 0; i < count; i++) {
                log.append(ReceiptKind.PLAN_ENDED, LogFolder.token(i));
            }
            assertEquals(ReceiptLog.LIST, log.list(0, Integer.MAX_VALUE).size());
            assertEquals(3, log.list(count - 3, 10).size());
            assertEquals(count - 3, log.list(count - 3, 10).getFirst().index());
            assertTrue(log.list(count, 10).isEmpty());
            assertTrue(log.list(Long.MAX_VALUE, 10).isEmpty());
        }
    }

    @Test
    void appends_atTheSameTime_shareOneCheckpoint() throws Exception {
        Path folder = temp.resolve("log");
        CountDownLatch firstIsWriting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean armed = new AtomicBoolean();
        try (ReceiptLog log = ReceiptLog.open(folder, Randomness.seeded(7), LogFolder.CLOCK, step -> {
            if (step == ReceiptFiles.Step.LEAVES_FORCED && armed.getAndSet(false)) {
                firstIsWriting.countDown();
                await(goOn);
            }
        })) {
            armed.set(true);
            List<Thread> threads = new ArrayList<>();
            threads.add(Thread.ofPlatform().start(() -> log.append(ReceiptKind.PLAN_DELETED, LogFolder.token(0))));
            firstIsWriting.await();
            for (int i = 1; i <= 20; i++) {
                byte[] token = LogFolder.token(i);
                threads.add(Thread.ofPlatform().start(() -> log.append(ReceiptKind.PLAN_ENDED, token)));
            }
            for (Thread thread : threads.subList(1, threads.size())) {
                while (thread.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
            }
            assertEquals(0, log.size(), "nothing is shown before its checkpoint is on the disk");
            goOn.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(21, log.size());
        }
        assertEquals(
                List.of(0L, 1L, 21L),
                LogFolder.checkpoints(folder).stream().map(Checkpoint::size).toList());
        assertInstanceOf(LogCheck.Whole.class, LogCheck.run(folder, TrustedMarks.none(), 0));
    }

    @Test
    void appends_ofManyThreads_standInTheLogOnceEach() throws Exception {
        Path folder = temp.resolve("log");
        Set<Long> indices = java.util.Collections.synchronizedSet(new TreeSet<>());
        try (ReceiptLog log = LogFolder.open(folder)) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                int first = 10 * i;
                threads.add(Thread.startVirtualThread(() -> {
                    for (int k = first; k < first + 10; k++) {
                        Receipt receipt = log.append(LogFolder.kind(k), LogFolder.token(k));
                        assertEquals(receipt, log.get(receipt.index()));
                        long size = log.size();
                        MerkleTree.Head head = log.checkpoint().head();
                        assertTrue(head.size() >= size && size > receipt.index());
                        assertTrue(MerkleTree.verifyInclusion(
                                receipt.leaf(),
                                receipt.index(),
                                head.size(),
                                log.inclusion(receipt.index(), head.size()),
                                head.root()));
                        indices.add(receipt.index());
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(500, log.size());
        }
        assertEquals(500, indices.size());
        assertInstanceOf(LogCheck.Whole.class, LogCheck.run(folder, TrustedMarks.none(), 0));
    }

    @Test
    void interruptedThread_appendsAllTheSame() {
        try (ReceiptLog log = LogFolder.open(temp.resolve("log"))) {
            Thread.currentThread().interrupt();
            log.append(ReceiptKind.PLAN_DELETED, LogFolder.token(1));
            assertTrue(Thread.interrupted());
            assertEquals(
                    2, log.append(ReceiptKind.PLAN_DELETED, LogFolder.token(2)).index() + 1);
            assertEquals(2, log.list(0, 9).size());
        }
    }

    @Test
    void failedWrite_leavesTheLogAsItWas() {
        for (ReceiptFiles.Step step : List.of(
                ReceiptFiles.Step.LEAVES_WRITTEN,
                ReceiptFiles.Step.LEAVES_FORCED,
                ReceiptFiles.Step.CHECKPOINT_WRITTEN,
                ReceiptFiles.Step.CHECKPOINT_FORCED)) {
            Path folder = temp.resolve(step.name());
            AtomicInteger fail = new AtomicInteger(-1);
            try (ReceiptLog log = ReceiptLog.open(folder, Randomness.seeded(7), LogFolder.CLOCK, reached -> {
                if (reached == step && fail.getAndDecrement() == 0) {
                    throw new UncheckedIOException(new IOException("The disk is full."));
                }
            })) {
                log.append(ReceiptKind.PERSON_ADDED, LogFolder.token(1));
                fail.set(0);
                assertThrows(ReceiptException.class, () -> log.append(ReceiptKind.PERSON_REMOVED, LogFolder.token(2)));
                assertEquals(1, log.size());
                assertEquals(
                        1,
                        log.append(ReceiptKind.ROLE_CHANGED, LogFolder.token(3)).index());
            }
            assertInstanceOf(LogCheck.Whole.class, LogCheck.run(folder, TrustedMarks.none(), 0));
            try (ReceiptLog log = LogFolder.open(folder)) {
                assertEquals(ReceiptKind.ROLE_CHANGED, log.get(1).kind());
            }
        }
    }

    @Test
    void failedWrite_thatCannotBeTakenBack_endsWriting() {
        AtomicBoolean fail = new AtomicBoolean();
        try (ReceiptLog log = ReceiptLog.open(temp.resolve("log"), Randomness.seeded(7), LogFolder.CLOCK, reached -> {
            if (fail.get()) {
                throw new UncheckedIOException(new IOException("The disk is gone."));
            }
        })) {
            fail.set(true);
            assertThrows(ReceiptException.class, () -> log.append(ReceiptKind.PERSON_ADDED, LogFolder.token(1)));
            fail.set(false);
            assertThrows(ReceiptException.class, () -> log.append(ReceiptKind.PERSON_ADDED, LogFolder.token(1)));
            assertEquals(0, log.size());
        }
        try (ReceiptLog log = LogFolder.open(temp.resolve("log"))) {
            assertEquals(
                    0, log.append(ReceiptKind.PERSON_ADDED, LogFolder.token(1)).index());
        }
    }

    @Test
    void open_ofAnOpenLog_isRefused() {
        try (ReceiptLog log = LogFolder.open(temp.resolve("log"))) {
            assertThrows(ReceiptException.class, () -> LogFolder.open(temp.resolve("log")));
            assertEquals(
                    0, log.append(ReceiptKind.PLAN_DELETED, LogFolder.token(1)).index());
        }
    }

    @Test
    void files_areForTheirOwnerOnly_andDatedToTheHour() throws IOException {
        Path folder = LogFolder.filled(temp.resolve("log"), 2);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        for (String name : List.of("leaves", "checkpoints")) {
            long second = Files.getLastModifiedTime(folder.resolve(name)).toMillis();
            assertEquals(LogFolder.HOUR * 3_600_000, second);
        }
    }

    @Test
    void open_ofADamagedLog_isRefused() throws IOException {
        Path good = LogFolder.filled(temp.resolve("good"), 3);
        for (String name : List.of("log.key", "log.pub", "leaves", "checkpoints")) {
            byte[] bytes = LogFolder.read(good.resolve(name));
            Path bad = LogFolder.copy(good, temp.resolve("bad-" + name));
            bytes[bytes.length - 30] ^= 1;
            LogFolder.write(bad.resolve(name), bytes);
            assertThrows(ReceiptException.class, () -> LogFolder.open(bad), name);
            Path without = LogFolder.copy(good, temp.resolve("without-" + name));
            Files.delete(without.resolve(name));
            if (name.equals("log.pub")) {
                LogFolder.open(without).close();
                assertArrayEquals(LogFolder.read(good.resolve(name)), LogFolder.read(without.resolve(name)));
            } else {
                assertThrows(ReceiptException.class, () -> LogFolder.open(without), name);
            }
        }
        assertFalse(Files.exists(good.resolve("log.key.new")));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
