package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.stillcall.base.Label;
import org.stillcall.call.Switchboard.Gauge;
import org.stillcall.call.Switchboard.PhoneView;
import org.stillcall.call.Switchboard.Totals;
import org.stillcall.call.Switchboard.TrunkView;
import org.stillcall.console.Route.Needs;

/** Phones, trunks, health and figures. */
final class StatusRoutes {
    private static final long HOUR_MILLIS = 3_600_000;

    private final ApiServer.Desk desk;
    private final Guard guard;
    private final Supplier<List<Gauge>> figures;
    private final LongSupplier nowMillis;
    private final long startedAt;

    /** @param figures those of the web server itself */
    StatusRoutes(ApiServer.Desk desk, Guard guard, Supplier<List<Gauge>> figures, LongSupplier nowMillis) {
        this.figures = figures;
        this.desk = desk;
        this.guard = guard;
        this.nowMillis = nowMillis;
        this.startedAt = nowMillis.getAsLong();
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/phones", this::phones).needs(Needs.CALLER),
                Route.get("/api/trunks", this::trunks).needs(Needs.HOST_TOO),
                Route.get("/healthz", this::health).open(),
                Route.get("/api/host", this::host).needs(Needs.HOST),
                Route.get("/metrics", this::metrics).needs(Needs.HOST));
    }

    /** For somebody who is signed in the page itself comes first: the browser is a phone too. */
    private void phones(Context request) {
        List<PhoneView> phones = new ArrayList<>(desk.switchboard().phones());
        DeskSession.in(request)
                .ifPresent(session -> phones.addFirst(
                        desk.switchboard().pages().view(session.device().text())));
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
            Optional<Label> inUse = DeskSession.in(request)
                    .map(session -> session.phoneInUse)
                    .flatMap(used -> used.now(desk.people().map(DeskMeans::rota).orElseThrow()));
            if (inUse.isPresent()) {
                json.writeStringField("inUse", inUse.get().text());
            }
        }));
    }

    private void trunks(Context request) {
        List<TrunkView> trunks = desk.switchboard().trunks();
        Exchange.answer(request, 200, Json.object(json -> write(json, trunks)));
    }

    private static void write(JsonGenerator json, List<TrunkView> trunks) throws IOException {
        json.writeArrayFieldStart("trunks");
        for (TrunkView trunk : trunks) {
            json.writeStartObject();
            json.writeStringField("name", trunk.name().text());
            json.writeStringField("state", trunk.state());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** All that a host sees: health, lines, anonymous totals. Nothing of a plan is anywhere near it. */
    private void host(Context request) {
        boolean ready = desk.switchboard().ready();
        List<TrunkView> trunks = desk.switchboard().trunks();
        Totals totals = desk.switchboard().totals();
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeBooleanField("ready", ready);
            json.writeNumberField("runningHours", (nowMillis.getAsLong() - startedAt) / HOUR_MILLIS);
            writeWarnings(json);
            write(json, trunks);
            json.writeNumberField("inProgress", totals.inProgress());
            json.writeNumberField("freePorts", totals.freePorts());
            json.writeNumberField("freeNumbers", totals.freeNumbers());
            json.writeArrayFieldStart("ended");
            for (Map.Entry<String, Long> outcome : totals.byOutcome().entrySet()) {
                json.writeStartObject();
                json.writeStringField("outcome", outcome.getKey());
                json.writeNumberField("calls", outcome.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("figures");
            for (Gauge gauge : totals.gauges()) {
                json.writeStartObject();
                json.writeStringField("help", gauge.help());
                json.writeNumberField("value", gauge.value());
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    private void writeWarnings(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("warnings");
        for (String warning : desk.warnings().present()) {
            json.writeString(warning);
        }
        json.writeEndArray();
    }

    /** Anybody on this machine hears whether calls are possible; what is weak about the host, token holders only. */
    private void health(Context request) {
        boolean ready = desk.switchboard().ready();
        boolean whole = guard.hasRight(request);
        Exchange.answer(request, ready ? 200 : 503, Json.object(json -> {
            json.writeStringField("status", ready ? "ok" : "unavailable");
            if (whole) {
                writeWarnings(json);
            }
        }));
    }

    /** With the token, as totals that change tell when somebody calls; a Prometheus scraper sends one. */
    private void metrics(Context request) {
        request.contentType(Metrics.TYPE).result(Metrics.text(desk.switchboard(), figures.get()));
    }
}
