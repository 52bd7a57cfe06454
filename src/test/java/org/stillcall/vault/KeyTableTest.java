package org.stillcall.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Limits;

/** G18, B4: what is sealed opens with its own key only, and with none once that is destroyed; on a fake disk. */
class KeyTableTest {
    private static final byte[] TEXT = "Ask for the gardener.".getBytes(UTF_8);
    private static final byte[] CONTEXT = "plan/1".getBytes(UTF_8);
    private static final Instant END = Instant.parse("2026-12-22T00:00:00Z");

    private final FakeDisk disk = new FakeDisk(FakeDisk.SLOTS, 30);

    private static KeyId key(KeyTable table) {
        return table.create(END).orElseThrow();
    }

    private static String opened(KeyTable table, KeyId id, byte[] sealed) {
        return table.open(id, sealed, CONTEXT)
                .map(text -> new String(text, UTF_8))
                .orElse("nothing");
    }

    @Test
    void seal_opensWithItsKeyAndContextOnly() {
        try (KeyTable table = disk.open()) {
            KeyId id = key(table);
            KeyId other = key(table);
            byte[] sealed = table.seal(id, TEXT, CONTEXT);
            assertArrayEquals(TEXT, table.open(id, sealed, CONTEXT).orElseThrow());
            assertEquals(Optional.empty(), table.open(other, sealed, CONTEXT));
            assertEquals(Optional.empty(), table.open(id, sealed, "plan/2".getBytes(UTF_8)));
            assertEquals(Optional.empty(), table.open(id, new byte[27], CONTEXT));
            assertEquals(TEXT.length + 28, sealed.length);
            for (int i = 0; i < sealed.length; i++) {
                byte[] changed = sealed.clone();
                changed[i] ^= 1;
                assertEquals(Optional.empty(), table.open(id, changed, CONTEXT), "byte " + i);
            }
        }
    }

    @Test
    void seal_twice_neverUsesANonceTwice() {
        try (KeyTable table = disk.open()) {
            KeyId id = key(table);
            assertFalse(Arrays.equals(table.seal(id, TEXT, CONTEXT), table.seal(id, TEXT, CONTEXT)));
        }
    }

    @Test
    void seal_ofNothingAndOfTheLongest_opens() {
        try (KeyTable table = disk.open()) {
            KeyId id = key(table);
            byte[] longest = new byte[Limits.KEY_TEXT_BYTES];
            assertArrayEquals(
                    new byte[0],
                    table.open(id, table.seal(id, new byte[0], CONTEXT), CONTEXT)
                            .orElseThrow());
            assertArrayEquals(
                    longest,
                    table.open(id, table.seal(id, longest, CONTEXT), CONTEXT).orElseThrow());
            byte[] longer = new byte[Limits.KEY_TEXT_BYTES + 1];
            assertThrows(IllegalArgumentException.class, () -> table.seal(id, longer, CONTEXT));
            assertEquals(Optional.empty(), table.open(id, new byte[Limits.KEY_TEXT_BYTES + 29], CONTEXT));
        }
    }

    @Test
    void keys_afterReopening_openWhatTheySealed() {
        KeyId id;
        byte[] sealed;
        try (KeyTable table = disk.open()) {
            assertTrue(table.fresh());
            id = key(table);
            sealed = table.seal(id, TEXT, CONTEXT);
        }
        try (KeyTable table = disk.open()) {
            assertFalse(table.fresh());
            assertTrue(table.holds(id));
            assertEquals(Optional.of(END), table.end(id));
            assertArrayEquals(TEXT, table.open(id, sealed, CONTEXT).orElseThrow());
        }
    }

    @Test
    void destroy_ofAKey_leavesNothingThatOpens() {
        KeyId id;
        KeyId kept;
        byte[] sealed;
        try (KeyTable table = disk.open()) {
            id = key(table);
            kept = key(table);
            sealed = table.seal(id, TEXT, CONTEXT);
            table.destroy(List.of(id, new KeyId("AAAAAAAAAAAAAAAAAAAAAA")));
            assertFalse(table.holds(id));
            assertEquals(Optional.empty(), table.end(id));
            assertEquals(Optional.empty(), table.open(id, sealed, CONTEXT));
            assertThrows(VaultException.class, () -> table.seal(id, TEXT, CONTEXT));
            assertThrows(VaultException.class, () -> table.endAt(id, END));
        }
        try (KeyTable table = disk.open()) {
            assertEquals(Optional.empty(), table.open(id, sealed, CONTEXT));
            assertTrue(table.holds(kept));
        }
    }

    @Test
    void destroy_ofNothing_writesNothing() {
        try (KeyTable table = disk.open()) {
            int before = disk.operations();
            table.destroy(List.of());
            table.destroy(List.of(new KeyId("AAAAAAAAAAAAAAAAAAAAAA")));
            assertEquals(before, disk.operations());
        }
    }

    /** The reason why a backup must never hold the root key. */
    @Test
    void copyOfTheTable_fromBeforeADestroy_opensWithTheOldRootOnly() {
        KeyId id;
        byte[] sealed;
        FakeDisk before;
        try (KeyTable table = disk.open()) {
            id = key(table);
            sealed = table.seal(id, TEXT, CONTEXT);
            before = disk.copy();
            table.destroy(List.of(id));
        }
        byte[] oldRoot = before.files[FakeDisk.ROOT];
        byte[] oldTable = before.files[FakeDisk.TABLE];
        byte[] newRoot = disk.files[FakeDisk.ROOT];
        assertThrows(VaultException.class, () -> disk.with(newRoot, oldTable).open());
        try (KeyTable both = disk.with(oldRoot, oldTable).open()) {
            assertEquals("Ask for the gardener.", opened(both, id, sealed));
        }
    }

    @Test
    void create_whenTheTableIsFull_isRefused() {
        try (KeyTable table = disk.open()) {
            List<KeyId> made = new ArrayList<>();
            for (int i = 0; i < FakeDisk.SLOTS; i++) {
                assertEquals(FakeDisk.SLOTS - i, table.free());
                made.add(key(table));
            }
            assertEquals(Optional.empty(), table.create(END));
            table.destroy(made.subList(0, 1));
            assertTrue(table.create(END).isPresent());
        }
    }

    @Test
    void everyFlippedByte_isFoundOut() {
        KeyId id;
        byte[] sealed;
        try (KeyTable table = disk.open()) {
            id = key(table);
            sealed = table.seal(id, TEXT, CONTEXT);
        }
        List<int[]> places = disk.meaningful();
        assertTrue(places.size() > 600);
        for (int[] place : places) {
            FakeDisk damaged = disk.flipped(place[0], place[1]);
            VaultException thrown = assertThrows(
                    VaultException.class, () -> damaged.open().close(), "file " + place[0] + " byte " + place[1]);
            assertTrue(String.valueOf(thrown.getMessage()).endsWith("."));
            assertTrue(damaged.sameAs(disk.flipped(place[0], place[1])), "what does not open is left as it is");
        }
        for (int at = 0; at < disk.files[FakeDisk.TABLE].length; at += 61) { // zeros too: refused, or of no account
            try (KeyTable table = disk.flipped(FakeDisk.TABLE, at).open()) {
                assertEquals("Ask for the gardener.", opened(table, id, sealed));
            } catch (VaultException e) {
                assertTrue(String.valueOf(e.getMessage()).endsWith("."));
            }
        }
    }

    @Test
    void open_whenOneOfTheFilesIsGone_isRefused() {
        try (KeyTable table = disk.open()) {
            key(table);
        }
        byte[] root = disk.files[FakeDisk.ROOT];
        byte[] table = disk.files[FakeDisk.TABLE];
        assertThrows(
                VaultException.class,
                () -> disk.with(new byte[root.length], table).open());
        assertThrows(
                VaultException.class,
                () -> disk.with(root, new byte[table.length]).open());
    }

    @Test
    void open_withTheRootOfAnotherTable_isRefusedAndHarmsNothing() {
        FakeDisk other = new FakeDisk(FakeDisk.SLOTS, 31);
        disk.open().close();
        other.open().close();
        FakeDisk mixed = disk.with(other.files[FakeDisk.ROOT], disk.files[FakeDisk.TABLE]);
        FakeDisk asItWas = mixed.copy();
        assertThrows(VaultException.class, mixed::open);
        assertTrue(mixed.sameAs(asItWas));
    }

    @Test
    void update_writesInOrderAndForcesEachStep() {
        try (KeyTable table = disk.open()) {
            KeyId id = key(table);
            int before = disk.operations();
            table.destroy(List.of(id));
            assertEquals(
                    List.of(
                            "write root",
                            "force root",
                            "write table",
                            "force table",
                            "wipe root",
                            "force root",
                            "wipe table",
                            "force table"),
                    disk.since(before));
        }
    }

    @Test
    void destroy_by50AtOnce_sharesAFewWrites() throws InterruptedException {
        FakeDisk large = new FakeDisk(64, 32);
        try (KeyTable table = large.open()) {
            List<KeyId> ids = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                ids.add(key(table));
            }
            int before = large.operations();
            CountDownLatch gate = new CountDownLatch(1);
            large.gate = gate;
            List<Thread> threads = new ArrayList<>();
            for (KeyId id : ids) {
                threads.add(Thread.ofPlatform().start(() -> table.destroy(List.of(id))));
            }
            while (table.free() < 64) { // out of memory before anything is on the disk
                Thread.onSpinWait();
            }
            for (Thread thread : threads) {
                while (thread.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
            }
            assertEquals(before, large.operations() - 2, "the root alone has been kept so far");
            gate.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            long updates =
                    large.since(before).stream().filter("write root"::equals).count();
            assertTrue(updates <= 4, "updates: " + updates); // two, unless a thread still waited for a lock
        }
    }

    @Test
    void destroy_whenTheDiskFails_forgetsInMemoryAndSaysThatACopyIsLeft() {
        KeyId id;
        byte[] sealed;
        try (KeyTable table = disk.open()) {
            id = key(table);
            KeyId other = key(table);
            sealed = table.seal(id, TEXT, CONTEXT);
            disk.failing = true;
            VaultException thrown = assertThrows(VaultException.class, () -> table.destroy(List.of(id)));
            assertTrue(String.valueOf(thrown.getMessage()).contains("a copy is still on the disk"));
            assertThrows(VaultException.class, () -> table.destroy(List.of(id)), "asked again, it still is");
            assertEquals("nothing", opened(table, id, sealed));
            int free = table.free();
            assertThrows(VaultException.class, () -> table.create(END));
            assertEquals(free, table.free(), "no key was made");
            assertThrows(VaultException.class, () -> table.endAt(other, END.minusSeconds(1)));
            assertThrows(VaultException.class, table::tick);
            try (KeyTable copy = disk.copy().open()) {
                assertEquals("Ask for the gardener.", opened(copy, id, sealed), "the sentence is true");
            }
            disk.failing = false;
            table.destroy(List.of(id));
        }
        try (KeyTable table = disk.open()) {
            assertEquals("nothing", opened(table, id, sealed));
        }
    }

    @Test
    void destroy_whenTheDiskFailedAndWorksAgain_isCarriedOutWithoutBeingAsked() throws InterruptedException {
        KeyId id;
        try (KeyTable table = disk.open()) {
            id = key(table);
            disk.failing = true;
            assertThrows(VaultException.class, () -> table.destroy(List.of(id)));
            CountDownLatch forces = new CountDownLatch(4);
            disk.forces = forces;
            disk.failing = false;
            assertTrue(forces.await(20, TimeUnit.SECONDS));
        }
        try (KeyTable table = disk.open()) {
            assertFalse(table.holds(id));
        }
    }

    /** What a failed write has left must not stand behind a shorter table that is written next. */
    @Test
    void write_afterALongerOneFailed_leavesATableThatOpens() {
        FakeDisk large = new FakeDisk(600, 33);
        List<KeyId> ids = new ArrayList<>();
        boolean[] armed = new boolean[1];
        try (KeyTable table = large.open(step -> {
            if (armed[0] && step == TableFile.Step.ROOT_KEPT) {
                large.failing = true;
            }
        })) {
            for (int i = 0; i < 256; i++) {
                ids.add(key(table));
            }
            armed[0] = true;
            large.torn = true;
            assertThrows(VaultException.class, () -> table.create(END)); // the 257th takes a longer table
            armed[0] = false;
            large.failing = false;
            large.torn = false;
            table.destroy(ids.subList(0, 1));
        }
        try (KeyTable table = large.open()) {
            assertEquals(600 - 255, table.free());
            assertTrue(table.holds(ids.get(1)));
        }
    }

    @Test
    void endAt_movesTheEndAndIsKept() {
        KeyId id;
        try (KeyTable table = disk.open()) {
            id = key(table);
            table.endAt(id, END.plusMillis(86_400_999));
        }
        try (KeyTable table = disk.open()) {
            assertEquals(Optional.of(END.plusSeconds(86_400)), table.end(id));
        }
    }

    @Test
    void overdue_listsKeysWhoseEndHasCome() {
        try (KeyTable table = disk.open()) {
            Instant now = table.now();
            KeyId soon = table.create(now.plusSeconds(60)).orElseThrow();
            key(table);
            assertEquals(List.of(), table.overdue());
            disk.wallMillis.addAndGet(59_999);
            assertEquals(List.of(), table.overdue());
            disk.wallMillis.addAndGet(1);
            assertEquals(List.of(soon), table.overdue());
        }
    }

    @Test
    void now_whenTheWallClockIsSetBack_goesOn() {
        Instant before;
        KeyId id;
        try (KeyTable table = disk.open()) {
            id = table.create(table.now().plusSeconds(3_600)).orElseThrow();
            disk.wallMillis.addAndGet(3_600_000);
            table.tick();
            before = table.now();
            disk.wallMillis.addAndGet(-864_000_000L);
            assertEquals(before, table.now());
            disk.nanos.addAndGet(2_000_000_000L);
            assertEquals(before, table.now(), "the monotonic clock has not caught up with the wall clock's lead");
        }
        try (KeyTable table = disk.open()) {
            assertEquals(before, table.now(), "a restart does not help");
            assertEquals(List.of(id), table.overdue());
            disk.nanos.addAndGet(5_000_000_000L);
            assertEquals(before.plusSeconds(5), table.now(), "counted without the wall clock");
        }
    }

    @Test
    void tick_writesTheTimeDownEveryTenMinutes() {
        try (KeyTable table = disk.open()) {
            int before = disk.operations();
            disk.wallMillis.addAndGet(599_999);
            table.tick();
            assertEquals(before, disk.operations());
            disk.wallMillis.addAndGet(1);
            table.tick();
            int after = disk.operations();
            assertEquals(before + 8, after);
            table.tick();
            assertEquals(after, disk.operations());
        }
    }

    @Test
    void anyCall_afterClosing_findsNoKey() {
        KeyTable table = disk.open();
        KeyId id = key(table);
        byte[] sealed = table.seal(id, TEXT, CONTEXT);
        table.close();
        assertEquals("nothing", opened(table, id, sealed));
        assertThrows(VaultException.class, () -> table.create(END));
        table.close();
    }
}
