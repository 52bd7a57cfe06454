package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.call.Switchboard;
import org.stillcall.call.Switchboard.DirectView;
import org.stillcall.console.Route.Needs;
import org.stillcall.duty.Pattern;
import org.stillcall.duty.Shift;
import org.stillcall.store.PersonId;

/** What a client's sheet says of somebody's own number: the number, the hours on the centre's clock, and what else. */
final class DirectRoutes {
    private final Staff staff;
    private final Switchboard switchboard;

    DirectRoutes(Staff staff, Switchboard switchboard) {
        this.staff = staff;
        this.switchboard = switchboard;
    }

    List<Route> all() {
        return List.of(
                Route.get(
                                "/api/me/direct",
                                request ->
                                        answer(request, DeskSession.of(request).person()))
                        .needs(Needs.ADVOCATE),
                Route.get("/api/people/{id}/direct", this::show).needs(Needs.COORDINATOR));
    }

    private void show(Context request) {
        answer(
                request,
                PersonId.parse(request.pathParam("id"))
                        .filter(staff.rota()::isStaff)
                        .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_PERSON)));
    }

    private void answer(Context request, PersonId person) {
        Label name = staff.rota().reach(person).direct();
        Optional<DirectView> direct = find(name);
        LocalDate today = staff.rota().calendar().day(staff.rota().now());
        List<Shift> shifts = staff.rota().calendar().shifts().values().stream()
                .filter(shift -> person.equals(shift.person()) && recurs(shift.pattern(), today))
                .toList();
        Exchange.answer(request, 200, Json.object(json -> {
            DutyRoutes.writeAny(
                    json, "number", direct.map(it -> "+" + it.number().e164()).orElse(null));
            DutyRoutes.writeAny(json, "then", direct.map(DirectView::then).orElse(null));
            json.writeStringField("zone", staff.rota().calendar().zone().getId());
            json.writeArrayFieldStart("hours");
            for (Shift shift : shifts) {
                write(json, shift.pattern());
            }
            json.writeEndArray();
        }));
    }

    private Optional<DirectView> find(@Nullable Label name) {
        return switchboard.directs().stream()
                .filter(direct -> direct.name().equals(name))
                .findFirst();
    }

    /** Again and again, also from today on: a single day is no hour that anybody can count on. */
    private static boolean recurs(Pattern pattern, LocalDate today) {
        LocalDate last = pattern.season().last();
        return last == null
                || last.isAfter(today) && !last.equals(pattern.season().first());
    }

    private static void write(JsonGenerator json, Pattern pattern) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("days");
        for (DayOfWeek day : pattern.days().stream().sorted().toList()) {
            json.writeString(day.name());
        }
        json.writeEndArray();
        json.writeNumberField("weeksApart", pattern.weeksApart());
        json.writeStringField("from", pattern.hours().from().toString());
        json.writeStringField("until", pattern.hours().until().toString());
        json.writeEndObject();
    }
}
