package org.stillcall.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;

/** The declaration of what is kept is the whole truth about the tables (G22, P10). */
class StoredFieldsTest extends OnBothEngines {
    private static final String SQLITE_COLUMNS = "SELECT m.name || '.' || c.name FROM sqlite_schema m"
            + " JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'";
    private static final String POSTGRES_COLUMNS = "SELECT table_name || '.' || column_name"
            + " FROM information_schema.columns WHERE table_schema = 'public'";
    private static final String SQLITE_TYPES = "SELECT DISTINCT c.type FROM sqlite_schema m"
            + " JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'";
    private static final String POSTGRES_TYPES =
            "SELECT DISTINCT data_type FROM information_schema.columns WHERE table_schema = 'public'";

    private Set<String> ask(String sqlite, String postgres) {
        String sql = engine == Engine.SQLITE ? sqlite : postgres;
        Set<String> answers = new TreeSet<>();
        answers.addAll(site.store
                .ground()
                .database()
                .readAll(handle -> handle.createQuery(sql).mapTo(String.class).list()));
        return answers;
    }

    @Test
    void declaration_namesEveryColumnAndNoOther() {
        Set<String> declared = new TreeSet<>();
        for (StoredField field : Store.fields()) {
            if (!StoredFields.OUTSIDE.contains(field.table())) {
                assertTrue(declared.add(field.table() + '.' + field.column()), "declared twice");
            }
        }

        assertEquals(ask(SQLITE_COLUMNS, POSTGRES_COLUMNS), declared);
    }

    @Test
    void columns_haveNoTimesOfDay() {
        Set<String> types = new TreeSet<>();
        ask(SQLITE_TYPES, POSTGRES_TYPES).forEach(type -> types.add(type.toLowerCase(Locale.ROOT)));

        assertEquals(Set.of("text", "integer", "bytea", "bigint"), types);
    }

    @Test
    void declaration_saysWhatForByWhomAndUntilWhen() {
        for (StoredField field : Store.fields()) {
            assertFalse(field.purpose().isBlank());
            assertFalse(field.end().isBlank());
        }
        for (StoredFile file : Store.files()) {
            assertTrue(
                    file.holds().equals(StoredFile.DATABASE) || StoredFields.OUTSIDE.contains(file.holds()),
                    file.holds());
        }
        for (String place : StoredFields.OUTSIDE) {
            assertTrue(Store.fields().stream().anyMatch(field -> field.table().equals(place)), place);
        }
    }

    @Test
    void census_countsEachField_sinceTheOldestDay() {
        LocalDate day = LocalDate.of(2026, 11, 22);
        assertEquals(new Counted(0, Optional.empty()), counted("plan", "envelope"));
        site.keptPlan();
        site.clock.turn(Duration.ofDays(3));
        site.keptPlan();

        assertEquals(new Counted(2, Optional.of(day)), counted("plan", "envelope"));
        assertEquals(new Counted(1, Optional.of(day)), counted("person", "name"));
        assertEquals(new Counted(1, Optional.of(day)), counted("device_key", "wrapped"));
        assertEquals(new Counted(1, Optional.of(day)), counted("sheet_key", "wrapped"));
        assertEquals(new Counted(3, Optional.of(day)), counted("receipts", "hour"));
        assertEquals(new Counted(site.keys.ids().size(), Optional.empty()), counted("key table", "key"));
    }

    /** Nothing is older than it says, and all that has an age says one. */
    @Test
    void census_givesAgesAlsoOfWhatHasNoDayOfItsOwn() {
        LocalDate day = LocalDate.of(2026, 11, 22);
        site.store.tallies(site.centre).add(new Label("overrides"), 1);
        site.store.pins(site.centre).put(site.coordinator, Site.bytes("verifier"));
        site.clock.turn(Duration.ofDays(40));
        assertEquals(Change.DONE, site.store.centres().rotate(site.centre, site.rotation(2, site.device)));
        site.sql("INSERT INTO owed_receipt (centre, token, slot, kind) SELECT centre, 'x', '', 'y' FROM centre");

        assertEquals(new Counted(2, Optional.of(day)), counted("device_key", "wrapped"));
        assertEquals(new Counted(1, Optional.of(day)), counted("pin", "verifier"));
        assertEquals(new Counted(1, Optional.of(day.withDayOfMonth(1))), counted("tally", "times"));
        assertEquals(new Counted(1, Optional.of(day)), counted("owed_receipt", "token"));
        for (FieldCount count : site.store.census(site.centre)) {
            boolean undated = count.field().table().equals("key table");
            assertEquals(
                    count.count() > 0 && !undated,
                    count.oldestDay().isPresent(),
                    count.field().table());
        }
    }

    private record Counted(long count, Optional<LocalDate> oldest) {}

    private Counted counted(String table, String column) {
        return site.store.census(site.centre).stream()
                .filter(it ->
                        it.field().table().equals(table) && it.field().column().equals(column))
                .map(it -> new Counted(it.count(), it.oldestDay()))
                .findFirst()
                .orElseThrow();
    }
}
