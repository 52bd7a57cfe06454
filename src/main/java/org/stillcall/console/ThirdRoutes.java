package org.stillcall.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillcall.call.ThirdParties;
import org.stillcall.call.ThirdParties.Answer;
import org.stillcall.call.ThirdParties.HandOver;
import org.stillcall.call.ThirdParties.Whom;
import org.stillcall.console.Route.Needs;
import org.stillcall.store.DeviceId;
import org.stillcall.store.PersonId;

/** A third party on a call: asked to join, let go, told of aloud, given the call; by the call's own advocate alone. */
final class ThirdRoutes {
    private final ThirdParties thirds;
    private final Optional<PeopleDesk> people;

    /** @param people empty where nobody signs in */
    ThirdRoutes(ThirdParties thirds, Optional<PeopleDesk> people) {
        this.thirds = thirds;
        this.people = people;
    }

    List<Route> all() {
        return List.of(
                Route.post("/api/calls/{id}/third", this::ask).needs(Needs.CALLER),
                Route.delete("/api/calls/{id}/third", request -> answer(request, thirds.letGo(id(request))))
                        .needs(Needs.CALLER_LOCKED_TOO),
                Route.post("/api/calls/{id}/third/told", request -> answer(request, thirds.tell(id(request))))
                        .needs(Needs.CALLER_LOCKED_TOO),
                Route.post("/api/calls/{id}/third/takes-over", this::handOver).needs(Needs.CALLER_LOCKED_TOO));
    }

    /** Of a call that is the asker's own: a program at the API has no device. */
    private String id(Context request) {
        String call = request.pathParam("id");
        boolean strange = DeskSession.in(request)
                .filter(session -> !thirds.isOf(call, session.device().text()))
                .isPresent();
        if (strange) {
            throw new RefusedException(Refusal.NO_SUCH_CALL);
        }
        return call;
    }

    private void ask(Context request) throws IOException {
        Map<String, String> asked = Exchange.texts(request, Set.of(), Set.of("person", "phone", "interpreter"));
        if (asked.size() != 1) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        Whom whom = asked.containsKey("interpreter")
                ? new Whom.Interpreter(CallRoutes.label(asked, "interpreter", Refusal.NOT_THERE))
                : asked.containsKey("phone")
                        ? new Whom.Desk(CallRoutes.label(asked, "phone", Refusal.NOT_THERE))
                        : colleague(request, asked.getOrDefault("person", ""));
        answer(request, thirds.ask(id(request), whom));
    }

    private Whom colleague(Context request, String id) {
        DeskSession session = DeskSession.in(request).orElseThrow(() -> new RefusedException(Refusal.NOT_SIGNED_IN));
        DeviceId device = PersonId.parse(id)
                .flatMap(person -> people.flatMap(desk -> desk.colleagues().page(session.centre(), person)))
                .orElseThrow(() -> new RefusedException(Refusal.NOT_THERE));
        return new Whom.Page(device.text());
    }

    private void handOver(Context request) {
        String call = id(request);
        switch (thirds.handOver(call)) {
            case HandOver.Done done -> {
                people.ifPresent(desk -> desk.calls().handedOver(call, done));
                request.status(204);
            }
            case HandOver.Refused refused -> answer(request, refused.why());
        }
    }

    private static void answer(Context request, Answer answer) {
        Refusal refusal = switch (answer) {
            case DONE -> null;
            case NO_SUCH_CALL -> Refusal.NO_SUCH_CALL;
            case NOT_NOW -> Refusal.NOT_IN_THIS_CALL;
            case ONE_ALREADY -> Refusal.THIRD_ALREADY;
            case TOO_OFTEN -> Refusal.THIRD_TOO_OFTEN;
            case UNREACHABLE -> Refusal.NOT_THERE;
            case BUSY -> Refusal.ON_A_CALL;
        };
        if (refusal != null) {
            throw new RefusedException(refusal);
        }
        request.status(204);
    }
}
