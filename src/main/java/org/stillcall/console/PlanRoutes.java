package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Base64Url;
import org.stillcall.console.PlanDesk.Read;
import org.stillcall.console.Route.Needs;
import org.stillcall.console.SealedBytes.Expected;
import org.stillcall.plan.Caller;
import org.stillcall.plan.ContactPlan;
import org.stillcall.plan.Decision;
import org.stillcall.plan.PlanStanding;
import org.stillcall.plan.PlanText;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.Verdict;
import org.stillcall.store.Centre;
import org.stillcall.store.HeldException;
import org.stillcall.store.HoldItem;
import org.stillcall.store.NewPlan;
import org.stillcall.store.PlanId;
import org.stillcall.store.Plans;
import org.stillcall.store.StoredPlan;
import org.stillcall.vault.Receipt;

/** Contact plans: kept, shown, changed and erased. The policy half is read here, the envelope is bytes. */
final class PlanRoutes {
    private static final String PLAN = "/api/plans/{id}";

    private final PlanDesk desk;
    private final PlannedCalls calls;

    PlanRoutes(PlanDesk desk, PlannedCalls calls) {
        this.desk = desk;
        this.calls = calls;
    }

    List<Route> all() {
        return List.of(
                Route.post("/api/plans", this::create).needs(Needs.ADVOCATE),
                Route.get("/api/plans", this::list).needs(Needs.ADVOCATE),
                Route.get(PLAN, this::show).needs(Needs.ADVOCATE),
                Route.put(PLAN, this::change).needs(Needs.ADVOCATE),
                Route.delete(PLAN, this::erase).needs(Needs.ADVOCATE));
    }

    private void create(Context request) throws IOException {
        DeskSession session = desk.changing(DeskSession.of(request));
        Asked asked = Asked.of(request, ApiLimits.PLAN_BODY_BYTES).only("id", "policy", "envelope", "generation");
        PlanId id = new PlanId(asked.id("id"));
        Optional<NewPlan> plan = plan(request, session, asked, id);
        if (plan.isPresent()) {
            Staff.done(desk.staff().store().plans(session.centre()).create(plan.get()));
            desk.tell(session.centre());
            Exchange.answer(request, 201, Json.object(json -> {
                json.writeStringField("id", id.text());
                json.writeNumberField("version", 1);
            }));
        }
    }

    private void change(Context request) throws IOException {
        DeskSession session = desk.changing(DeskSession.of(request));
        Asked asked = Asked.of(request, ApiLimits.PLAN_BODY_BYTES)
                .only("version", "policy", "envelope", "generation", "renew");
        PlanId id = PlanDesk.idIn(request.pathParam("id"));
        int version = asked.number("version", 1, Integer.MAX_VALUE - 1);
        boolean renewed = asked.has("renew") && asked.flag("renew");
        Optional<NewPlan> plan = plan(request, session, asked, id);
        if (plan.isPresent()) {
            Plans plans = desk.staff().store().plans(session.centre());
            Staff.done(renewed ? plans.renew(plan.get(), version) : plans.replace(plan.get(), version));
            calls.withdraw(id);
            if (desk.isReached(id)) {
                desk.reached(id, desk.read(session.centre(), id).plan()); // by the new times from now on
            }
            desk.tell(session.centre());
            Exchange.answer(request, 200, Json.object(json -> json.writeNumberField("version", version + 1)));
        }
    }

    /** What the request asks to keep; empty when its policy half is not taken, which is then the answer. */
    private Optional<NewPlan> plan(Context request, DeskSession session, Asked asked, PlanId id) {
        return switch (PlanText.parse(asked.json("policy"))) {
            case PlanText.Faulty faulty -> {
                answerFault(request, faulty);
                yield Optional.empty();
            }
            case PlanText.Parsed parsed -> {
                PlanText.Faulty faulty = faultHere(parsed.plan());
                if (faulty != null) {
                    answerFault(request, faulty);
                    yield Optional.empty();
                }
                yield Optional.of(newPlan(session, asked, id, parsed.plan()));
            }
        };
    }

    /** What is wrong with a plan at this centre on this day. */
    private PlanText.@Nullable Faulty faultHere(ContactPlan plan) {
        Instant now = desk.now();
        ProgrammeRule rule = desk.rule(plan.programme());
        if (rule == null) {
            return new PlanText.Faulty("programme", "Choose one of the programmes.");
        }
        if (plan.ended(now)) {
            return new PlanText.Faulty("end", "This day is over. Choose a later one.");
        }
        LocalDate today = LocalDate.ofInstant(now, plan.zone());
        if (plan.end().isAfter(today.plusDays(desk.mostDays()))) {
            return new PlanText.Faulty("end", "This is too far ahead. Choose an earlier day; it can be renewed.");
        }
        if (plan.caller() == Caller.WE_CALL && plan.times().next(now).isEmpty()) {
            return new PlanText.Faulty("windows", "No safe time is left before the plan's end. Choose other times.");
        }
        boolean hours = rule.safeTimes() != null; // without them the programme calls nobody, whatever is agreed
        if (plan.caller() == Caller.WE_CALL
                && hours
                && plan.times(rule).flatMap(times -> times.next(now)).isEmpty()) {
            return new PlanText.Faulty("windows", "The programme makes no calls at these times. Choose other times.");
        }
        return null;
    }

    private NewPlan newPlan(DeskSession session, Asked asked, PlanId id, ContactPlan plan) {
        Centre centre = desk.staff().centre(session.centre());
        int generation = asked.number("generation", 1, Integer.MAX_VALUE);
        if (generation != centre.generation()) {
            throw new RefusedException(Refusal.MOVED_ON);
        }
        byte[] envelope =
                SealedBytes.in(asked, "envelope", new Expected(SealedBytes.PLAN, generation, centre.publicKey()));
        return new NewPlan(
                id, plan.programme().text(), PlanText.write(plan), envelope, generation, plan.ends(), plan.attempts());
    }

    private static void answerFault(Context request, PlanText.Faulty faulty) {
        Exchange.answer(request, 422, Json.object(json -> {
            json.writeStringField("reason", "BAD_PLAN");
            json.writeStringField("field", faulty.field());
            json.writeStringField("message", faulty.sentence());
        }));
    }

    private void list(Context request) {
        DeskSession session = DeskSession.of(request);
        boolean envelopes = "yes".equals(request.queryParam("envelopes"));
        List<Read> plans = desk.readAll(session.centre());
        Instant now = desk.now();
        Exchange.answer(request, 200, Json.bytes(json -> {
            json.writeStartArray();
            for (Read read : plans) {
                ContactPlan plan = read.plan();
                json.writeStartObject();
                writeHead(json, read.stored(), plan);
                json.writeStringField("askAgain", plan.askAgain().toString());
                json.writeBooleanField("due", plan.askAgainDue(now) || plan.consentEnded(now));
                if (envelopes) {
                    json.writeStringField(
                            "envelope", Base64Url.encode(read.stored().envelope()));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    private static void writeHead(JsonGenerator json, StoredPlan stored, ContactPlan plan) throws IOException {
        json.writeStringField("id", stored.id().text());
        json.writeNumberField("version", stored.version());
        json.writeNumberField("generation", stored.generation());
        json.writeStringField("programme", plan.programme().text());
        json.writeStringField("end", plan.end().toString());
    }

    private void show(Context request) {
        DeskSession session = DeskSession.of(request);
        Read read = desk.read(session.centre(), PlanDesk.idIn(request.pathParam("id")));
        StoredPlan stored = read.stored();
        LocalDate held = HoldRoutes.inForce(desk, session.centre()).get(HoldItem.of(stored.id()));
        Verdict verdict = Decision.foresee(
                new PlanStanding(read.plan(), stored.attempts(), null),
                desk.rule(read.plan().programme()),
                desk.moment());
        Exchange.answer(request, 200, Json.object(json -> {
            writeHead(json, stored, read.plan());
            json.writeFieldName("policy");
            json.writeRawValue(new String(stored.policy(), StandardCharsets.UTF_8));
            json.writeStringField("envelope", Base64Url.encode(stored.envelope()));
            json.writeNumberField("attempts", stored.attempts());
            json.writeNumberField("cap", stored.cap());
            json.writeStringField("heldUntil", held == null ? null : held.toString());
            json.writeObjectFieldStart("verdict");
            Verdicts.write(json, verdict);
            json.writeEndObject();
        }));
    }

    private void erase(Context request) {
        DeskSession session = desk.changing(DeskSession.of(request));
        PlanId id = PlanDesk.idIn(request.pathParam("id"));
        Receipt receipt;
        try {
            receipt = desk.staff()
                    .store()
                    .plans(session.centre())
                    .delete(id)
                    .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_PLAN));
        } catch (HeldException e) {
            outOfUse(session, id);
            throw new RefusedException(Refusal.HELD_ERASED);
        }
        outOfUse(session, id);
        Staff.answerReceipt(request, Optional.of(receipt));
    }

    private void outOfUse(DeskSession session, PlanId id) {
        calls.withdraw(id);
        desk.forget(id);
        desk.tell(session.centre());
    }
}
