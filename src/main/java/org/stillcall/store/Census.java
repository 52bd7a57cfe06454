package org.stillcall.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.stillcall.vault.ReceiptLog;

/** Counts what is kept, field by field, and tells how old it is at most. */
final class Census {
    /*
     * Where a row has no day of its own it has none on purpose: when a PIN was changed is nobody's business. Its age
     * then is that of what it hangs on, which is as old or older. What is owed was noted after the start, which left
     * nothing owed.
     */
    private static final Map<String, String> DAYS = Map.ofEntries(
            Map.entry("centre", "SELECT MIN(added_day) FROM centre WHERE centre = :centre"),
            Map.entry("centre_key", "SELECT MIN(added_day) FROM centre_key WHERE centre = :centre"),
            Map.entry("sheet", "SELECT MIN(added_day) FROM sheet WHERE centre = :centre"),
            Map.entry(
                    "sheet_key",
                    "SELECT MIN(CASE WHEN s.added_day > k.added_day THEN s.added_day ELSE k.added_day END)"
                            + " FROM sheet_key w JOIN sheet s ON s.centre = w.centre"
                            + " JOIN centre_key k ON k.centre = w.centre AND k.generation = w.generation"
                            + " WHERE w.centre = :centre"),
            Map.entry("person", "SELECT MIN(added_day) FROM person WHERE centre = :centre"),
            Map.entry(
                    "pin",
                    "SELECT MIN(p.added_day) FROM pin w JOIN person p ON p.centre = w.centre AND p.id = w.person"
                            + " WHERE w.centre = :centre"),
            Map.entry(
                    "duty",
                    "SELECT MIN(p.added_day) FROM duty w JOIN person p ON p.centre = w.centre AND p.id = w.person"
                            + " WHERE w.centre = :centre"),
            Map.entry(
                    "shift",
                    "SELECT MIN(c.added_day) FROM shift w JOIN centre c ON c.centre = w.centre"
                            + " WHERE w.centre = :centre"),
            Map.entry("portal", "SELECT MIN(added_day) FROM portal WHERE centre = :centre"),
            Map.entry("device", "SELECT MIN(added_day) FROM device WHERE centre = :centre"),
            Map.entry(
                    "device_key",
                    "SELECT MIN(CASE WHEN d.added_day > k.added_day THEN d.added_day ELSE k.added_day END)"
                            + " FROM device_key w JOIN device d ON d.centre = w.centre AND d.id = w.device"
                            + " JOIN centre_key k ON k.centre = w.centre AND k.generation = w.generation"
                            + " WHERE w.centre = :centre"),
            Map.entry("credential", "SELECT MIN(added_day) FROM credential WHERE centre = :centre"),
            Map.entry("wiped_device", "SELECT MIN(day) FROM wiped_device WHERE centre = :centre"),
            Map.entry("plan", "SELECT MIN(added_day) FROM plan WHERE centre = :centre"),
            Map.entry("release", "SELECT MIN(added_day) FROM release WHERE centre = :centre"),
            Map.entry("message", "SELECT MIN(added_day) FROM message WHERE centre = :centre"),
            Map.entry(
                    "message_second",
                    "SELECT MIN(m.added_day) FROM message_second s JOIN message m"
                            + " ON m.centre = s.centre AND m.id = s.message WHERE s.centre = :centre"),
            Map.entry("hold", "SELECT MIN(asked_day) FROM hold WHERE centre = :centre"),
            Map.entry("prompt", "SELECT MIN(added_day) FROM prompt WHERE centre = :centre"),
            Map.entry("alert", "SELECT MIN(day) FROM alert WHERE centre = :centre"),
            Map.entry("withdrawn", "SELECT MIN(day) FROM withdrawn WHERE centre = :centre"),
            Map.entry("bill", "SELECT MIN(day) FROM bill WHERE centre = :centre"),
            Map.entry("probe", "SELECT MIN(day) FROM probe WHERE centre = :centre"));

    private final Ground ground;
    private final ReceiptLog receipts;
    private final Instant start;

    /** {@code start} is when this process opened the store. */
    Census(Ground ground, ReceiptLog receipts, Instant start) {
        this.ground = ground;
        this.receipts = receipts;
        this.start = start;
    }

    private record Count(long rows, Optional<LocalDate> oldest) {}

    /** Of every field that can be counted, in the order of the declaration. */
    List<FieldCount> of(CentreId centre) {
        Map<String, Count> counts = ground.database().read(centre, Census::tables);
        counts.computeIfPresent("owed_receipt", (table, owed) -> new Count(owed.rows(), since(owed, start)));
        counts.put("key table", new Count(ground.seals().all().size(), Optional.empty()));
        counts.put("receipts", receipts());
        return fields(counts);
    }

    /** Of what stands in the tables alone, which takes no key. */
    static List<FieldCount> ofTables(Rows rows) {
        return fields(tables(rows));
    }

    private static List<FieldCount> fields(Map<String, Count> counts) {
        List<FieldCount> census = new ArrayList<>();
        for (StoredField field : StoredFields.ALL) {
            Count count = counts.get(field.table());
            if (count != null) {
                census.add(new FieldCount(field, count.rows(), count.oldest()));
            }
        }
        return census;
    }

    private static Map<String, Count> tables(Rows rows) {
        Map<String, Count> counts = new HashMap<>();
        for (StoredField field : StoredFields.ALL) {
            if (!StoredFields.OUTSIDE.contains(field.table()) && !field.table().equals("migration")) {
                counts.computeIfAbsent(field.table(), table -> table(rows, table));
            }
        }
        return counts;
    }

    private static Count table(Rows rows, String table) {
        long count = rows.count("SELECT COUNT(*) FROM " + table + " WHERE centre = :centre");
        if (table.equals("tally")) {
            return new Count(count, Tallies.oldest(rows));
        }
        if (table.equals("published")) {
            return new Count(count, PublishedMonths.oldest(rows));
        }
        String days = DAYS.get(table);
        return new Count(count, days == null ? Optional.empty() : day(rows, days));
    }

    private static Optional<LocalDate> day(Rows rows, String sql) {
        return rows.query(sql).mapTo(Integer.class).findOne().map(LocalDate::ofEpochDay);
    }

    private static Optional<LocalDate> since(Count count, Instant instant) {
        return count.rows() == 0 ? Optional.empty() : Optional.of(LocalDate.ofInstant(instant, ZoneOffset.UTC));
    }

    private Count receipts() {
        long size = receipts.size();
        return size == 0
                ? new Count(0, Optional.empty())
                : new Count(
                        size,
                        Optional.of(LocalDate.ofEpochDay(
                                TimeUnit.HOURS.toDays(receipts.get(0).hour()))));
    }
}
