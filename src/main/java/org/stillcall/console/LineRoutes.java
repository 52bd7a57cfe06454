package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stillcall.base.Label;
import org.stillcall.call.LineView;
import org.stillcall.call.LineView.Waits;
import org.stillcall.call.Switchboard;
import org.stillcall.console.Route.Needs;
import org.stillcall.duty.Rota;
import org.stillcall.duty.Standing;
import org.stillcall.store.Role;

/** The published lines: how they stand, and what an advocate can do about a caller. Never who. */
final class LineRoutes {
    private static final Set<Standing.State> AT_WORK = Set.of(Standing.State.ON, Standing.State.BREAK);

    private final Switchboard switchboard;
    private final Optional<DeskMeans> people;

    /** @param people empty where nobody signs in */
    LineRoutes(Switchboard switchboard, Optional<DeskMeans> people) {
        this.switchboard = switchboard;
        this.people = people;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/lines", this::lines).needs(Needs.ADVOCATE),
                Route.post("/api/calls/{id}/block", this::block).needs(Needs.CALLER_LOCKED_TOO));
    }

    private void lines(Context request) {
        List<LineView> lines = sees(DeskSession.of(request)) ? switchboard.lines() : List.of();
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeArrayFieldStart("lines");
            for (LineView line : lines) {
                json.writeStartObject();
                json.writeStringField("programme", line.programme().text());
                json.writeNumberField("waiting", line.waiting());
                json.writeArrayFieldStart("waits");
                for (Waits waits : line.waits()) {
                    write(json, waits);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    /** Coordinators, and whoever is on duty, also on a break: at home nobody has to know. */
    private boolean sees(DeskSession session) {
        Rota rota = people.map(DeskMeans::rota).orElseThrow();
        return session.role() == Role.COORDINATOR
                || AT_WORK.contains(rota.standing(session.person()).state());
    }

    private static void write(JsonGenerator json, Waits waits) throws IOException {
        json.writeStartObject();
        json.writeStringField("language", waits.language().map(Label::text).orElse(null));
        json.writeNumberField("callers", waits.callers());
        json.writeNumberField("longestSeconds", waits.longest().toSeconds());
        json.writeEndObject();
    }

    private void block(Context request) {
        boolean refused = switch (switchboard.block(request.pathParam("id"))) {
            case DONE -> true;
            case ENDED_ONLY -> false;
            case NO_SUCH_CALL -> throw new RefusedException(Refusal.NO_SUCH_CALL);
        };
        Exchange.answer(request, 200, Json.object(json -> json.writeBooleanField("refused", refused)));
    }

    /** What is known of somebody who called us. */
    static void write(JsonGenerator json, Switchboard.Called called) throws IOException {
        json.writeObjectFieldStart("called");
        json.writeStringField("programme", called.programme().text());
        json.writeStringField("language", called.language().map(Label::text).orElse(null));
        json.writeNumberField("waitedSeconds", called.waited().toSeconds());
        json.writeStringField("code", called.code());
        json.writeNumberField("againMinutes", called.again().toMinutes());
        json.writeBooleanField("returned", called.returned());
        json.writeEndObject();
    }
}
