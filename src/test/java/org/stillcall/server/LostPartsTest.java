package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.vault.FileRoot;
import org.stillcall.vault.KeyTable;
import org.stillcall.vault.LogCheck;
import org.stillcall.vault.LogCopy;
import org.stillcall.vault.Receipt;
import org.stillcall.vault.ReceiptKind;
import org.stillcall.vault.TrustedMarks;

/** A part of what lasts that is missing or older than the others stops the start, and nothing is made in its place. */
class LostPartsTest {
    private static final byte[] TOKEN = new byte[Receipt.TOKEN_BYTES];

    @TempDir
    Path data;

    @TempDir
    Path elsewhere;

    private Set<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            return new TreeSet<>(
                    all.map(file -> data.relativize(file).toString()).toList());
        }
    }

    /** The sentence that the start is refused with; no file is made or goes. */
    private String refusal(LastingSite site) throws IOException {
        Set<String> before = files();
        StartException refused = assertThrows(StartException.class, site::start);
        site.stop();
        Set<String> after = files();
        after.removeIf(file -> file.endsWith(".lock") || file.endsWith("-shm") || file.endsWith("-wal"));
        before.removeIf(file -> file.endsWith(".lock") || file.endsWith("-shm") || file.endsWith("-wal"));
        assertEquals(before, after);
        return String.valueOf(refused.getMessage());
    }

    private void move(String name) throws IOException {
        Files.move(data.resolve(name), elsewhere.resolve(name));
    }

    private void bringBack(String name) throws IOException {
        Files.move(elsewhere.resolve(name), data.resolve(name));
    }

    @Test
    void lostKeyTable_isNotMadeAnew() throws IOException {
        try (LastingSite site = LastingSite.fresh(data)) {
            site.stop();
            move("keys.table");
            move("root");

            assertTrue(refusal(site).endsWith("Nothing was changed."));
            assertFalse(Files.exists(data.resolve("root")));

            bringBack("keys.table");
            bringBack("root");
            site.start();
            assertFalse(site.store().centres().list().isEmpty());
        }
    }

    @Test
    void lostLogOfReceipts_isNotMadeAnew_unlessSomebodySaysSo() throws IOException {
        try (LastingSite site = LastingSite.fresh(data)) {
            site.stop();
            move("receipts");

            assertTrue(refusal(site).contains("log of receipts is missing"));

            assertEquals(2, site.run("restore", "--config", site.config().toString()));
            assertEquals(
                    0, site.run("restore", "--config", site.config().toString(), "--new-receipts"), site.complained());
            site.start();
            assertEquals(1, site.kept().receipts().size());
            assertEquals(ReceiptKind.RESTORED, site.kept().receipts().get(0).kind());
            site.stop();
            assertEquals(1, site.run("restore", "--config", site.config().toString(), "--new-receipts"));
        }
    }

    /** It is whole by itself, so that nothing in the folder shows it. */
    @Test
    void logThatWasCutBack_isSeen() throws IOException {
        try (LastingSite site = LastingSite.fresh(data)) {
            site.stop();
            LogCopy.copy(data.resolve("receipts"), elsewhere.resolve("earlier"));
            site.start();
            site.kept().receipts().append(ReceiptKind.PLAN_DELETED, TOKEN);
            site.stop();
            move("receipts");
            Files.move(elsewhere.resolve("earlier"), data.resolve("receipts"));
            assertTrue(LogCheck.run(data.resolve("receipts"), TrustedMarks.none()) instanceof LogCheck.Whole);

            assertTrue(refusal(site).contains("was cut back"));
        }
    }

    @Test
    void logOfAnotherServer_isSeen(@TempDir Path other) throws IOException {
        try (LastingSite site = LastingSite.fresh(data);
                LastingSite stranger = LastingSite.fresh(other)) {
            site.stop();
            for (int i = 0; i < 5; i++) {
                stranger.kept().receipts().append(ReceiptKind.PLAN_DELETED, TOKEN);
            }
            stranger.stop();
            move("receipts");
            LogCopy.copy(other.resolve("receipts"), data.resolve("receipts"));

            assertTrue(refusal(site).contains("another one"));
        }
    }

    @Test
    void receipts_areDatedByTheClockThatNeverGoesBack() {
        try (LastingSite site = LastingSite.fresh(data)) {
            site.stop();
            Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(40));
            try (KeyTable table = KeyTable.open(data, FileRoot.open(data.resolve("root")), LastingSite.RANDOM, later)) {
                table.tick();
            }
            site.start();
            long hour = site.kept()
                    .receipts()
                    .append(ReceiptKind.PLAN_DELETED, TOKEN)
                    .hour();
            assertTrue(hour >= Instant.now().plus(Duration.ofDays(39)).getEpochSecond() / 3_600);
        }
    }
}
