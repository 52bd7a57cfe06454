package org.stillcall.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.MemoryScan;

/** What SQLite keeps beside its tables is overwritten after a deletion, while others read and write (G18). */
class SettledTest {
    @TempDir
    Path folder;

    private Site site;
    private Path log;

    @BeforeEach
    void open() {
        site = new Site(Engine.SQLITE, folder);
        log = folder.resolve("stillcall.db-wal");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private List<String> tracesOf(PlanId plan) throws IOException {
        return new MemoryScan().add("plan", plan.text().getBytes(US_ASCII)).in(folder);
    }

    @Test
    void deletedPlan_isInNoFileAnyMore() throws IOException {
        List<PlanId> plans = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            plans.add(site.keptPlan());
        }
        for (PlanId plan : plans.subList(0, 150)) {
            assertFalse(tracesOf(plan).isEmpty());
            assertTrue(site.plans().delete(plan).isPresent());
            assertEquals(List.of(), tracesOf(plan));
        }
        assertEquals(0, Files.size(log));
        assertEquals(50, site.plans().list().size());
    }

    /** Zeros are written over the file, and not merely its length: its blocks go back to the disk as they are. */
    @Test
    void writeAheadFile_isOverwrittenBeforeItIsCut() throws IOException {
        PlanId plan = site.keptPlan();
        Path same = folder.resolve("same-blocks");
        Files.createLink(same, log); // what the file's blocks hold, whatever its name
        long before = Files.size(log);
        assertTrue(before > 0);
        Zeros.over(log);
        assertEquals(before, Files.size(same));
        assertTrue(new MemoryScan()
                .add("plan", plan.text().getBytes(US_ASCII))
                .in(same)
                .isEmpty());
    }

    /** Without the last connection SQLite deletes the file, and leaves its blocks to the disk. */
    @Test
    void endOfTheStore_leavesNoWriteAheadFileToBeDeletedWithContent() throws IOException {
        PlanId plan = site.keptPlan();
        Path same = folder.resolve("same-blocks");
        Files.createLink(same, log);
        site.close();
        assertFalse(Files.exists(log));
        assertEquals(0, Files.size(same));
        site.restart();
        assertTrue(site.plans().read(plan).isPresent());
    }

    /** A reader holds the checkpoint up, so that only the end of the last connection empties the file. */
    @Test
    void endOfTheStore_whileAReaderHoldsItUp_overwritesTheDeletedFileAllTheSame() throws IOException {
        PlanId plan = site.keptPlan();
        Path same = folder.resolve("same-blocks");
        Files.createLink(same, log);
        byte[] before = Files.readAllBytes(same);
        try (Zeros.Held held = Zeros.hold(log)) {
            Files.delete(log); // as SQLite does
            held.overIfDeleted();
        }
        assertEquals(before.length, Files.size(same));
        assertTrue(new MemoryScan()
                .add("plan", plan.text().getBytes(US_ASCII))
                .in(same)
                .isEmpty());
        assertTrue(new String(before, US_ASCII).contains(plan.text()));
    }

    @Test
    void fileThatHasItsName_isSomebodys_andStays() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "somebody's");
        try (Zeros.Held held = Zeros.hold(other)) {
            held.overIfDeleted();
        }
        assertEquals("somebody's", Files.readString(other));
    }

    @Test
    void readersAndWriters_meanwhile_loseNothing() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(4);
        List<Thread> others = new ArrayList<>();
        List<PlanId> kept = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 4; i++) {
            boolean writes = i % 2 == 0;
            others.add(Thread.ofPlatform().start(() -> {
                try {
                    while (!over.get()) {
                        if (writes) {
                            kept.add(site.keptPlan());
                        } else {
                            site.plans().list();
                        }
                        begun.countDown();
                    }
                } catch (RuntimeException | AssertionError e) {
                    failures.add(e);
                }
            }));
        }
        begun.await();
        for (int i = 0; i < 60; i++) {
            PlanId plan = site.keptPlan();
            assertTrue(site.plans().delete(plan).isPresent());
        }
        over.set(true);
        for (Thread thread : others) {
            thread.join();
        }
        assertEquals(List.of(), failures);
        site.restart();
        assertEquals(new Reconciled(0, 0, 0), site.store.reconcile());
        kept.forEach(plan -> assertTrue(site.plans().read(plan).isPresent()));
    }
}
