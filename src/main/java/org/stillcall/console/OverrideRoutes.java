package org.stillcall.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stillcall.console.Overrides.Leave;
import org.stillcall.console.Route.Needs;
import org.stillcall.plan.DangerOverride.Danger;
import org.stillcall.store.AlertKind;
import org.stillcall.store.PlanId;
import org.stillcall.vault.Receipt;
import org.stillcall.vault.ReceiptKind;

/** Asking for a call outside a plan because of danger, and agreeing to another's or not. */
final class OverrideRoutes {
    private final PlanDesk desk;

    OverrideRoutes(PlanDesk desk) {
        this.desk = desk;
    }

    List<Route> all() {
        return List.of(
                Route.post("/api/overrides", this::ask).needs(Needs.ADVOCATE),
                Route.get("/api/overrides", this::list).needs(Needs.ADVOCATE),
                Route.post("/api/overrides/{id}/agree", this::agree).needs(Needs.ADVOCATE),
                Route.post("/api/overrides/{id}/decline", this::decline).needs(Needs.ADVOCATE));
    }

    private void ask(Context request) throws IOException {
        DeskSession session = desk.changing(DeskSession.of(request));
        Asked asked = Asked.of(request).only("plan", "reason");
        PlanId plan = new PlanId(asked.id("plan"));
        Danger danger = asked.word("reason", Danger.class);
        desk.read(session.centre(), plan);
        Leave leave = desk.overrides().ask(new Overrides.Asker(session.centre(), session.person(), plan), danger);
        desk.staff().alert(session.centre(), Set.of(session.person()), AlertKind.OVERRIDE_ASKED);
        desk.tell(session.centre());
        Exchange.answer(request, 201, Json.object(json -> {
            json.writeStringField("id", leave.id());
            json.writeStringField("from", leave.from().toString());
        }));
    }

    private void list(Context request) {
        DeskSession session = DeskSession.of(request);
        List<Leave> leaves = desk.overrides().list(session.centre());
        Exchange.answer(request, 200, Json.bytes(json -> {
            json.writeStartArray();
            for (Leave leave : leaves) {
                json.writeStartObject();
                json.writeStringField("id", leave.id());
                json.writeStringField("plan", leave.asker().plan().text());
                json.writeStringField("reason", leave.danger().name());
                json.writeStringField("from", leave.from().toString());
                json.writeStringField("until", leave.until().toString());
                json.writeBooleanField("agreed", leave.agreed());
                json.writeBooleanField("mine", leave.asker().person().equals(session.person()));
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    private void agree(Context request) {
        DeskSession session = desk.changing(DeskSession.of(request));
        desk.overrides().agree(request.pathParam("id"), session.centre(), session.person());
        desk.tell(session.centre());
        request.status(204);
    }

    private void decline(Context request) {
        DeskSession session = desk.changing(DeskSession.of(request));
        desk.overrides().decline(request.pathParam("id"), session.centre(), session.person());
        desk.tell(session.centre());
        Receipt receipt = desk.staff().receipt(ReceiptKind.OVERRIDE_DECLINED);
        Staff.answerReceipt(request, Optional.of(receipt));
    }
}
