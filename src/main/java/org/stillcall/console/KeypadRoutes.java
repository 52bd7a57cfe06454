package org.stillcall.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.stillcall.base.Randomness;
import org.stillcall.console.Route.Needs;
import org.stillcall.duty.KeypadPins;
import org.stillcall.duty.Pin;
import org.stillcall.store.Change;
import org.stillcall.store.PersonId;
import org.stillcall.store.PinHash;

/** By what one is known at the keys of a phone: one's own number, told here, and a PIN, set here. */
final class KeypadRoutes {
    private static final int PIN_CHARACTERS = 12;

    private final Staff staff;
    private final PlanDesk desk;
    private final Randomness randomness;

    KeypadRoutes(Staff staff, PlanDesk desk, Randomness randomness) {
        this.staff = staff;
        this.desk = desk;
        this.randomness = randomness;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/me/keypad", request -> answer(request, me(request)))
                        .needs(Needs.ADVOCATE),
                Route.put("/api/me/keypad", this::set).needs(Needs.ADVOCATE),
                Route.delete("/api/me/keypad", this::drop).needs(Needs.ADVOCATE),
                Route.delete("/api/people/{id}/keypad/lock", this::unlock).needs(Needs.COORDINATOR));
    }

    /** Somebody without a page cannot set another PIN; a coordinator who knows them lets theirs be tried again. */
    private void unlock(Context request) {
        PersonId person = PersonId.parse(request.pathParam("id"))
                .filter(staff.rota()::isStaff)
                .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_PERSON));
        var _ = desk.changing(DeskSession.of(request));
        if (staff.rota().pins().unlock(person) != Change.DONE) {
            throw new RefusedException(Refusal.NO_SUCH_PERSON);
        }
        request.status(204);
    }

    private static PersonId me(Context request) {
        return DeskSession.of(request).person();
    }

    private void set(Context request) throws IOException {
        String pin = Asked.of(request).only("pin").text("pin", PIN_CHARACTERS);
        if (!PinHash.isStrong(pin)) {
            throw new RefusedException(Refusal.WEAK_PIN);
        }
        PersonId me = desk.changing(DeskSession.of(request)).person();
        Staff.done(staff.rota().pins().set(me, new Pin(pin), randomness));
        answer(request, me);
    }

    private void drop(Context request) {
        PersonId me = desk.changing(DeskSession.of(request)).person();
        staff.rota().pins().drop(me);
        answer(request, me);
    }

    private void answer(Context request, PersonId me) {
        Optional<KeypadPins.Pass> pass = staff.rota().pins().of(me);
        Exchange.answer(request, 200, Json.object(json -> {
            DutyRoutes.writeAny(
                    json, "number", pass.map(it -> it.number().keys()).orElse(null));
            json.writeBooleanField("locked", pass.map(KeypadPins.Pass::locked).orElse(false));
        }));
    }
}
