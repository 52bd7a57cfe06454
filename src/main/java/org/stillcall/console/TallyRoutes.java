package org.stillcall.console;

import io.javalin.http.Context;
import java.util.List;
import org.stillcall.console.Route.Needs;
import org.stillcall.store.PublishedMonths;
import org.stillcall.store.Tally;

/**
 * How often a plan was overridden in each month, for coordinators, who answer for it and are told of each. No other
 * count leaves the server before it is covered ({@link MonthPress}).
 */
final class TallyRoutes {
    private final Staff staff;

    TallyRoutes(Staff staff) {
        this.staff = staff;
    }

    List<Route> all() {
        return List.of(Route.get("/api/tallies", this::list).needs(Needs.COORDINATOR));
    }

    private void list(Context request) {
        DeskSession session = DeskSession.of(request);
        List<Tally> tallies = staff.store().tallies(session.centre()).list();
        Exchange.answer(request, 200, Json.bytes(json -> {
            json.writeStartArray();
            for (Tally tally : tallies) {
                if (tally.name().equals(PublishedMonths.OVERRIDE)) {
                    json.writeStartObject();
                    json.writeStringField("name", tally.name().text());
                    json.writeStringField("month", tally.month().toString());
                    json.writeNumberField("count", tally.count());
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
        }));
    }
}
