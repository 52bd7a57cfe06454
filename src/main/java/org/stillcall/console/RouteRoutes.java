package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.stillcall.base.Label;
import org.stillcall.call.Routes;
import org.stillcall.console.Route.Needs;
import org.stillcall.trunk.TrunkGrade;

/**
 * The ways by which calls go out: what test calls saw of each, a test call now, and how well each trunk keeps what it
 * learns.
 */
final class RouteRoutes {
    private static final String NEVER =
            "Not tested: no test call is set up for this line. What is promised is what the carrier promised.";

    private final Routes routes;
    private final Supplier<LocalDate> today;

    /** @param today where the centre is */
    RouteRoutes(Routes routes, Supplier<LocalDate> today) {
        this.routes = routes;
        this.today = today;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/routes", this::list).needs(Needs.COORDINATOR),
                Route.post("/api/routes/{trunk}/test", this::test).needs(Needs.COORDINATOR));
    }

    private void list(Context request) {
        List<Routes.View> views = routes.views();
        List<Routes.Graded> grades = routes.grades(today.get());
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeArrayFieldStart("routes");
            for (Routes.View view : views) {
                write(json, view);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("trunks");
            for (Routes.Graded graded : grades) {
                write(json, graded);
            }
            json.writeEndArray();
        }));
    }

    private static void write(JsonGenerator json, Routes.Graded graded) throws IOException {
        json.writeStartObject();
        json.writeStringField("trunk", graded.trunk().text());
        json.writeStringField("grade", graded.grade().level().name());
        json.writeArrayFieldStart("remarks");
        for (TrunkGrade.Remark remark : graded.grade().remarks()) {
            json.writeString(remark.sentence());
        }
        json.writeEndArray();
        json.writeEndObject();
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
