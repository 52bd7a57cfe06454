package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.console.Route.Needs;
import org.stillcall.duty.DutyLimits;
import org.stillcall.duty.Rota;
import org.stillcall.duty.Standing;
import org.stillcall.duty.Switch;
import org.stillcall.duty.Switch.Position;
import org.stillcall.duty.Turn;
import org.stillcall.store.PersonId;

/** One's own duty: on, off or on a break, by one switch; what comes next. */
final class DutyRoutes {
    private static final int INSTANT_CHARACTERS = 40;
    /** How many of one's own turns are told. */
    private static final int TURNS = 60;

    private static final Duration NEAR = Duration.ofDays(7);

    private final Staff staff;
    private final PlanDesk desk;

    DutyRoutes(Staff staff, PlanDesk desk) {
        this.staff = staff;
        this.desk = desk;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/duty", this::show).needs(Needs.ADVOCATE),
                Route.put("/api/duty", this::turn).needs(Needs.ADVOCATE));
    }

    private void show(Context request) {
        answer(request, DeskSession.of(request).person());
    }

    private void turn(Context request) throws IOException {
        Asked asked = Asked.of(request).only("position", "until");
        Position position = asked.word("position", Position.class);
        Instant until = asked.has("until") ? instant(asked) : null;
        PersonId person = desk.changing(DeskSession.of(request)).person();
        Rota rota = staff.rota();
        boolean none = rota.standing(person).state() == Standing.State.NONE;
        if (position == Position.ON && (until == null ? none : !fits(rota.now(), until))) {
            throw new RefusedException(Refusal.NO_SHIFT_NOW);
        }
        Switch.Extra extra = until == null || position != Position.ON ? null : new Switch.Extra(until);
        Staff.done(rota.turn(person, position, extra));
        answer(request, person);
    }

    private static boolean fits(Instant now, Instant until) {
        return until.isAfter(now) && !until.isAfter(now.plus(Duration.ofHours(DutyLimits.HOURS_WITHOUT_SHIFT)));
    }

    private static Instant instant(Asked asked) {
        try {
            return Instant.parse(asked.text("until", INSTANT_CHARACTERS));
        } catch (DateTimeException e) { // quotes what was sent
            throw new RefusedException(Refusal.MALFORMED);
        }
    }

    private void answer(Context request, PersonId person) {
        Rota rota = staff.rota();
        Standing standing = rota.standing(person);
        List<Turn> turns = rota.ahead(person);
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeStringField("state", standing.state().name());
            json.writeStringField("now", rota.now().toString());
            writeAny(json, "until", text(end(standing, rota.now())));
            writeAny(json, "since", text(rests(standing) ? rota.since(person).orElse(null) : null));
            json.writeStringField("zone", rota.calendar().zone().getId());
            json.writeArrayFieldStart("turns");
            for (Turn turn : turns.subList(0, Math.min(TURNS, turns.size()))) {
                RotaRoutes.write(json, turn);
            }
            json.writeEndArray();
        }));
    }

    /** None where duty goes on for so long that no end of it is near. */
    private static @Nullable Instant end(Standing standing, Instant now) {
        boolean none = standing.state() == Standing.State.NONE;
        return none || standing.until().isAfter(now.plus(NEAR)) ? null : standing.until();
    }

    private static boolean rests(Standing standing) {
        return standing.state() == Standing.State.BREAK || standing.state() == Standing.State.OFF;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** A text that may be missing, as null. */
    static void writeAny(JsonGenerator json, String name, @Nullable String text) throws IOException {
        json.writeFieldName(name);
        if (text == null) {
            json.writeNull();
        } else {
            json.writeString(text);
        }
    }
}
