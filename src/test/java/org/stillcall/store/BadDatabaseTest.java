package org.stillcall.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.store.Site.bytes;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged, full, foreign or unreachable database: a plain sentence; nothing is lost or let out (B4, G18). */
class BadDatabaseTest {
    @TempDir
    Path folder;

    private Site site;
    private Path file;

    @BeforeEach
    void open() {
        site = new Site(Engine.SQLITE, folder);
        file = folder.resolve("stillcall.db");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private StoreException refusal(StoreSettings settings) {
        StoreException refusal = assertThrows(StoreException.class, () -> {
            Store store = Store.open(settings, site.keys, site.receipts, site.randomness);
            store.close();
        });
        assertNull(refusal.getCause());
        return refusal;
    }

    @Test
    void garbage_isRefusedAndLeftAsItIs() throws IOException {
        Path garbage = folder.resolve("garbage.db");
        byte[] content = bytes("this is no database, and it is longer than the header of one. ".repeat(100));
        Files.write(garbage, content);

        StoreException refusal = refusal(new StoreSettings.Embedded(garbage));

        assertEquals("The database file is damaged or no database: put a backup in its place.", refusal.getMessage());
        assertEquals(content.length, Files.size(garbage));
    }

    @Test
    void truncatedFile_isRefused() throws IOException {
        for (int i = 0; i < 50; i++) {
            site.keptPlan();
        }
        site.store.close();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }

        StoreException refusal = assertThrows(StoreException.class, () -> {
            try (Store store = Store.open(site.settings, site.keys, site.receipts, site.randomness)) {
                store.plans(site.centre).list();
                store.reconcile();
            }
        });

        assertTrue(refusal.getMessage().contains("damaged"), refusal.getMessage());
        assertNull(refusal.getCause());
        assertTrue(site.keys.free() < 4096 - 50);
    }

    @Test
    void folderThatIsNotThere_isRefused() {
        StoreException refusal = refusal(new StoreSettings.Embedded(folder.resolve("no/such/folder.db")));

        assertEquals("The database file cannot be made: see to its folder's rights and space.", refusal.getMessage());
    }

    @Test
    void folderInPlaceOfTheFile_isRefused() throws IOException {
        Files.createDirectory(folder.resolve("folder.db"));

        assertTrue(refusal(new StoreSettings.Embedded(folder.resolve("folder.db")))
                .getMessage()
                .contains("cannot be written"));
    }

    @Test
    void fullDisk_takesNothing_losesNothing_andTakesAgainWhenThereIsRoom() {
        PlanId kept = site.keptPlan();
        long pages = pragma("PRAGMA page_count");
        pragma("PRAGMA max_page_count = " + (pages + 1));

        List<PlanId> accepted = new ArrayList<>();
        StoreException refusal = assertThrows(StoreException.class, () -> {
            for (int i = 0; i < 100; i++) {
                PlanId id = new PlanId(site.id());
                NewPlan plan = new NewPlan(id, "p", new byte[4000], new byte[4000], 1, site.inDays(1), 1);
                assertEquals(Change.DONE, site.plans().create(plan));
                accepted.add(id);
            }
        });

        assertEquals("The disk under the database is full: nothing was changed.", refusal.getMessage());
        assertNull(refusal.getCause());
        pragma("PRAGMA max_page_count = 1000000");
        site.restart();
        site.store.reconcile();
        assertTrue(site.plans().read(kept).isPresent());
        accepted.forEach(id -> assertTrue(site.plans().read(id).isPresent()));
        assertEquals(Change.DONE, site.plans().create(site.newPlan(new PlanId(site.id()), 1)));
    }

    private long pragma(String pragma) {
        return site.store
                .ground()
                .database()
                .writeAll(handle -> handle.createQuery(pragma).mapTo(Long.class).one());
    }

    @Test
    void heldDatabase_isRefusedAfterAWait_andChangesNothing() {
        site.store.ground().database().writeAll(handle -> {
            handle.execute("UPDATE centre SET settings = settings");
            StoreException refusal = assertThrows(StoreException.class, () -> {
                Store second = Store.open(site.settings, site.keys, site.receipts, site.randomness);
                second.close();
            });
            assertTrue(refusal.getMessage().contains("held by another program"), refusal.getMessage());
            return 0;
        });
    }

    @Test
    void newerDatabase_isRefused() {
        site.sql("INSERT INTO migration (number, checksum) VALUES (999, 'x')");

        assertTrue(refusal(site.settings).getMessage().contains("newer version"));
    }

    @Test
    void changedMigration_isRefused() {
        site.sql("UPDATE migration SET checksum = 'x' WHERE number = 1");

        assertTrue(refusal(site.settings).getMessage().contains("another program or a changed version"));
    }

    @Test
    void migrationThatFails_isTakenBackWhole() {
        Database database = site.store.ground().database();
        List<String> scripts = new ArrayList<>(Migrations.shipped());
        scripts.add("CREATE TABLE half (centre TEXT);\nINSERT INTO nowhere (x) VALUES (1);\n");

        assertThrows(StoreException.class, () -> Migrations.run(database, scripts));

        assertThrows(StoreException.class, () -> site.countOf("half"));
        int shipped = Migrations.shipped().size();
        assertEquals(shipped, site.countOf("migration"));
        scripts.set(shipped, "CREATE TABLE half (centre TEXT);\n");
        Migrations.run(database, scripts);
        assertEquals(shipped + 1, site.countOf("migration"));
        assertEquals(0, site.countOf("half"));
    }

    @Test
    void exception_letsNoValueOut() {
        StoreException refusal =
                assertThrows(StoreException.class, () -> site.sql("INSERT INTO nowhere (x) VALUES ('+12025550123')"));

        assertFalse(refusal.getMessage().contains("2025550123"));
        assertNull(refusal.getCause());
        assertEquals(0, refusal.getSuppressed().length);
    }

    @Test
    void damagedRow_isRefusedByItsId_andHidesNoOther() {
        PlanId damaged = site.keptPlan();
        PlanId kept = site.keptPlan();
        site.sql("UPDATE plan SET envelope = policy WHERE id = '" + damaged.text() + "'");

        assertThrows(StoreException.class, () -> site.plans().read(damaged));
        assertEquals(
                List.of(kept), site.plans().list().stream().map(StoredPlan::id).toList());
        assertTrue(site.plans().delete(damaged).isPresent());
    }

    @Test
    void databaseServerWithoutThatDatabase_isRefused() {
        StoreSettings.Server server = PostgresServer.freshDatabase();
        String url = server.url();
        StoreSettings wrong = new StoreSettings.Server(url.replaceFirst("store\\d+", "nowhere"), "postgres", "");

        assertEquals(
                "The database server has no database of that name.",
                refusal(wrong).getMessage());
    }

    @Test
    void databaseServerThatIsNotThere_isRefused() {
        StoreSettings wrong = new StoreSettings.Server("jdbc:postgresql://127.0.0.1:1/store", "postgres", "");

        assertEquals("The database server does not answer.", refusal(wrong).getMessage());
    }

    @Test
    void databaseServerWithFsyncOff_isRefused() throws IOException {
        try (EmbeddedPostgres unsafe = PostgresServer.withoutFsync()) {
            String url = unsafe.getJdbcUrl("postgres", "postgres");
            StoreSettings settings = new StoreSettings.Server(url, "postgres", "");

            assertTrue(refusal(settings).getMessage().contains("fsync off"));
        }
    }

    @Test
    void files_areTheirOwnersOnly() throws IOException {
        for (Path each : List.of(file, folder.resolve("stillcall.db-wal"), folder.resolve("stillcall.db-shm"))) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
        }
    }

    @Test
    void connections_runAsTheyShould() {
        Database database = site.store.ground().database();
        assertEquals(
                List.of("wal", "2", "1", "2", "1", "0", "5000"),
                List.of(
                                "journal_mode",
                                "synchronous",
                                "secure_delete",
                                "temp_store",
                                "foreign_keys",
                                "auto_vacuum",
                                "busy_timeout")
                        .stream()
                        .map(name -> database.writeAll(handle -> handle.createQuery("PRAGMA " + name)
                                .mapTo(String.class)
                                .one()))
                        .toList());
        assertThrows(StoreException.class, () -> database.readAll(handle -> handle.execute("DELETE FROM centre")));
    }

    @Test
    void whatIsSealed_standsNowhereInTheFiles() throws IOException {
        PlanId id = new PlanId(site.id());
        String secret = "Ask for the gardener after six";
        NewPlan plan = new NewPlan(id, "riverside", bytes(secret), bytes(secret), 1, site.inDays(1), 1);
        assertEquals(Change.DONE, site.plans().create(plan));
        site.store.ground().database().settle();

        try (var files = Files.list(folder)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(each), ISO_8859_1);
                assertFalse(content.contains("gardener") || content.contains("riverside"));
                assertFalse(content.contains("sealed name") || content.contains("wrapped 1"));
            }
        }
    }

    /** Else whoever can write to the database, but has no key, gets the centre's next key wrapped to one of theirs. */
    @Test
    void deviceKeyThatSomebodyPutIn_isNotHandedOut() {
        Devices devices = site.store.devices(site.centre);
        assertEquals(1, devices.list().size());
        site.sql("UPDATE device SET public_key = (SELECT public_key FROM centre_key)");
        assertThrows(StoreException.class, devices::list);
        assertThrows(StoreException.class, () -> devices.find(site.device));
    }

    @Test
    void deviceGivenToSomebodyElse_isNotHandedOut() {
        PersonId other = new PersonId(site.id());
        site.sql("INSERT INTO person SELECT centre, '" + other.text() + "', 'x', version, role, name, generation,"
                + " lock_seconds, lock_on_hide, added_day FROM person");
        site.sql("UPDATE device SET person = '" + other.text() + "'");
        assertThrows(StoreException.class, () -> site.store.devices(site.centre).of(other));
    }

    @Test
    void sheetKeyThatSomebodyPutIn_isNotHandedOut() {
        site.sql("UPDATE sheet SET public_key = (SELECT public_key FROM centre_key)");
        assertThrows(StoreException.class, () -> site.store.centres().recovery(site.centre));
    }
}
