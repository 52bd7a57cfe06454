package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.call.Switchboard;
import org.stillcall.call.Switchboard.CallView;
import org.stillcall.call.Switchboard.Placement;
import org.stillcall.call.Switchboard.Terms;
import org.stillcall.call.ThirdParties;
import org.stillcall.console.Route.Needs;
import org.stillcall.duty.Rota;
import org.stillcall.plan.Identity;
import org.stillcall.store.DeviceId;
import org.stillcall.store.PlanId;
import org.stillcall.vault.CallKeys;

/** Placing, watching and ending calls. */
final class CallRoutes {
    private static final String GO_ON = "GO_ON";
    private static final String END = "END"; // one request: a message is about to be recorded

    private static final Set<String> NEEDED = Set.of("phone", "programme", "number");
    private static final Set<String> POSSIBLE = Set.of("kid", "identity", "confirm", "plan", "version", "override");
    private static final String SEALED = "ey"; // how every compact JWE begins: the Base64 of an object's first bytes

    private final ApiServer.Desk desk;
    private final EventStreams streams;
    private final Optional<PlannedCalls> people;

    /** @param people empty where nobody signs in */
    CallRoutes(ApiServer.Desk desk, EventStreams streams, Optional<PlannedCalls> people) {
        this.desk = desk;
        this.streams = streams;
        this.people = people;
    }

    List<Route> all() {
        return List.of(
                Route.post("/api/call-keys", this::issueKey).needs(Needs.CALLER),
                Route.post("/api/calls", this::place).needs(Needs.CALLER),
                Route.get("/api/calls/mine", this::mine).needs(Needs.SIGNED_IN), // before those by name
                Route.get("/api/calls/{id}", this::show).needs(Needs.CALLER_LOCKED_TOO),
                Route.get("/api/calls/{id}/events", this::watch).needs(Needs.CALLER_LOCKED_TOO),
                Route.put("/api/calls/{id}/met", this::meets).needs(Needs.CALLER_LOCKED_TOO),
                Route.post("/api/calls/{id}/person", this::person).needs(Needs.CALLER_LOCKED_TOO),
                Route.delete("/api/calls/{id}", this::end).needs(Needs.CALLER_LOCKED_TOO));
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
        Optional<PlannedCalls.Ticket> ticket = ticket(request, asked);
        Placement placement;
        try (Digits number = number(asked, ticket.isPresent())) { // the switch closes it as well, which is harmless
            Terms terms = ticket.map(PlannedCalls.Ticket::terms).orElse(null);
            placement = desk.switchboard().place(wish(asked, phone, programme, terms), number);
        } catch (RuntimeException e) {
            ticket.ifPresent(PlannedCalls.Ticket::refused);
            throw e;
        }
        if (placement instanceof Placement.Refused) {
            ticket.ifPresent(PlannedCalls.Ticket::refused);
        }
        switch (placement) {
            case Placement.Placed placed -> {
                ticket.ifPresent(own -> own.placed(placed.call().id()));
                DeskSession.in(request)
                        .ifPresent(session -> session.phoneInUse = PhoneInUse.of(phone, session.person(), rota()));
                Exchange.answer(request, 201, Json.object(json -> {
                    json.writeStringField("id", placed.call().id());
                    json.writeStringField("state", placed.call().state().name());
                    Verdicts.writeFollowed(json, placed.permit());
                }));
            }
            case Placement.Refused refused -> refuse(request, refused);
        }
    }

    private Rota rota() {
        return desk.people().map(DeskMeans::rota).orElseThrow();
    }

    /** What the switch refuses, with the next safe time. */
    static void refuse(Context request, Placement.Refused refused) {
        String next = refused.nextSafeTime().map(Instant::toString).orElse(null);
        Exchange.answer(request, 422, Exchange.refusalBody(refused.reason(), refused.message(), true, next));
    }

    /** Hidden unless {@code identity} says shown; {@code confirm} agrees to an earlier answer's question (P1). */
    private static Switchboard.Wish wish(
            Map<String, String> asked, Label phone, Label programme, @Nullable Terms terms) {
        return new Switchboard.Wish(phone, programme, identity(asked), "yes".equals(asked.get("confirm")), terms);
    }

    static Identity identity(Map<String, String> asked) {
        return "shown".equals(asked.get("identity")) ? Identity.SHOWN : Identity.HIDDEN;
    }

    /** For a person who is signed in; a program at the API has neither a plan nor terms. */
    private Optional<PlannedCalls.Ticket> ticket(Context request, Map<String, String> asked) {
        Optional<DeskSession> session = people.isEmpty() ? Optional.empty() : DeskSession.in(request);
        requirePlanWhereNeeded(asked, session);
        String plan = asked.get("plan");
        return session.map(mine -> plan == null
                ? people.orElseThrow().unplanned(mine)
                : people.orElseThrow().planned(mine, PlanDesk.idIn(plan), version(asked), asked.get("override")));
    }

    /** Only whoever is signed in names a plan, and only with one there are a version of it and a leave to call. */
    static void requirePlanWhereNeeded(Map<String, String> asked, Optional<DeskSession> session) {
        boolean plan = asked.containsKey("plan");
        if (session.isEmpty() && (plan || asked.containsKey("override"))) {
            throw new RefusedException(Refusal.NOT_SIGNED_IN);
        }
        if (session.isPresent() && !plan && (asked.containsKey("override") || asked.containsKey("version"))) {
            throw new RefusedException(Refusal.MALFORMED);
        }
    }

    /** Of the plan as the page holds it: the number that it sends is the one of that version. */
    static int version(Map<String, String> asked) {
        String text = asked.getOrDefault("version", "");
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        return Integer.parseInt(text);
    }

    static Label label(Map<String, String> asked, String field, Refusal otherwise) {
        String text = asked.getOrDefault(field, "");
        if (!Label.isLabel(text)) {
            throw new RefusedException(otherwise);
        }
        return new Label(text);
    }

    /** @param person whether a person asks, whose browser seals every number, also one of the practice carrier */
    private Digits number(Map<String, String> asked, boolean person) {
        String text = asked.getOrDefault("number", "");
        if (!text.startsWith(SEALED)) {
            if (person) {
                throw new RefusedException(Refusal.NUMBER_IN_CLEAR);
            }
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

    /** Those that go on from this device, for a page that was loaded again: no number and no name. */
    private void mine(Context request) {
        DeviceId device = DeskSession.of(request).device();
        List<OwnCalls.Mine> own = people.map(calls -> calls.of(device)).orElse(List.of());
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeArrayFieldStart("calls");
            for (OwnCalls.Mine each : own) {
                Optional<CallView> call = desk.switchboard().find(each.id());
                if (call.isPresent() && call.get().state() != Switchboard.State.ENDED) {
                    PlanId plan = each.plan();
                    json.writeStartObject();
                    json.writeFieldName("call");
                    write(json, call.get());
                    json.writeStringField("plan", plan == null ? null : plan.text());
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
        }));
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

    private void meets(Context request) throws IOException {
        Map<String, String> said = Exchange.texts(request, Set.of("as"), Set.of("then"));
        Switchboard.Met met = met(said.get("as"));
        String then = said.getOrDefault("then", GO_ON);
        if (!then.equals(GO_ON) && !then.equals(END)) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        String id = id(request);
        if (!desk.switchboard().meets(id, met)
                || then.equals(END) && !desk.switchboard().end(id)) {
            throw new RefusedException(Refusal.NO_SUCH_CALL);
        }
        request.status(204);
    }

    private void person(Context request) {
        if (!desk.switchboard().isPerson(id(request))) {
            throw new RefusedException(Refusal.NO_SUCH_CALL);
        }
        request.status(204);
    }

    /** @param as who or what answered, where that is said */
    private static Switchboard.Met met(@Nullable String as) {
        return switch (as) {
            case null -> Switchboard.Met.NOT_SAID;
            case "NOT_SAID" -> Switchboard.Met.NOT_SAID;
            case "VOICEMAIL" -> Switchboard.Met.VOICEMAIL;
            case "SOMEBODY_ELSE" -> Switchboard.Met.SOMEBODY_ELSE;
            default -> throw new RefusedException(Refusal.MALFORMED);
        };
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
        if (call.after().isPresent()) {
            write(json, call.after().get());
        }
        if (call.called().isPresent()) {
            LineRoutes.write(json, call.called().get());
        }
        if (call.answered().isPresent()) {
            json.writeStringField("answeredBy", call.answered().get().by().name());
            json.writeBooleanField("muted", call.answered().get().muted());
        }
        if (call.third().isPresent()) {
            ThirdParties.Third third = call.third().get();
            json.writeObjectFieldStart("third");
            json.writeStringField("role", third.role().name());
            json.writeStringField("stage", third.stage().name());
            json.writeStringField("language", third.language().map(Label::text).orElse(null));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Switchboard.AfterDrop after) throws IOException {
        json.writeObjectFieldStart("after");
        json.writeStringField("next", after.next().name());
        json.writeStringField(
                "until", after.until().truncatedTo(ChronoUnit.SECONDS).toString());
        json.writeNumberField("secondsLeft", after.secondsLeft());
        json.writeEndObject();
    }
}
