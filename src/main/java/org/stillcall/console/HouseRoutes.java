package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.console.HouseRules.Row;
import org.stillcall.console.HouseRules.Saying;
import org.stillcall.console.HouseRules.Sheet;
import org.stillcall.console.Route.Needs;
import org.stillcall.plan.IdentityRule;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.SafeTimes;
import org.stillcall.trunk.PilotNumber;

/**
 * The centre's rules in force: each setting beside what the guide says (G24), and what its sheets are made from (G30,
 * G22), with a version that changes with the rules and with nothing else. Everyone on staff may read them.
 */
final class HouseRoutes {
    private static final int VERSION_BYTES = 4;

    private final HouseRules house;
    private final Staff staff;
    private final ZoneId zone;

    HouseRoutes(Staff staff, DeskMeans means) {
        this.staff = staff;
        this.house = means.house();
        this.zone = means.plans().habits().zone();
    }

    List<Route> all() {
        return List.of(Route.get("/api/rules", this::show).needs(Needs.HOST_TOO));
    }

    private void show(Context request) {
        List<Row> rows = house.rows();
        Sheet sheet = house.sheet();
        Json.Body rules = json -> write(json, rows, sheet);
        String version = version(Json.object(rules));
        String day = LocalDate.ofInstant(staff.now(), zone).toString();
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeStringField("day", day);
            json.writeStringField("version", version);
            rules.write(json);
        }));
    }

    /** The beginning of the rules' SHA-256: who compares two sheets sees whether the same rules made them. */
    private static String version(byte[] rules) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(rules);
            return HexFormat.of().formatHex(hash, 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    private void write(JsonGenerator json, List<Row> rows, Sheet sheet) throws IOException {
        json.writeStringField("zone", zone.getId());
        json.writeArrayFieldStart("rows");
        for (Row row : rows) {
            write(json, row);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("programmes");
        for (ProgrammeRule rule : sheet.programmes()) {
            write(json, rule);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("lines");
        for (HouseRules.Line line : sheet.lines()) {
            write(json, line);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("kept");
        json.writeNumberField("messageDays", sheet.kept().messageDays());
        json.writeNumberField("planDays", sheet.kept().planDays());
        json.writeNumberField("overrideMinutes", sheet.kept().overrideMinutes());
        json.writeBooleanField("freeNotes", sheet.kept().freeNotes());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Row row) throws IOException {
        json.writeStartObject();
        json.writeStringField("practice", row.practice());
        json.writeStringField("setting", row.setting());
        json.writeStringField("whose", row.whose().map(Label::text).orElse(null));
        json.writeStringField("about", row.about());
        write(json, "guide", row.guide());
        write(json, "ours", row.ours());
        json.writeStringField("standing", row.standing().name());
        json.writeStringField(
                "reason", row.excuse().map(HouseRules.Excuse::reason).orElse(null));
        json.writeStringField(
                "until", row.excuse().map(excuse -> excuse.until().toString()).orElse(null));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Saying saying) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("sentence", saying.sentence());
        json.writeNumberField("n", saying.n());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ProgrammeRule rule) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", rule.label().text());
        json.writeBooleanField("shows", rule.identity() == IdentityRule.DIRECT_ALLOWED);
        json.writeBooleanField("planned", rule.planned());
        hours(json, rule.safeTimes());
        json.writeStringField(
                "drop", rule.dropped() == null ? "NEVER" : rule.dropped().word());
        json.writeNumberField(
                "dropMinutes",
                rule.dropped() == null ? 0 : rule.dropped().time().toMinutes());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, HouseRules.Line line) throws IOException {
        json.writeStartObject();
        json.writeStringField("programme", line.programme().text());
        json.writeArrayFieldStart("numbers");
        for (PilotNumber number : line.numbers()) {
            json.writeString("+" + number.e164());
        }
        json.writeEndArray();
        json.writeBooleanField("messages", line.messages());
        json.writeNumberField("againMinutes", line.again().toMinutes());
        hours(json, line.hours());
        json.writeEndObject();
    }

    /** {@code hours} null for any time, else by stretch; none where nothing was said. */
    private static void hours(JsonGenerator json, @Nullable SafeTimes times) throws IOException {
        if (times instanceof SafeTimes.Always) {
            json.writeNullField("hours");
            return;
        }
        record Stretch(LocalTime from, LocalTime to) {}
        Map<Stretch, TreeSet<DayOfWeek>> stretches = new LinkedHashMap<>();
        if (times != null) {
            times.windows()
                    .forEach(window -> stretches
                            .computeIfAbsent(new Stretch(window.from(), window.to()), _ -> new TreeSet<>())
                            .add(window.day()));
        }
        json.writeArrayFieldStart("hours");
        for (Map.Entry<Stretch, TreeSet<DayOfWeek>> stretch : stretches.entrySet()) {
            json.writeStartObject();
            json.writeArrayFieldStart("days");
            for (DayOfWeek day : stretch.getValue()) {
                json.writeString(day.name());
            }
            json.writeEndArray();
            json.writeNumberField("weeksApart", 1);
            json.writeStringField("from", stretch.getKey().from().toString());
            json.writeStringField("until", stretch.getKey().to().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
