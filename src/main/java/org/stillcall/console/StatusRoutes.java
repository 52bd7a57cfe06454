package org.stillcall.console;

import io.javalin.http.Context;
import java.util.List;
import org.stillcall.call.Switchboard.PhoneView;
import org.stillcall.call.Switchboard.TrunkView;

/** Phones, trunks, health and figures. */
final class StatusRoutes {
    private final ApiServer.Desk desk;
    private final Guard guard;

    StatusRoutes(ApiServer.Desk desk, Guard guard) {
        this.desk = desk;
        this.guard = guard;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/phones", this::phones),
                Route.get("/api/trunks", this::trunks),
                Route.get("/healthz", this::health).open(),
                Route.get("/metrics", this::metrics));
    }

    private void phones(Context request) {
        List<PhoneView> phones = desk.switchboard().phones();
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeArrayFieldStart("phones");
            for (PhoneView phone : phones) {
                json.writeStartObject();
                json.writeStringField("name", phone.name().text());
                json.writeStringField("kind", phone.kind());
                json.writeBooleanField("reachable", phone.reachable());
                json.writeBooleanField("busy", phone.busy());
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    private void trunks(Context request) {
        List<TrunkView> trunks = desk.switchboard().trunks();
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeArrayFieldStart("trunks");
            for (TrunkView trunk : trunks) {
                json.writeStartObject();
                json.writeStringField("name", trunk.name().text());
                json.writeStringField("state", trunk.state());
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    /** Anybody on this machine hears whether calls are possible; what is weak about the host, token holders only. */
    private void health(Context request) {
        boolean ready = desk.switchboard().ready();
        boolean whole = guard.hasRight(request);
        Exchange.answer(request, ready ? 200 : 503, Json.object(json -> {
            json.writeStringField("status", ready ? "ok" : "unavailable");
            if (whole) {
                json.writeArrayFieldStart("warnings");
                for (String warning : desk.warnings().present()) {
                    json.writeString(warning);
                }
                json.writeEndArray();
            }
        }));
    }

    /** With the token, as totals that change tell when somebody calls; a Prometheus scraper sends one. */
    private void metrics(Context request) {
        request.contentType(Metrics.TYPE).result(Metrics.text(desk.switchboard()));
    }
}
