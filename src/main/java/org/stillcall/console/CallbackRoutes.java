package org.stillcall.console;

import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stillcall.console.PlanDesk.Read;
import org.stillcall.console.Route.Needs;
import org.stillcall.plan.Caller;
import org.stillcall.plan.ContactPlan;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.SafeTimes;
import org.stillcall.store.PlanId;
import org.stillcall.store.StoredPlan;

/** Who is to be called back, by time and not by name; one advocate at a time has a call-back in hand. */
final class CallbackRoutes {
    private final PlanDesk desk;

    CallbackRoutes(PlanDesk desk) {
        this.desk = desk;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/callbacks", this::list).needs(Needs.ADVOCATE),
                Route.post("/api/callbacks/{plan}/claim", this::claim).needs(Needs.ADVOCATE),
                Route.delete("/api/callbacks/{plan}/claim", this::giveBack).needs(Needs.ADVOCATE));
    }

    private record Callback(StoredPlan stored, Instant from, Instant until) {}

    private void list(Context request) {
        DeskSession session = DeskSession.of(request);
        Instant now = desk.moment().wall();
        List<Callback> callbacks = new ArrayList<>();
        for (Read read : desk.readAll(session.centre())) {
            callback(read, now).ifPresent(callbacks::add);
        }
        callbacks.sort(Comparator.comparing(Callback::from)
                .thenComparing(Callback::until)
                .thenComparing(callback -> callback.stored().id().text()));
        Exchange.answer(request, 200, Json.bytes(json -> {
            json.writeStartArray();
            for (Callback callback : callbacks.subList(0, Math.min(callbacks.size(), ApiLimits.CALLBACKS))) {
                StoredPlan stored = callback.stored();
                json.writeStartObject();
                json.writeStringField("plan", stored.id().text());
                json.writeStringField("programme", stored.programme());
                json.writeBooleanField("now", !callback.from().isAfter(now));
                json.writeStringField("from", callback.from().toString());
                json.writeStringField("until", callback.until().toString());
                json.writeNumberField("attempts", stored.attempts());
                json.writeNumberField("cap", stored.cap());
                json.writeStringField("claim", desk.claimOf(stored.id(), session));
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    /**
     * When this one may be called next; none where the survivor calls, was reached in this window, or nothing is left
     * of times or attempts.
     */
    private Optional<Callback> callback(Read read, Instant now) {
        ContactPlan plan = read.plan();
        ProgrammeRule rule = desk.rule(plan.programme());
        if (rule == null || plan.caller() == Caller.THEY_CALL || read.stored().attempts() >= plan.attempts()) {
            return Optional.empty();
        }
        if (desk.isReached(read.stored().id())) {
            return Optional.empty();
        }
        Optional<SafeTimes> times = plan.times(rule);
        return times.flatMap(safe -> safe.next(now).map(from -> new Callback(read.stored(), from, safe.closes(from))));
    }

    private void claim(Context request) {
        DeskSession session = desk.changing(DeskSession.of(request));
        PlanId id = PlanDesk.idIn(request.pathParam("plan"));
        desk.read(session.centre(), id);
        desk.claim(id, session);
        desk.tell(session.centre());
        Exchange.answer(request, 200, Json.object(json -> json.writeStringField("claim", "MINE")));
    }

    private void giveBack(Context request) {
        DeskSession session = desk.changing(DeskSession.of(request));
        if (desk.giveBack(PlanDesk.idIn(request.pathParam("plan")), session)) {
            desk.tell(session.centre());
        }
        request.status(204);
    }
}
