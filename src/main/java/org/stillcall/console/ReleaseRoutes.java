package org.stillcall.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.stillcall.base.Base64Url;
import org.stillcall.console.PlanDesk.Read;
import org.stillcall.console.Route.Needs;
import org.stillcall.console.SealedBytes.Expected;
import org.stillcall.store.Centre;
import org.stillcall.store.NewRelease;
import org.stillcall.store.PlanId;
import org.stillcall.store.ReleaseId;
import org.stillcall.store.StoredRelease;
import org.stillcall.vault.Receipt;

/** Releases of information: what may be told to whom is sealed; when that ends is not, and anybody here revokes it. */
final class ReleaseRoutes {
    private static final int DAY_CHARACTERS = 10;

    private final PlanDesk desk;

    ReleaseRoutes(PlanDesk desk) {
        this.desk = desk;
    }

    List<Route> all() {
        return List.of(
                Route.post("/api/releases", this::create).needs(Needs.ADVOCATE),
                Route.get("/api/releases", this::list).needs(Needs.ADVOCATE),
                Route.delete("/api/releases/{id}", this::revoke).needs(Needs.ADVOCATE));
    }

    private void create(Context request) throws IOException {
        DeskSession session = desk.changing(DeskSession.of(request));
        Asked asked = Asked.of(request).only("id", "plan", "sealed", "generation", "end");
        ReleaseId id = new ReleaseId(asked.id("id"));
        Read plan = desk.read(session.centre(), new PlanId(asked.id("plan")));
        LocalDate end = day(asked.text("end", DAY_CHARACTERS));
        if (end.isAfter(plan.plan().end()) || !desk.now().isBefore(plan.plan().endOf(end))) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        Centre centre = desk.staff().centre(session.centre());
        int generation = asked.number("generation", 1, Integer.MAX_VALUE);
        if (generation != centre.generation()) {
            throw new RefusedException(Refusal.MOVED_ON);
        }
        byte[] sealed =
                SealedBytes.in(asked, "sealed", new Expected(SealedBytes.RELEASE, generation, centre.publicKey()));
        Staff.done(desk.staff()
                .store()
                .releases(session.centre())
                .create(new NewRelease(
                        id, plan.stored().id(), sealed, generation, plan.plan().endOf(end))));
        Exchange.answer(request, 201, Json.object(json -> json.writeStringField("id", id.text())));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) { // it quotes the text, so it ends here
            throw new RefusedException(Refusal.MALFORMED);
        }
    }

    private void list(Context request) {
        DeskSession session = DeskSession.of(request);
        String asked = request.queryParam("plan");
        Read plan = desk.read(session.centre(), PlanDesk.idIn(asked == null ? "" : asked));
        ZoneId zone = plan.plan().zone();
        List<StoredRelease> releases = desk.staff()
                .store()
                .releases(session.centre())
                .list(plan.stored().id());
        Exchange.answer(request, 200, Json.bytes(json -> {
            json.writeStartArray();
            for (StoredRelease release : releases) {
                json.writeStartObject();
                json.writeStringField("id", release.id().text());
                json.writeStringField("plan", release.plan().text());
                json.writeNumberField("version", release.version());
                json.writeNumberField("generation", release.generation());
                json.writeStringField("sealed", Base64Url.encode(release.sealed()));
                json.writeStringField(
                        "end",
                        release.end().minusNanos(1).atZone(zone).toLocalDate().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    private void revoke(Context request) {
        DeskSession session = desk.changing(DeskSession.of(request));
        Receipt receipt = ReleaseId.parse(request.pathParam("id"))
                .flatMap(id -> desk.staff().store().releases(session.centre()).revoke(id))
                .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_RELEASE));
        Staff.answerReceipt(request, Optional.of(receipt));
    }
}
