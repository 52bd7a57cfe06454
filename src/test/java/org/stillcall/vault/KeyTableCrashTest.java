package org.stillcall.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.base.MemoryScan;
import org.stillcall.base.Randomness;

/** G18, B4: whatever ends an update of the key table, and wherever, leaves the old table or the new one. */
class KeyTableCrashTest {
    private static final byte[] TEXT = "Ask for the gardener.".getBytes(UTF_8);
    private static final byte[] CONTEXT = new byte[0];
    private static final Instant END = Instant.parse("2026-12-22T00:00:00Z");

    /** A key that is destroyed while the crash comes, one that is kept, and what they sealed. */
    private record Pair(KeyId going, KeyId kept, byte[] sealedGoing, byte[] sealedKept) {
        static Pair in(KeyTable table) {
            KeyId going = table.create(END).orElseThrow();
            KeyId kept = table.create(END).orElseThrow();
            return new Pair(going, kept, table.seal(going, TEXT, CONTEXT), table.seal(kept, TEXT, CONTEXT));
        }

        /** Whether the destroyed key is gone; the other must open in any case, and both tables must still work. */
        boolean gone(KeyTable table) {
            assertTrue(table.open(kept, sealedKept, CONTEXT).isPresent());
            boolean held = table.holds(going);
            assertEquals(held, table.open(going, sealedGoing, CONTEXT).isPresent());
            assertFalse(table.fresh());
            KeyId further = table.create(END).orElseThrow();
            assertTrue(table.holds(further));
            return !held;
        }
    }

    @ParameterizedTest
    @EnumSource(FakeDisk.Loss.class)
    void powerFailure_atAnyOperationOfADestroy_leavesTheOldTableOrTheNew(FakeDisk.Loss loss) {
        FakeDisk disk = new FakeDisk(FakeDisk.SLOTS, 40);
        Pair pair;
        int from;
        try (KeyTable table = disk.open()) {
            pair = Pair.in(table);
            from = disk.operations();
            table.destroy(List.of(pair.going()));
        }
        boolean before = false;
        for (int i = from; i <= disk.operations(); i++) {
            FakeDisk left = disk.after(i, loss);
            boolean gone;
            try (KeyTable table = left.open()) {
                gone = pair.gone(table);
            }
            assertTrue(gone || !before, "once gone it stays gone");
            before |= gone;
            try (KeyTable again = left.open()) {
                assertEquals(gone, pair.gone(again), "a second start finds the same");
            }
        }
        assertTrue(before, "gone when destroy has returned");
    }

    @ParameterizedTest
    @EnumSource(FakeDisk.Loss.class)
    void powerFailure_whileTheTableIsMade_leavesNoneOrOneThatOpens(FakeDisk.Loss loss) {
        FakeDisk disk = new FakeDisk(FakeDisk.SLOTS, 41);
        disk.open().close();
        for (int i = 0; i <= disk.operations(); i++) {
            try (KeyTable table = disk.after(i, loss).open()) {
                assertEquals(FakeDisk.SLOTS, table.free());
                assertTrue(table.create(END).isPresent());
            }
        }
    }

    @Test
    void powerFailure_twice_whileFinishingWhatTheFirstLeft_harmsNothing() {
        FakeDisk disk = new FakeDisk(FakeDisk.SLOTS, 42);
        Pair pair;
        int from;
        try (KeyTable table = disk.open()) {
            pair = Pair.in(table);
            from = disk.operations();
            table.destroy(List.of(pair.going()));
        }
        for (int i = from; i <= disk.operations(); i++) {
            FakeDisk first = disk.after(i, FakeDisk.Loss.FIRST_SECTOR_ARRIVED);
            first.open().close();
            for (int k = 0; k <= first.operations(); k++) {
                try (KeyTable table = first.after(k, FakeDisk.Loss.REST_ARRIVED).open()) {
                    pair.gone(table);
                }
            }
        }
    }

    /** Once the old root is gone, so is what the old table held, though the old area itself may still be there. */
    @Test
    void oldArea_whenItsRootIsDestroyed_doesNotOpenAgain() {
        FakeDisk disk = new FakeDisk(FakeDisk.SLOTS, 43);
        Pair pair;
        byte[] oldTable;
        int from;
        try (KeyTable table = disk.open()) {
            pair = Pair.in(table);
            oldTable = disk.files[FakeDisk.TABLE].clone();
            from = disk.operations();
            table.destroy(List.of(pair.going()));
        }
        int rootGone = from + disk.since(from).indexOf("wipe root") + 2;
        FakeDisk left = disk.after(rootGone, FakeDisk.Loss.NONE_ARRIVED);
        assertThrows(
                VaultException.class,
                () -> left.with(left.files[FakeDisk.ROOT], oldTable).open());
        try (KeyTable table = left.open()) {
            assertTrue(pair.gone(table));
        }
    }

    /**
     * A force that fails leaves the system with pages that it takes for written: what it shows then is not what the
     * medium has. Until such a page is written and forced again, neither a root nor an old table counts as gone.
     */
    @ParameterizedTest
    @EnumSource(FakeDisk.Loss.class)
    void forceThatFails_isMadeGoodByAnotherWriteOfTheSame(FakeDisk.Loss loss) {
        for (int fails = 0; fails < 4; fails++) {
            FakeDisk disk = new FakeDisk(FakeDisk.SLOTS, 45 + fails);
            try (KeyTable table = disk.open()) {
                Pair pair = Pair.in(table);
                byte[] oldRoot = rootsOf(disk.files[FakeDisk.ROOT]).getFirst();
                disk.forcesBeforeOneFails.set(fails);
                assertThrows(VaultException.class, () -> table.destroy(List.of(pair.going())));
                assertFalse(table.holds(pair.going()));
                try (KeyTable meanwhile = disk.after(disk.operations(), loss).open()) {
                    pair.gone(meanwhile); // the old state or the new one
                }

                table.destroy(List.of(pair.going()));

                FakeDisk medium = disk.after(disk.operations(), loss);
                List<byte[]> roots = rootsOf(medium.files[FakeDisk.ROOT]);
                assertEquals(1, roots.size(), "after " + fails + " forces");
                assertFalse(Arrays.equals(oldRoot, roots.getFirst()));
                try (KeyTable later = medium.open()) {
                    assertTrue(pair.gone(later));
                }
            }
        }
    }

    /** The root keys in a file of roots, whole or not. */
    private static List<byte[]> rootsOf(byte[] file) {
        List<byte[]> roots = new ArrayList<>();
        for (int at = 0; at < file.length; at += RootFile.PAGE) {
            byte[] root = Arrays.copyOfRange(file, at + 16, at + 16 + RootStore.KEY_BYTES);
            if (!Arrays.equals(root, new byte[RootStore.KEY_BYTES])) {
                roots.add(root);
            }
        }
        return roots;
    }

    @ParameterizedTest
    @EnumSource(TableFile.Step.class)
    void failure_afterAnyStep_isReportedAndMadeGood(TableFile.Step step) {
        FakeDisk disk = new FakeDisk(FakeDisk.SLOTS, 44);
        Pair pair;
        boolean[] armed = new boolean[1];
        try (KeyTable table = disk.open(done -> {
            if (armed[0] && done == step) {
                throw new IllegalStateException("Broken off.");
            }
        })) {
            pair = Pair.in(table);
            armed[0] = true;
            assertThrows(VaultException.class, () -> table.destroy(List.of(pair.going())));
            try (KeyTable copy = disk.copy().open()) {
                assertEquals(step != TableFile.Step.ROOT_KEPT, pair.gone(copy));
            }
            armed[0] = false;
            table.destroy(List.of(pair.going()));
        }
        try (KeyTable table = disk.open()) {
            assertTrue(pair.gone(table));
        }
    }

    /** A real process that ends in the midst of it, on real files. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void process_haltedAfterAnyStep_leavesTheOldTableOrTheNew(int steps, @TempDir Path folder)
            throws IOException, InterruptedException {
        Path tables = folder.resolve("table");
        Path roots = folder.resolve("root");
        Pair pair;
        try (KeyTable table = KeyTable.open(tables, FileRoot.open(roots), Randomness.seeded(45), Clock.systemUTC())) {
            pair = Pair.in(table);
        }
        Process victim = MemoryScan.start(
                CrashVictim.class, folder.toString(), pair.going().text(), "" + steps);
        assertTrue(victim.waitFor(60, TimeUnit.SECONDS));
        assertEquals(CrashVictim.HALTED, victim.exitValue());
        assertEquals(2 * 4096, Files.size(roots.resolve(FileRoot.FILE)));
        try (KeyTable table = KeyTable.open(tables, FileRoot.open(roots), Randomness.seeded(46), Clock.systemUTC())) {
            assertEquals(steps >= 2, pair.gone(table));
        }
    }
}
