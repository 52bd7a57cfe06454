package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.stillcall.base.Label;
import org.stillcall.call.Switchboard;
import org.stillcall.call.Switchboard.LineView;
import org.stillcall.console.Route.Needs;

/** The published lines: how they stand, and what an advocate can do about a caller. Never who. */
final class LineRoutes {
    private final Switchboard switchboard;

    LineRoutes(Switchboard switchboard) {
        this.switchboard = switchboard;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/lines", this::lines).needs(Needs.ADVOCATE),
                Route.post("/api/calls/{id}/block", this::block).needs(Needs.CALLER_LOCKED_TOO));
    }

    private void lines(Context request) {
        List<LineView> lines = switchboard.lines();
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeArrayFieldStart("lines");
            for (LineView line : lines) {
                json.writeStartObject();
                json.writeStringField("programme", line.programme().text());
                json.writeNumberField("waiting", line.waiting());
                json.writeNumberField("called", line.called());
                json.writeNumberField("taken", line.taken());
                json.writeNumberField("unanswered", line.unanswered());
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
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
