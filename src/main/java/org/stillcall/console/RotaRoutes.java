package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Label;
import org.stillcall.console.Route.Needs;
import org.stillcall.duty.Cover;
import org.stillcall.duty.Rota;
import org.stillcall.duty.Swaps;
import org.stillcall.duty.Turn;
import org.stillcall.duty.Uncovered;
import org.stillcall.duty.Uncovered.Gap;
import org.stillcall.plan.SafeTimes;
import org.stillcall.store.AlertKind;
import org.stillcall.store.Person;
import org.stillcall.store.PersonId;
import org.stillcall.store.Role;
import org.stillcall.store.ShiftId;

/** The rota of the next two weeks, with its gaps, and who gives one day of a shift to whom. */
final class RotaRoutes {
    private static final Duration AHEAD = Duration.ofDays(14);
    /** How many turns are told at once; the later ones wait. */
    private static final int TURNS = 2_000;

    private final Staff staff;
    private final PlanDesk desk;
    private final Map<Label, SafeTimes> hours = new LinkedHashMap<>(); // in which somebody has to be on duty

    /** What may be done with a day; the last three are a coordinator's. */
    private enum Act {
        OFFER,
        KEEP,
        TAKE,
        GIVE_UP,
        GIVE,
        OPEN,
        LEAVE_OUT
    }

    /** @param lines what was settled for each published line: its hours have to be covered */
    RotaRoutes(Staff staff, PlanDesk desk, Map<Label, LineRules> lines) {
        this.staff = staff;
        this.desk = desk;
        lines.forEach((programme, rules) -> {
            if (rules.hours() != null) {
                hours.put(programme, rules.hours());
            }
        });
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/rota", this::show).needs(Needs.ADVOCATE),
                Route.post("/api/shifts/{id}/days/{date}", this::change).needs(Needs.ADVOCATE));
    }

    /** To everyone who works here: who has which turn, by ids whose names only browsers read. */
    private void show(Context request) {
        DeskSession session = DeskSession.of(request);
        Rota rota = staff.rota();
        Instant now = rota.now();
        Turn.Span weeks = new Turn.Span(now, now.plus(AHEAD));
        List<Turn> turns = rota.calendar().turns(weeks);
        List<Gap> gaps = Uncovered.of(rota.calendar(), hours, weeks);
        List<Person> people = staff.store().people(session.centre()).list().stream()
                .filter(person -> person.role().holdsCentreKey())
                .toList();
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeStringField("now", now.toString());
            json.writeStringField("zone", rota.calendar().zone().getId());
            json.writeArrayFieldStart("turns");
            for (Turn turn : turns.subList(0, Math.min(TURNS, turns.size()))) {
                write(json, turn);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("uncovered");
            for (Gap gap : gaps.subList(0, Math.min(TURNS, gaps.size()))) {
                json.writeStartObject();
                json.writeStringField("programme", gap.programme().text());
                json.writeStringField("from", gap.span().from().toString());
                json.writeStringField("until", gap.span().until().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("people");
            for (Person person : people) {
                json.writeStartObject();
                json.writeStringField("id", person.id().text());
                json.writeStringField("name", Base64Url.encode(person.sealedName()));
                json.writeNumberField("nameGeneration", person.nameGeneration());
                if (session.role() == Role.COORDINATOR) {
                    json.writeStringField(
                            "state", rota.standing(person.id()).state().name());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    static void write(JsonGenerator json, Turn turn) throws IOException {
        json.writeStartObject();
        json.writeStringField("shift", turn.key().shift().text());
        json.writeStringField("date", turn.key().date().toString());
        json.writeStringField("programme", turn.programme().text());
        json.writeStringField("tier", turn.tier().name());
        json.writeStringField("from", turn.span().from().toString());
        json.writeStringField("until", turn.span().until().toString());
        DutyRoutes.writeAny(json, "person", turn.person().map(PersonId::text).orElse(null));
        json.writeBooleanField("offered", turn.cover() instanceof Cover.Offered);
        json.writeEndObject();
    }

    static ShiftId shiftIn(Context request) {
        return ShiftId.parse(request.pathParam("id")).orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_SHIFT));
    }

    private static LocalDate dateIn(Context request) {
        try {
            return LocalDate.parse(request.pathParam("date"));
        } catch (DateTimeException e) { // quotes what was sent
            throw new RefusedException(Refusal.NO_SUCH_SHIFT);
        }
    }

    private void change(Context request) throws IOException {
        Asked asked = Asked.of(request).only("act", "person");
        Act act = asked.word("act", Act.class);
        DeskSession session = desk.changing(DeskSession.of(request));
        Turn.Key turn = new Turn.Key(shiftIn(request), dateIn(request));
        Swaps.Asked swap = swap(act, session, asked);
        switch (staff.rota().swap(turn, swap)) {
            case Swaps.Yes _ -> {
                if (act == Act.GIVE_UP) {
                    staff.alert(session.centre(), Set.of(session.person()), AlertKind.SHIFT_OPEN);
                }
                request.status(204);
            }
            case Swaps.No(Swaps.Why why) -> throw new RefusedException(refusal(why));
        }
    }

    private Swaps.Asked swap(Act act, DeskSession session, Asked asked) {
        PersonId me = session.person();
        return switch (act) {
            case OFFER -> new Swaps.Offer(me);
            case KEEP -> new Swaps.Keep(me);
            case TAKE -> new Swaps.Take(me);
            case GIVE_UP -> new Swaps.GiveUp(me);
            case GIVE -> decided(session, new Cover.Held(ShiftRoutes.somebody(staff, asked)));
            case OPEN -> decided(session, new Cover.Open());
            case LEAVE_OUT -> decided(session, new Cover.LeftOut());
        };
    }

    private static Swaps.Asked decided(DeskSession session, Cover cover) {
        if (session.role() != Role.COORDINATOR) {
            throw new RefusedException(Refusal.NOT_YOUR_ROLE);
        }
        return new Swaps.Decide(cover);
    }

    private static Refusal refusal(Swaps.Why why) {
        return switch (why) {
            case NOT_THERE -> Refusal.NO_SUCH_SHIFT;
            case OVER -> Refusal.SHIFT_OVER;
            case NOT_YOURS -> Refusal.SHIFT_NOT_YOURS;
            case TAKEN -> Refusal.SHIFT_TAKEN;
            case NOT_WRITTEN -> Refusal.NO_ROOM;
        };
    }
}
