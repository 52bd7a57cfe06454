package org.stillcall.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;

/** What may be looked at beside a running server, and that looking changes nothing (P10). */
class StoreViewTest extends OnBothEngines {
    @Test
    void view_countsAsTheServerDoes_whileItWrites() {
        site.keptPlan();
        site.store.probes(site.centre).put(new Label("one"), new Label("hidden"), true);
        try (StoreView view = StoreView.open(site.settings)) {
            assertEquals(SchemaStanding.CURRENT, view.standing());
            assertEquals(List.of(site.centre), view.centres());
            assertEquals(ofTables(), view.census(site.centre));
            assertEquals(site.store.probes(site.centre).list(), view.probes(site.centre));

            site.keptPlan(); // the server is not held up, and the next look sees it
            assertEquals(ofTables(), view.census(site.centre));
        }
        site.keptPlan();
    }

    private List<FieldCount> ofTables() {
        return site.store.census(site.centre).stream()
                .filter(count -> !StoredFields.OUTSIDE.contains(count.field().table()))
                .toList();
    }

    @Test
    void view_takesNoChange() {
        try (Database database = Database.toRead(site.settings)) {
            assertThrows(
                    StoreException.class,
                    () -> database.writeAll(handle -> handle.execute("UPDATE centre SET settings = 'changed'")));
        }
        assertEquals("{}", site.store.centres().find(site.centre).orElseThrow().settings());
    }

    @Test
    void closing_leavesTheWriteAheadFileAsItIs() throws IOException {
        if (!(site.settings instanceof StoreSettings.Embedded(Path file))) {
            return; // a database server's own files are its host's
        }
        site.keptPlan();
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        byte[] before = Files.readAllBytes(log);
        assertTrue(before.length > 0);
        try (StoreView view = StoreView.open(site.settings)) {
            assertEquals(1, view.centres().size());
        }
        assertArrayEquals(before, Files.readAllBytes(log));
    }

    @Test
    void columnThatNobodyDeclared_isNamed_andOneThatWentIsToo() {
        try (StoreView view = StoreView.open(site.settings)) {
            assertEquals(Set.of(), view.undeclared());
            assertEquals(Set.of(), view.missing());
        }
        site.sql("ALTER TABLE plan ADD COLUMN colour TEXT");
        site.sql("CREATE TABLE diary (line TEXT)");
        site.sql("ALTER TABLE pin DROP COLUMN failures");
        try (StoreView view = StoreView.open(site.settings)) {
            assertEquals(Set.of("plan.colour", "diary.line"), view.undeclared());
            assertEquals(Set.of("pin.failures"), view.missing());
        }
    }

    @Test
    void standing_tellsOlderNewerStrangeAndEmpty() {
        int latest = Migrations.shipped().size();
        String last = checksum(latest);
        site.sql("DELETE FROM migration WHERE number = " + latest);
        assertEquals(SchemaStanding.OLDER, standing(site.settings));
        site.sql("INSERT INTO migration (number, checksum) VALUES (" + latest + ", 'x')");
        assertEquals(SchemaStanding.STRANGE, standing(site.settings));
        site.sql("UPDATE migration SET checksum = '" + last + "' WHERE number = " + latest);
        assertEquals(SchemaStanding.CURRENT, standing(site.settings));
        site.sql("INSERT INTO migration (number, checksum) VALUES (" + (latest + 1) + ", 'x')");
        assertEquals(SchemaStanding.NEWER, standing(site.settings));

        StoreSettings empty = engine.fresh(folder.resolve("root"));
        Database.open(empty).close();
        assertEquals(SchemaStanding.EMPTY, standing(empty));
    }

    private String checksum(int number) {
        return site.store
                .ground()
                .database()
                .readAll(handle -> handle.createQuery("SELECT checksum FROM migration WHERE number = " + number)
                        .mapTo(String.class)
                        .one());
    }

    private static SchemaStanding standing(StoreSettings settings) {
        try (StoreView view = StoreView.open(settings)) {
            return view.standing();
        }
    }

    @Test
    void databaseThatIsNotThere_isNotMade() {
        Path none = folder.resolve("none.db");
        assertThrows(StoreException.class, () -> StoreView.open(new StoreSettings.Embedded(none)));
        assertTrue(Files.notExists(none));
    }
}
