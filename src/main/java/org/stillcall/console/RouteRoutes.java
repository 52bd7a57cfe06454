package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.stillcall.base.Label;
import org.stillcall.call.Routes;
import org.stillcall.console.Route.Needs;

/** The ways by which calls go out: what test calls saw of each, and a test call now. */
final class RouteRoutes {
    private static final String NEVER =
            "Not tested: no test call is set up for this line. What is promised is what the carrier promised.";

    private final Routes routes;

    RouteRoutes(Routes routes) {
        this.routes = routes;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/routes", this::list).needs(Needs.COORDINATOR),
                Route.post("/api/routes/{trunk}/test", this::test).needs(Needs.COORDINATOR));
    }

    private void list(Context request) {
        List<Routes.View> views = routes.views();
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeArrayFieldStart("routes");
            for (Routes.View view : views) {
                write(json, view);
            }
            json.writeEndArray();
        }));
    }

    private static void write(JsonGenerator json, Routes.View view) throws IOException {
        json.writeStartObject();
        json.writeStringField("trunk", view.trunk().text());
        json.writeStringField("mode", view.mode().name());
        json.writeBooleanField("tested", view.standing() != null);
        json.writeBooleanField("open", view.open());
        json.writeStringField(
                "what", view.standing() == null ? NEVER : view.standing().sentence());
        json.writeArrayFieldStart("saw");
        for (String sentence : view.last()) {
            json.writeString(sentence);
        }
        json.writeEndArray();
        if (view.lastDay().isPresent()) {
            json.writeStringField("day", view.lastDay().get().toString());
            json.writeBooleanField("passed", view.passed());
        }
        json.writeBooleanField("running", view.running());
        json.writeBooleanField("encrypted", view.encrypted());
        json.writeEndObject();
    }

    private void test(Context request) {
        String name = request.pathParam("trunk");
        if (!Label.isLabel(name) || !routes.testNow(new Label(name))) {
            throw new RefusedException(Refusal.NOT_FOUND);
        }
        Exchange.answer(request, 200, Json.object(json -> json.writeBooleanField("begun", true)));
    }
}
