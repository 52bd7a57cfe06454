package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.call.Switchboard;
import org.stillcall.call.Switchboard.CallView;
import org.stillcall.call.Switchboard.Placement;
import org.stillcall.plan.Identity;
import org.stillcall.vault.CallKeys;

/** Placing, watching and ending calls. */
final class CallRoutes {
    private static final Set<String> NEEDED = Set.of("phone", "programme", "number");
    private static final Set<String> POSSIBLE = Set.of("kid", "identity", "confirm");
    private static final String SEALED = "ey"; // how every compact JWE begins: the Base64 of an object's first bytes

    private final ApiServer.Desk desk;
    private final EventStreams streams;

    CallRoutes(ApiServer.Desk desk, EventStreams streams) {
        this.desk = desk;
        this.streams = streams;
    }

    List<Route> all() {
        return List.of(
                Route.post("/api/call-keys", this::issueKey),
                Route.post("/api/calls", this::place),
                Route.get("/api/calls/{id}", this::show),
                Route.get("/api/calls/{id}/events", this::watch),
                Route.delete("/api/calls/{id}", this::end));
    }

    private void issueKey(Context request) {
        CallKeys.CallKey key = desk.keys().issue().orElseThrow(() -> new RefusedException(Refusal.BUSY));
        Exchange.answer(request, 201, Json.object(json -> {
            json.writeStringField("kid", key.kid());
            json.writeFieldName("jwk");
            json.writeRawValue(key.jwk());
        }));
    }

    private void place(Context request) throws IOException {
        Map<String, String> asked = Exchange.texts(request, NEEDED, POSSIBLE);
        Label phone = label(asked, "phone", Refusal.UNKNOWN_PHONE);
        Label programme = label(asked, "programme", Refusal.UNKNOWN_PROGRAMME);
        if (!desk.switchboard().ready()) {
            throw new RefusedException(Refusal.NOT_READY);
        }
        Placement placement;
        try (Digits number = number(asked)) { // the switch closes it as well, which is harmless
            placement = desk.switchboard().place(wish(asked, phone, programme), number);
        }
        switch (placement) {
            case Placement.Placed placed ->
                Exchange.answer(request, 201, Json.object(json -> {
                    json.writeStringField("id", placed.call().id());
                    json.writeStringField("state", placed.call().state().name());
                }));
            case Placement.Refused refused ->
                Exchange.answer(
                        request,
                        422,
                        Exchange.refusalBody(
                                refused.reason(),
                                refused.message(),
                                true,
                                refused.nextSafeTime().map(Instant::toString).orElse(null)));
        }
    }

    /** Hidden unless {@code identity} says shown; {@code confirm} agrees to an earlier answer's question (P1). */
    private static Switchboard.Wish wish(Map<String, String> asked, Label phone, Label programme) {
        Identity identity = "shown".equals(asked.get("identity")) ? Identity.SHOWN : Identity.HIDDEN;
        return new Switchboard.Wish(phone, programme, identity, "yes".equals(asked.get("confirm")));
    }

    private static Label label(Map<String, String> asked, String field, Refusal otherwise) {
        String text = asked.getOrDefault(field, "");
        if (!Label.isLabel(text)) {
            throw new RefusedException(otherwise);
        }
        return new Label(text);
    }

    private Digits number(Map<String, String> asked) {
        String text = asked.getOrDefault("number", "");
        if (!text.startsWith(SEALED)) {
            return practiceNumber(text);
        }
        return switch (desk.keys().open(asked.getOrDefault("kid", ""), text)) {
            case CallKeys.Opened opened -> opened.number();
            case CallKeys.Refused refused -> throw new RefusedException(Refusal.of(refused.reason()));
        };
    }

    /**
     * A number in clear: the practice carrier's own, which is nobody's, or refused. Whoever sends another person's in
     * clear has made a text of it, which stays in the web server's memory until that is used again; all that is left to
     * do is to say so and not to call it.
     */
    private Digits practiceNumber(String text) {
        boolean own =
                desk.practice().map(practice -> practice.isPracticeNumber(text)).orElse(false);
        if (!own) {
            throw new RefusedException(Refusal.NUMBER_IN_CLEAR);
        }
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(bytes.length);
            MemorySegment.copy(MemorySegment.ofArray(bytes), 0, memory, 0, bytes.length);
            Digits digits = Digits.read(desk.numbers(), memory, 0, bytes.length);
            if (digits == null) {
                throw new RefusedException(Refusal.BUSY);
            }
            return digits;
        }
    }

    private void show(Context request) {
        CallView call =
                desk.switchboard().find(id(request)).orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_CALL));
        Exchange.answer(request, 200, Json.bytes(json -> write(json, call)));
    }

    private void end(Context request) {
        if (!desk.switchboard().end(id(request))) {
            throw new RefusedException(Refusal.NO_SUCH_CALL);
        }
        request.status(204);
    }

    private void watch(Context request) throws IOException {
        String id = id(request);
        streams.serve(request, stream -> {
            Optional<Switchboard.Watch> watch = desk.switchboard().watch(id, call -> {
                stream.send("call", Json.bytes(json -> write(json, call)));
                if (call.state() == Switchboard.State.ENDED) {
                    stream.end();
                }
            });
            return watch.orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_CALL));
        });
    }

    private static String id(Context request) {
        return request.pathParam("id");
    }

    private static void write(JsonGenerator json, CallView call) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", call.id());
        json.writeStringField("state", call.state().name());
        json.writeStringField("outcome", call.outcome().orElse(null));
        json.writeStringField("message", call.message());
        json.writeNumberField("levelNear", call.levelNear());
        json.writeNumberField("levelFar", call.levelFar());
        json.writeEndObject();
    }
}
