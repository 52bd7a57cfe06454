package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.stillcall.base.Label;
import org.stillcall.console.PracticeDesk.Action;
import org.stillcall.console.PracticeDesk.Behaviour;
import org.stillcall.console.PracticeDesk.Footprint;
import org.stillcall.console.PracticeDesk.Handset;

/** The practice carrier's handsets; nothing is at these addresses when there is none. */
final class PracticeRoutes {
    private static final Set<String> VALUE = Set.of("value");

    private final Optional<PracticeDesk> practice;
    private final EventStreams streams;

    PracticeRoutes(Optional<PracticeDesk> practice, EventStreams streams) {
        this.practice = practice;
        this.streams = streams;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/practice/phones", this::list),
                Route.get("/api/practice/events", this::watch),
                Route.post("/api/practice/phones/{name}/{action}", this::act));
    }

    private PracticeDesk desk() {
        return practice.orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND));
    }

    private void list(Context request) {
        List<Handset> handsets = desk().handsets();
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeArrayFieldStart("phones");
            for (Handset handset : handsets) {
                write(json, handset);
            }
            json.writeEndArray();
        }));
    }

    private void watch(Context request) throws IOException {
        PracticeDesk desk = desk();
        streams.serve(
                request,
                stream -> desk.watch(handset -> stream.send("phone", Json.bytes(json -> write(json, handset)))));
    }

    private void act(Context request) throws IOException {
        PracticeDesk desk = desk();
        String name = request.pathParam("name");
        if (!Label.isLabel(name)) {
            throw new RefusedException(Refusal.NO_SUCH_HANDSET);
        }
        switch (desk.act(new Label(name), action(request))) {
            case DONE -> request.status(204);
            case NOT_NOW -> throw new RefusedException(Refusal.NOT_NOW);
            case UNKNOWN_HANDSET -> throw new RefusedException(Refusal.NO_SUCH_HANDSET);
        }
    }

    private static Action action(Context request) throws IOException {
        return switch (request.pathParam("action")) {
            case "answer" -> new Action.Answer();
            case "reject" -> new Action.Reject();
            case "hangup" -> new Action.HangUp();
            case "lose" -> new Action.Lose();
            case "silence" -> new Action.FallSilent();
            case "callback" -> new Action.CallBack(false);
            case "callback-private" -> new Action.CallBack(true);
            case "call" -> new Action.CallLine(false);
            case "call-private" -> new Action.CallLine(true);
            case "behaviour" -> new Action.Behave(behaviour(value(request)));
            case "key" -> new Action.Press(key(value(request)));
            default -> throw new RefusedException(Refusal.NOT_FOUND);
        };
    }

    private static String value(Context request) throws IOException {
        return Exchange.texts(request, VALUE, Set.of()).getOrDefault("value", "");
    }

    private static Behaviour behaviour(String text) {
        for (Behaviour behaviour : Behaviour.values()) {
            if (behaviour.name().equals(text.toUpperCase(Locale.ROOT))) {
                return behaviour;
            }
        }
        throw new RefusedException(Refusal.MALFORMED);
    }

    private static char key(String text) {
        if (text.length() != 1 || "0123456789*#".indexOf(text.charAt(0)) < 0) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        return text.charAt(0);
    }

    private static void write(JsonGenerator json, Handset handset) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", handset.name().text());
        json.writeStringField("kind", handset.kind().name());
        json.writeStringField("label", handset.label());
        json.writeStringField("number", handset.ownNumber());
        json.writeStringField("behaviour", handset.behaviour().name());
        json.writeStringField("state", handset.state().name());
        lines(json, "screen", handset.screen());
        json.writeNumberField("level", handset.level());
        lines(json, "callLog", handset.callLog());
        lines(json, "voicemail", handset.voicemail());
        lines(json, "bill", handset.bill());
        json.writeArrayFieldStart("footprints");
        for (Footprint footprint : handset.footprints()) {
            json.writeStartObject();
            json.writeStringField("place", footprint.place());
            json.writeStringField("shows", footprint.shows());
            json.writeStringField("tells", footprint.tells().name());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("callsBack", handset.callsBack());
        json.writeStringField("line", handset.line());
        json.writeBooleanField("inHand", handset.inHand());
        json.writeObjectFieldStart("last");
        json.writeNumberField("calls", handset.last().calls());
        json.writeStringField("ending", handset.last().ending());
        json.writeNumberField("seconds", handset.last().seconds());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void lines(JsonGenerator json, String field, List<String> lines) throws IOException {
        json.writeArrayFieldStart(field);
        for (String line : lines) {
            json.writeString(line);
        }
        json.writeEndArray();
    }
}
