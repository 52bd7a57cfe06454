package org.stillcall.console;

import io.javalin.http.Context;
import java.util.List;
import org.stillcall.console.Route.Needs;

/** The board of safety: a colour and a sentence for each topic. */
final class SafetyRoutes {
    private final SafetyWatch watch;

    SafetyRoutes(SafetyWatch watch) {
        this.watch = watch;
    }

    List<Route> all() {
        return List.of(Route.get("/api/safety", this::show).needs(Needs.COORDINATOR));
    }

    private void show(Context request) {
        List<SafetyBoard.Row> rows = watch.rows();
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeArrayFieldStart("rows");
            for (SafetyBoard.Row row : rows) {
                json.writeStartObject();
                json.writeStringField("topic", row.topic().name());
                json.writeStringField("colour", row.colour().name());
                json.writeStringField("what", row.what());
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }
}
