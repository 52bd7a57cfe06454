package org.stillcall.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Log;
import org.stillcall.store.Change;
import org.stillcall.store.PlanId;
import org.stillcall.vault.FileRoot;
import org.stillcall.vault.KeyId;
import org.stillcall.vault.KeyTable;

/** What is overdue goes on being ended after a failure that nobody foresaw, and the log says so (G18, B4). */
class PurgingTest {
    private static final long LOOK_NANOS = 5_000_000;
    private static final long LIMIT_NANOS = 25_000_000_000L;

    @TempDir
    Path folder;

    private void sql(String statement) {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.resolve(Kept.DATABASE) + "?busy_timeout=5000");
                Statement one = connection.createStatement()) {
            one.execute(statement);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Purging begin(LastingSite site, Log log) {
        Purging.Work work = new Purging.Work(site.kept().keys(), site.store(), FileDates.in(folder));
        return Purging.begin(work, log, Duration.ofMillis(5));
    }

    private static void await(String what, BooleanSupplier seen) {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!seen.getAsBoolean()) {
            assertTrue(System.nanoTime() - end < 0, what);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Test
    void unforeseenFailure_isLoggedOnce_andLaterRoundsEndWhatIsOverdue() throws InterruptedException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Log log = new Log(new PrintStream(lines, true, UTF_8), InstantSource.system(), Log.Level.INFO);
        try (LastingSite site = LastingSite.fresh(folder)) {
            site.keep("envelope");
            // A centre's name that is none: what reads it has no answer to that.
            sql("INSERT INTO centre SELECT 'no name of any centre!', 'x', mark, generation, 0, '', 0 FROM centre");
            try (Purging _ = begin(site, log)) {
                await("no line in the log", () -> lines.toString(UTF_8).contains("nobody foresaw"));
                sql("DELETE FROM centre WHERE settings = ''");
                KeyTable keys = site.kept().keys();
                for (KeyId key : keys.ids()) {
                    if (keys.end(key).orElseThrow().isBefore(Instant.now().plus(Duration.ofDays(365)))) {
                        keys.endAt(key, Instant.EPOCH);
                    }
                }
                await("nothing is ended any more", () -> rows() == 0);
            }
        }
        String said = lines.toString(UTF_8);
        assertEquals(
                1, said.lines().filter(line -> line.contains("nobody foresaw")).count(), said);
        assertTrue(said.contains("IllegalArgumentException"), said);
    }

    private long rows() {
        return number("SELECT COUNT(*) FROM plan");
    }

    private long number(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Kept.DATABASE));
                Statement one = connection.createStatement();
                var found = one.executeQuery(sql)) {
            return found.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** A server that does not start ends nothing, and its key table would keep the key for as long as it stays down. */
    @Test
    void startWithoutTheDatabase_destroysTheKeysThatAreOverdue() throws IOException {
        KeyId ended;
        try (LastingSite site = LastingSite.fresh(folder)) {
            site.keep("envelope");
            KeyTable keys = site.kept().keys();
            ended = keys.ids().stream()
                    .filter(key ->
                            keys.end(key).orElseThrow().isBefore(Instant.now().plus(Duration.ofDays(365))))
                    .findFirst()
                    .orElseThrow();
            keys.endAt(ended, Instant.now().minusSeconds(1));
            site.stop();
            Files.move(folder.resolve(Kept.DATABASE), folder.resolve("elsewhere"));
            Files.writeString(folder.resolve(Kept.DATABASE), "no database, and longer than its header".repeat(50));
            assertThrows(StartException.class, site::start);
            site.stop();
        }
        try (KeyTable keys =
                KeyTable.open(folder, FileRoot.open(folder.resolve("root")), LastingSite.RANDOM, Clock.systemUTC())) {
            assertFalse(keys.holds(ended));
            assertFalse(keys.ids().isEmpty());
        }
    }

    /** Files tell in which hour something was written, and when a call ended not at all. */
    @Test
    void filesAreDatedToTheHour_andAttemptsAreWrittenOnTheBeat() throws Exception {
        try (LastingSite site = LastingSite.fresh(folder)) {
            PlanId plan = site.keep("envelope");
            assertEquals(Change.DONE, site.plans().attempted(plan));
            assertEquals(1, site.plans().read(plan).orElseThrow().attempts());
            assertEquals(0, attempts());
            try (Purging _ = begin(site, Log.silent())) {
                await("no attempt is written", () -> attempts() == 1);
                await(
                        "a file tells the minute",
                        () -> Stream.of("keys.table", "root/root.keys", "stillcall.db")
                                .allMatch(this::isDatedToTheHour));
            }
            assertEquals(1, site.plans().read(plan).orElseThrow().attempts());
            assertEquals(Change.DONE, site.plans().attempted(plan));
            site.stop();
            assertEquals(2, attempts(), "the end of the server loses one");
        }
    }

    private boolean isDatedToTheHour(String file) {
        try {
            return Files.getLastModifiedTime(folder.resolve(file)).toInstant().getEpochSecond() % 3_600 == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long attempts() {
        return number("SELECT SUM(attempts) FROM plan");
    }

    /** What looks at the database from outside, as a backup does, must not take it for unused and fold its files. */
    @Test
    void databaseThatIsReadByAnotherProcess_keepsItsWriteAheadFile() throws Exception {
        Path log = folder.resolve(Kept.DATABASE + "-wal");
        try (LastingSite site = LastingSite.fresh(folder)) {
            site.keep("envelope");
            FileDates.in(folder).coarsen();
            Object before = Files.getAttribute(log, "unix:ino");
            Process reader = new ProcessBuilder(
                            "python3", "-c", """
                    import sqlite3, sys
                    database = sqlite3.connect(sys.argv[1])
                    sys.exit(0 if database.execute("SELECT COUNT(*) FROM plan").fetchone()[0] == 1 else 1)
                    """, folder.resolve(Kept.DATABASE).toString())
                    .inheritIO()
                    .start();
            assertEquals(0, reader.waitFor(), "the plan is there for it");
            assertEquals(before, Files.getAttribute(log, "unix:ino"), "the file that is written to has its name");
        }
    }
}
