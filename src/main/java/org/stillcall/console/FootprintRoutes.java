package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.call.Prospect;
import org.stillcall.call.Switchboard;
import org.stillcall.console.Route.Needs;
import org.stillcall.plan.Footprint;

/** What a call would leave behind, before it is asked for: the same selection without a number, the same refusals. */
final class FootprintRoutes {
    private static final Set<String> NEEDED = Set.of("programme");
    private static final Set<String> POSSIBLE = Set.of("phone", "identity", "plan", "version", "override");

    private final Switchboard switchboard;
    private final Optional<PlannedCalls> people;

    /** @param people empty where nobody signs in */
    FootprintRoutes(Switchboard switchboard, Optional<PlannedCalls> people) {
        this.switchboard = switchboard;
        this.people = people;
    }

    List<Route> all() {
        return List.of(Route.post("/api/footprint", this::foresee).needs(Needs.CALLER));
    }

    private void foresee(Context request) throws IOException {
        Map<String, String> asked = Exchange.texts(request, NEEDED, POSSIBLE);
        Label phone = asked.containsKey("phone") ? CallRoutes.label(asked, "phone", Refusal.UNKNOWN_PHONE) : null;
        Label programme = CallRoutes.label(asked, "programme", Refusal.UNKNOWN_PROGRAMME);
        if (!switchboard.ready()) {
            throw new RefusedException(Refusal.NOT_READY);
        }
        Optional<DeskSession> session = people.isEmpty() ? Optional.empty() : DeskSession.in(request);
        Switchboard.Planned planned = planned(session, asked);
        String device = session.map(mine -> mine.device().text()).orElse(null);
        Prospect prospect = new Prospect(phone, programme, CallRoutes.identity(asked), planned, device);
        switch (switchboard.foresee(prospect)) {
            case Prospect.Answer.Foreseen seen ->
                Exchange.answer(request, 200, Json.bytes(json -> write(json, seen.footprint())));
            case Prospect.Answer.Refused refused -> CallRoutes.refuse(request, refused.why());
        }
    }

    private Switchboard.@Nullable Planned planned(Optional<DeskSession> session, Map<String, String> asked) {
        String plan = asked.get("plan");
        CallRoutes.requirePlanWhereNeeded(asked, session);
        return plan == null
                ? null
                : people.orElseThrow()
                        .thoughtOf(
                                session.orElseThrow(),
                                PlanDesk.idIn(plan),
                                CallRoutes.version(asked),
                                asked.get("override"));
    }

    private static void write(JsonGenerator json, Footprint footprint) throws IOException {
        json.writeStartObject();
        json.writeStringField("shows", footprint.shows().name());
        json.writeArrayFieldStart("surfaces");
        for (Footprint.Line line : footprint.lines()) {
            json.writeStartObject();
            json.writeStringField("surface", line.surface().name());
            json.writeStringField("level", line.level().name());
            json.writeStringField("what", line.what());
            json.writeStringField("why", line.why());
            json.writeEndObject();
        }
        json.writeEndArray();
        writeSeen(json, footprint);
        json.writeEndObject();
    }

    /** What test calls saw of the screen, beside what is promised of it; nothing where no line is known. */
    private static void writeSeen(JsonGenerator json, Footprint footprint) throws IOException {
        Footprint.Seen seen = footprint.seen();
        if (seen.line() != null) {
            json.writeObjectFieldStart("seen");
            json.writeStringField("line", seen.line().text());
            json.writeStringField("promised", footprint.lines().getFirst().what());
            if (seen.day() != null) {
                json.writeStringField("day", seen.day().toString());
                json.writeStringField("saw", footprint.lines().getFirst().what());
            }
            json.writeEndObject();
        }
    }
}
