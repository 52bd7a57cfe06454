package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Randomness;
import org.stillcall.console.Route.Needs;
import org.stillcall.store.AlertKind;
import org.stillcall.store.CentreId;
import org.stillcall.store.HoldChange;
import org.stillcall.store.HoldId;
import org.stillcall.store.HoldItem;
import org.stillcall.store.Holds;
import org.stillcall.store.MessageId;
import org.stillcall.store.Messages;
import org.stillcall.store.NewHold;
import org.stillcall.store.PersonId;
import org.stillcall.store.PlanId;
import org.stillcall.store.Role;
import org.stillcall.store.StoreLimits;
import org.stillcall.store.StoredHold;
import org.stillcall.store.StoredMessage;
import org.stillcall.store.StoredPlan;

/**
 * Legal holds: asked for by a coordinator, confirmed by another or by the host, each with a passkey used just before.
 * What is held is shown sealed, to coordinators; the host sees of which kind it is.
 */
final class HoldRoutes {
    private static final String HOLD = "/api/holds/{id}";
    private static final int DAY_CHARACTERS = 10;

    private final PlanDesk desk;
    private final Randomness randomness;
    private final ZoneId zone;

    HoldRoutes(PlanDesk desk, Randomness randomness) {
        this.desk = desk;
        this.zone = desk.zone();
        this.randomness = randomness;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/holds", this::list).needs(Needs.PERSON),
                Route.post("/api/holds", this::ask).needs(Needs.COORDINATOR),
                Route.get(HOLD + "/item", this::item).needs(Needs.COORDINATOR),
                Route.post(HOLD + "/confirm", this::confirm).needs(Needs.PERSON),
                Route.post(HOLD + "/decline", this::decline).needs(Needs.PERSON),
                Route.post(HOLD + "/lift", this::lift).needs(Needs.PERSON));
    }

    /** Until which day, inclusive, what of a centre is held. */
    static Map<HoldItem, LocalDate> inForce(PlanDesk desk, CentreId centre) {
        Map<HoldItem, LocalDate> held = new HashMap<>();
        for (StoredHold hold : desk.staff().store().holds(centre).list()) {
            if (hold.confirmer().isPresent()) {
                held.put(hold.item(), lastDay(hold.end(), desk.zone()));
            }
        }
        return held;
    }

    private static LocalDate lastDay(Instant end, ZoneId zone) {
        return LocalDate.ofInstant(end.minusSeconds(1), zone);
    }

    private Holds holds(DeskSession session) {
        return desk.staff().store().holds(session.centre());
    }

    /** Advocates are told at the plan and the message themselves. */
    private static DeskSession holder(Context request) {
        DeskSession session = DeskSession.of(request);
        if (session.role() == Role.ADVOCATE) {
            throw new RefusedException(Refusal.NOT_YOUR_ROLE);
        }
        return session;
    }

    private static HoldId idIn(Context request) {
        return HoldId.parse(request.pathParam("id")).orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_HOLD));
    }

    private void list(Context request) {
        DeskSession session = holder(request);
        List<StoredHold> holds = holds(session).list();
        LocalDate today = LocalDate.ofInstant(desk.now(), zone);
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeStringField("today", today.toString());
            json.writeNumberField("mostDays", StoreLimits.HOLD_DAYS);
            json.writeNumberField("daysToConfirm", StoreLimits.HOLD_ASKED_DAYS);
            json.writeArrayFieldStart("holds");
            for (StoredHold hold : holds) {
                write(json, hold, session.person());
            }
            json.writeEndArray();
        }));
    }

    private void write(JsonGenerator json, StoredHold hold, PersonId reader) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", hold.id().text());
        json.writeStringField("kind", hold.item().kind().name());
        json.writeStringField("item", hold.item().id());
        json.writeStringField("reference", hold.reference());
        json.writeStringField("lastDay", lastDay(hold.end(), zone).toString());
        json.writeStringField("asked", hold.askedDay().toString());
        json.writeStringField("asker", hold.asker().text());
        json.writeStringField("confirmer", hold.confirmer().map(PersonId::text).orElse(null));
        json.writeStringField("lifter", hold.lifter().map(PersonId::text).orElse(null));
        Optional<PersonId> first = hold.confirmer().isEmpty() ? Optional.of(hold.asker()) : hold.lifter();
        json.writeBooleanField("mine", first.equals(Optional.of(reader)));
        json.writeBooleanField("there", hold.there());
        json.writeBooleanField(
                "due", hold.itemEnd().filter(end -> !end.isAfter(desk.now())).isPresent());
        json.writeEndObject();
    }

    private void ask(Context request) throws IOException {
        DeskSession session = desk.changing(DeskSession.of(request));
        Asked asked = Asked.of(request).only("kind", "item", "reference", "lastDay");
        HoldItem item = new HoldItem(asked.word("kind", HoldItem.Kind.class), asked.id("item"));
        String reference =
                asked.text("reference", StoreLimits.REFERENCE_CHARACTERS).strip();
        if (reference.isEmpty()) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        Instant end = end(asked.text("lastDay", DAY_CHARACTERS));
        desk.staff().sessions().requireProved(session);
        HoldId id = HoldId.random(randomness);
        done(holds(session).ask(new NewHold(id, item, reference, end, session.person())));
        desk.staff().alert(session.centre(), Set.of(session.person()), AlertKind.HOLD_ASKED);
        desk.tell(session.centre());
        Exchange.answer(request, 201, Json.object(json -> json.writeStringField("id", id.text())));
    }

    /** A day of the centre's, to its end. */
    private Instant end(String text) {
        LocalDate today = LocalDate.ofInstant(desk.now(), zone);
        try {
            LocalDate last = LocalDate.parse(text);
            if (!last.isBefore(today) && !last.isAfter(today.plusDays(StoreLimits.HOLD_DAYS))) {
                return last.plusDays(1).atStartOfDay(zone).toInstant();
            }
        } catch (DateTimeException e) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        throw new RefusedException(Refusal.HOLD_DAY);
    }

    private void confirm(Context request) {
        DeskSession session = desk.changing(holder(request));
        HoldId id = idIn(request);
        desk.staff().sessions().requireProved(session);
        done(holds(session).confirm(id, session.person()));
        desk.staff().alert(session.centre(), Set.of(session.person()), AlertKind.HOLD_BEGUN);
        desk.tell(session.centre());
        request.status(204);
    }

    /** Also by whoever asked: what holds nothing yet is taken back by anybody who may see it. */
    private void decline(Context request) {
        DeskSession session = desk.changing(holder(request));
        done(holds(session).drop(idIn(request)));
        desk.tell(session.centre());
        request.status(204);
    }

    private void lift(Context request) {
        DeskSession session = desk.changing(holder(request));
        HoldId id = idIn(request);
        desk.staff().sessions().requireProved(session);
        HoldChange change = holds(session).lift(id, session.person());
        if (change != HoldChange.ASKED) {
            done(change);
        }
        desk.tell(session.centre());
        Exchange.answer(request, 200, Json.object(json -> json.writeBooleanField("ended", change == HoldChange.DONE)));
    }

    /** What is kept, as it was sealed, also past its own end: for whoever has to hand it over. */
    private void item(Context request) {
        DeskSession session = DeskSession.of(request);
        StoredHold hold = holds(session)
                .find(idIn(request))
                .filter(found -> found.confirmer().isPresent())
                .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_HOLD));
        switch (hold.item().kind()) {
            case PLAN -> answerPlan(request, session, new PlanId(hold.item().id()));
            case MESSAGE ->
                answerMessage(request, session, new MessageId(hold.item().id()));
        }
    }

    private void answerPlan(Context request, DeskSession session, PlanId id) {
        StoredPlan plan = desk.staff()
                .store()
                .plans(session.centre())
                .readKept(id)
                .orElseThrow(() -> new RefusedException(Refusal.HELD_GONE));
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeStringField("kind", HoldItem.Kind.PLAN.name());
            json.writeStringField("id", id.text());
            json.writeNumberField("generation", plan.generation());
            json.writeFieldName("policy");
            json.writeRawValue(new String(plan.policy(), StandardCharsets.UTF_8));
            json.writeStringField("envelope", Base64Url.encode(plan.envelope()));
        }));
    }

    private void answerMessage(Context request, DeskSession session, MessageId id) {
        Messages messages = desk.staff().store().messages(session.centre());
        StoredMessage message = messages.readKept(id).orElseThrow(() -> new RefusedException(Refusal.HELD_GONE));
        List<byte[]> seconds = messages.soundKept(id);
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeStringField("kind", HoldItem.Kind.MESSAGE.name());
            json.writeStringField("id", id.text());
            json.writeStringField("envelope", Base64Url.encode(message.envelope()));
            json.writeArrayFieldStart("seconds");
            for (byte[] second : seconds) {
                json.writeString(Base64Url.encode(second));
            }
            json.writeEndArray();
        }));
    }

    private static void done(HoldChange change) {
        switch (change) {
            case DONE -> {}
            case ASKED, MISSING -> throw new RefusedException(Refusal.NO_SUCH_HOLD);
            case ITEM_GONE -> throw new RefusedException(Refusal.HELD_GONE);
            case EXISTS -> throw new RefusedException(Refusal.EXISTS);
            case SAME_PERSON -> throw new RefusedException(Refusal.SOMEBODY_ELSE);
            case ASKER_GONE -> throw new RefusedException(Refusal.ASKER_GONE);
            case FULL -> throw new RefusedException(Refusal.TOO_MANY_HOLDS);
        }
    }
}
