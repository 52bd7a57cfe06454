package org.stillcall.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stillcall.store.FieldCount;
import org.stillcall.store.Store;
import org.stillcall.store.StoredField;

/**
 * The sheet for whoever asks what is kept: a court, an auditor, a survivor. Made from the one declaration of stored
 * fields and from counts; holds no value of any field.
 *
 * @param centres what the tables hold of each centre, in the order in which they were made
 * @param receipts how many there are and since when; empty where their log is not whole
 * @param undeclared columns of which the declaration knows nothing, which must not be
 */
record Disclosure(LocalDate day, List<List<FieldCount>> centres, Optional<Receipts> receipts, Set<String> undeclared) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Tables that belong to the program, not to a centre. */
    private static final String STEPS = "migration";

    /** What nobody can hand over, and why; each sentence is true of every installation. */
    static final List<Absent> ABSENT = List.of(
            new Absent(
                    "Numbers of people who were called or who called",
                    "They are written nowhere: not to a table, a file or a log. A number is in memory while its call"
                            + " lasts and is overwritten at its end. A number that a contact plan needs is sealed by"
                            + " staff in their browser, see below."),
            new Absent(
                    "Sound of calls",
                    "Calls are not recorded. There is no function that could. A message that a caller leaves on purpose"
                            + " is sealed while it is spoken, see below."),
            new Absent(
                    "Who called whom and when",
                    "There is no list of calls. What is counted is a total by the month, of nobody."),
            new Absent(
                    "What stands in contact plans, releases and callers' messages, names of staff and of others who can"
                            + " log in at carriers",
                    "It is sealed to a key that this server does not have: devices of staff open it, and the recovery"
                            + " sheet, which is paper. Whoever runs the server can count it and cannot read it."),
            new Absent(
                    "What was deleted, or whose end has come, and no legal hold kept at that time",
                    "The row is gone and its key was destroyed, so that copies of the row, also those in backups,"
                            + " cannot be opened by anybody. A signed receipt says that it happened and in which hour,"
                            + " not whose it was."),
            new Absent(
                    "Text messages",
                    "None are kept. What arrives is dropped and counted; the count is gone at the next restart."),
            new Absent(
                    "Internet addresses and places",
                    "Where staff or callers were is in no table and in no line of the log."));

    /** Something that cannot be produced. */
    record Absent(String what, String why) {}

    /** Of all centres. */
    record Receipts(long count, Optional<LocalDate> since) {}

    Disclosure {
        centres = centres.stream().map(List::copyOf).toList();
        undeclared = Set.copyOf(undeclared);
    }

    private static String reader(StoredField field) {
        return switch (field.readableBy()) {
            case DISK -> "whoever can read the server's disk";
            case SERVER -> "the running server, and whoever has its disk with the root of keys while it is there";
            case STAFF -> "staff in an unlocked browser; not the server, not its host";
            case SHEET -> "the holder of the recovery sheet, on paper";
            case DEVICE -> "whoever has that device and can take its browser apart";
        };
    }

    private static List<StoredField> outside() {
        Set<String> outside = Store.placesOutside();
        return Store.fields().stream()
                .filter(field ->
                        outside.contains(field.table()) || field.table().equals(STEPS))
                .toList();
    }

    /** What stands in memory only, or not. */
    private static List<StoredField> outside(boolean memory) {
        return outside().stream()
                .filter(field -> field.table().equals("memory") == memory)
                .toList();
    }

    // As text.

    String text() {
        SheetText sheet = new SheetText();
        sheet.title("What this installation of Stillcall keeps");
        sheet.paragraph("Made on " + day + " (UTC) from the declaration of stored fields and from counts of the tables"
                + " as they are. No sealed row was opened for it, and nothing that stands in a field is printed. A date"
                + " is a day before which nothing of that kind was made.");
        if (!undeclared.isEmpty()) {
            sheet.paragraph("NOT COMPLETE: the tables have columns that are not declared, so this sheet does not say"
                    + " what they are for: "
                    + String.join(", ", undeclared.stream().sorted().toList())
                    + ". Somebody changed the database. Ask who did, and why.");
        }
        if (centres.isEmpty()) {
            sheet.heading("No centre is kept here yet");
        }
        for (int i = 0; i < centres.size(); i++) {
            sheet.heading("Centre " + (i + 1) + " of " + centres.size() + ": what its tables hold");
            tables(sheet, centres.get(i));
        }
        sheet.heading("Outside of the tables, for all centres");
        places(sheet, outside(false));
        sheet.heading("In memory only, gone with the power");
        places(sheet, outside(true));
        sheet.heading("What cannot be produced, and why");
        ABSENT.forEach(absent -> sheet.entry(absent.what(), absent.why()));
        sheet.heading("What others hold");
        sheet.paragraph("Carriers that connect calls keep records of their own, which Stillcall can neither see nor"
                + " delete. So may a phone, and whoever runs the machine or its network.");
        return sheet.toString();
    }

    private static void tables(SheetText sheet, List<FieldCount> counts) {
        String table = "";
        for (FieldCount count : counts) {
            if (!count.field().table().equals(table)) {
                table = count.field().table();
                sheet.group(table + ": " + amount(count.count(), count.oldestDay()));
            }
            field(sheet, count.field());
        }
    }

    private void places(SheetText sheet, List<StoredField> fields) {
        String place = "";
        for (StoredField field : fields) {
            if (!field.table().equals(place)) {
                place = field.table();
                sheet.group(place + ": " + (place.equals("receipts") ? ofReceipts() : "not counted"));
            }
            field(sheet, field);
        }
    }

    private static void field(SheetText sheet, StoredField field) {
        sheet.entry(field.column(), field.purpose() + ". Read by " + reader(field) + ". Ends " + field.end() + ".");
    }

    private String ofReceipts() {
        return receipts.map(it -> amount(it.count(), it.since()))
                .orElse("not counted, as the log is missing or not whole (verify-log says more)");
    }

    private static String amount(long count, Optional<LocalDate> oldest) {
        return count + oldest.map(day -> ", none older than " + day).orElse("");
    }

    // As JSON.

    String json() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("day", day.toString());
            json.writeBooleanField("complete", undeclared.isEmpty());
            json.writeArrayFieldStart("undeclared");
            for (String column : undeclared.stream().sorted().toList()) {
                json.writeString(column);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("centres");
            for (List<FieldCount> centre : centres) {
                json.writeStartObject();
                json.writeArrayFieldStart("fields");
                for (FieldCount count : centre) {
                    write(json, count.field(), Optional.of(count.count()), count.oldestDay());
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            fields(json, "outside", outside(false));
            fields(json, "memory", outside(true));
            json.writeArrayFieldStart("absent");
            for (Absent absent : ABSENT) {
                json.writeStartObject();
                json.writeStringField("what", absent.what());
                json.writeStringField("why", absent.why());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail to be written to.", e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private void fields(JsonGenerator json, String name, List<StoredField> fields) throws IOException {
        json.writeArrayFieldStart(name);
        for (StoredField field : fields) {
            Optional<Receipts> counted = field.table().equals("receipts") ? receipts : Optional.empty();
            write(json, field, counted.map(Receipts::count), counted.flatMap(Receipts::since));
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, StoredField field, Optional<Long> count, Optional<LocalDate> oldest)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("table", field.table());
        json.writeStringField("column", field.column());
        json.writeStringField("purpose", field.purpose());
        json.writeStringField("readableBy", field.readableBy().name());
        json.writeStringField("end", field.end());
        json.writeFieldName("count");
        if (count.isPresent()) {
            json.writeNumber(count.get());
        } else {
            json.writeNull();
        }
        json.writeStringField("oldestDay", oldest.map(LocalDate::toString).orElse(null));
        json.writeEndObject();
    }
}
