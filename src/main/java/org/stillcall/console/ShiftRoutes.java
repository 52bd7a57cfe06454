package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Label;
import org.stillcall.base.Randomness;
import org.stillcall.console.Route.Needs;
import org.stillcall.duty.Cover;
import org.stillcall.duty.DutyLimits;
import org.stillcall.duty.Pattern;
import org.stillcall.duty.Rota;
import org.stillcall.duty.Shift;
import org.stillcall.duty.Tier;
import org.stillcall.store.PersonId;
import org.stillcall.store.ShiftId;

/** The shifts themselves, which a coordinator makes, changes and ends. */
final class ShiftRoutes {
    private static final String[] FIELDS = {
        "programme", "tier", "first", "last", "days", "weeksApart", "from", "until", "person", "version"
    };
    private static final int ID_BYTES = 16;
    private static final int DATE_CHARACTERS = 10;
    private static final int WEEK = 7;
    private static final int LARGEST_VERSION = 1_000_000_000;

    private final Staff staff;
    private final PlanDesk desk;
    private final DeskMeans.PlanRules rules;
    private final Randomness randomness;

    ShiftRoutes(Staff staff, PlanDesk desk, DeskMeans.PlanRules rules, Randomness randomness) {
        this.staff = staff;
        this.desk = desk;
        this.rules = rules;
        this.randomness = randomness;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/shifts", this::list).needs(Needs.COORDINATOR),
                Route.post("/api/shifts", this::add).needs(Needs.COORDINATOR),
                Route.put("/api/shifts/{id}", this::replace).needs(Needs.COORDINATOR),
                Route.delete("/api/shifts/{id}", this::drop).needs(Needs.COORDINATOR));
    }

    private void list(Context request) {
        Rota rota = staff.rota();
        Exchange.answer(request, 200, Json.bytes(json -> {
            json.writeStartArray();
            for (Map.Entry<ShiftId, Shift> each : rota.calendar().shifts().entrySet()) {
                write(json, each.getKey(), each.getValue());
            }
            json.writeEndArray();
        }));
    }

    private void write(JsonGenerator json, ShiftId id, Shift shift) throws IOException {
        Pattern pattern = shift.pattern();
        LocalDate last = pattern.season().last();
        PersonId person = shift.person();
        json.writeStartObject();
        json.writeStringField("id", id.text());
        json.writeNumberField("version", staff.rota().version(id));
        json.writeStringField("programme", shift.programme().text());
        json.writeStringField("tier", shift.tier().name());
        json.writeStringField("first", pattern.season().first().toString());
        DutyRoutes.writeAny(json, "last", last == null ? null : last.toString());
        json.writeArrayFieldStart("days");
        for (DayOfWeek day : new TreeSet<>(pattern.days())) {
            json.writeString(day.name());
        }
        json.writeEndArray();
        json.writeNumberField("weeksApart", pattern.weeksApart());
        json.writeStringField("from", pattern.hours().from().toString());
        json.writeStringField("until", pattern.hours().until().toString());
        DutyRoutes.writeAny(json, "person", person == null ? null : person.text());
        json.writeEndObject();
    }

    private void add(Context request) throws IOException {
        Shift shift = shift(Asked.of(request).only(FIELDS), Map.of());
        desk.changing(DeskSession.of(request));
        byte[] bytes = new byte[ID_BYTES];
        randomness.nextBytes(bytes);
        ShiftId id = new ShiftId(Base64Url.encode(bytes));
        Staff.done(staff.rota().add(id, shift));
        Exchange.answer(request, 201, Json.object(json -> json.writeStringField("id", id.text())));
    }

    /** Days that were changed stay as they were. */
    private void replace(Context request) throws IOException {
        Asked asked = Asked.of(request).only(FIELDS);
        ShiftId id = RotaRoutes.shiftIn(request);
        int version = asked.number("version", 1, LARGEST_VERSION);
        Shift before = staff.rota().calendar().shifts().get(id);
        if (before == null) {
            throw new RefusedException(Refusal.NO_SUCH_SHIFT);
        }
        Shift shift = shift(asked, before.covers());
        desk.changing(DeskSession.of(request));
        Staff.done(staff.rota().replace(id, version, shift));
        request.status(204);
    }

    private void drop(Context request) {
        desk.changing(DeskSession.of(request));
        Staff.done(staff.rota().drop(RotaRoutes.shiftIn(request)));
        request.status(204);
    }

    private Shift shift(Asked asked, Map<LocalDate, Cover> covers) {
        String name = asked.text("programme", 40);
        Label programme = Label.isLabel(name) ? new Label(name) : null;
        if (programme == null || !rules.programmes().containsKey(programme)) {
            throw new RefusedException(Refusal.UNKNOWN_PROGRAMME);
        }
        Tier tier = asked.word("tier", Tier.class);
        PersonId person = asked.isNull("person") ? null : somebody(staff, asked);
        int weeks = asked.number("weeksApart", 1, DutyLimits.WEEKS_APART);
        try {
            Pattern.Season season =
                    new Pattern.Season(LocalDate.parse(asked.text("first", DATE_CHARACTERS)), last(asked));
            Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
            asked.texts("days", WEEK).forEach(day -> days.add(DayOfWeek.valueOf(day)));
            Pattern.Hours hours = new Pattern.Hours(
                    LocalTime.parse(asked.text("from", DATE_CHARACTERS)),
                    LocalTime.parse(asked.text("until", DATE_CHARACTERS)));
            return new Shift(programme, tier, new Pattern(season, days, weeks, hours), person, covers);
        } catch (IllegalArgumentException | DateTimeException e) { // quotes what was sent
            throw new RefusedException(Refusal.WRONG_SHIFT);
        }
    }

    private static @Nullable LocalDate last(Asked asked) {
        return asked.isNull("last") ? null : LocalDate.parse(asked.text("last", DATE_CHARACTERS));
    }

    /** Who is named in {@code person}: somebody who may be on duty. */
    static PersonId somebody(Staff staff, Asked asked) {
        PersonId person = new PersonId(asked.id("person"));
        if (!staff.rota().isStaff(person)) {
            throw new RefusedException(Refusal.NO_SUCH_PERSON);
        }
        return person;
    }
}
