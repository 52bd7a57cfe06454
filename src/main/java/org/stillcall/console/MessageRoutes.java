package org.stillcall.console;

import io.javalin.http.Context;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Label;
import org.stillcall.console.Route.Needs;
import org.stillcall.store.HeldException;
import org.stillcall.store.HoldItem;
import org.stillcall.store.MessageId;
import org.stillcall.store.Messages;
import org.stillcall.store.StoredMessage;
import org.stillcall.vault.Receipt;

/** Callers' messages: which there are, what was said as it was sealed, and their end. Nothing here can open one. */
final class MessageRoutes {
    private static final String MESSAGE = "/api/messages/{id}";

    private final PlanDesk desk;
    private final CallersMeans callers;
    private final Hearings hearings;

    MessageRoutes(PlanDesk desk, CallersMeans callers, LongSupplier nowMillis) {
        this.desk = desk;
        this.callers = callers;
        this.hearings =
                new Hearings(nowMillis, device -> desk.staff().sessions().signedIn(device));
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/messages", this::list).needs(Needs.ADVOCATE),
                Route.get("/api/messages/waiting", this::waiting).needs(Needs.ADVOCATE),
                Route.post(MESSAGE + "/hearing", this::hear).needs(Needs.ADVOCATE),
                Route.delete(MESSAGE + "/hearing", this::giveBack).needs(Needs.ADVOCATE),
                Route.get(MESSAGE + "/sound", this::sound).needs(Needs.ADVOCATE),
                Route.post(MESSAGE + "/heard", this::heard).needs(Needs.ADVOCATE),
                Route.delete(MESSAGE, this::delete).needs(Needs.ADVOCATE));
    }

    private Messages messages(DeskSession session) {
        return desk.staff().store().messages(session.centre());
    }

    private void list(Context request) {
        DeskSession session = DeskSession.of(request);
        List<StoredMessage> all = messages(session).list();
        Map<HoldItem, LocalDate> held = HoldRoutes.inForce(desk, session.centre());
        Exchange.answer(request, 200, Json.bytes(json -> {
            json.writeStartArray();
            for (StoredMessage message : all) {
                Label language = message.topic().language();
                json.writeStartObject();
                json.writeStringField("id", message.id().text());
                json.writeStringField("programme", message.topic().programme().text());
                json.writeStringField("language", language == null ? null : language.text());
                json.writeNumberField("seconds", message.seconds());
                json.writeStringField("day", message.addedDay().toString());
                json.writeStringField("end", message.end().toString());
                json.writeBooleanField("heard", message.heard());
                LocalDate until = held.get(HoldItem.of(message.id()));
                json.writeStringField("heldUntil", until == null ? null : until.toString());
                json.writeStringField("hearing", hearings.of(message.id(), session.device()));
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    /** How many nobody has heard yet, and nothing else. */
    private void waiting(Context request) {
        List<StoredMessage> all = messages(DeskSession.of(request)).list();
        long waiting = all.stream().filter(message -> !message.heard()).count();
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeNumberField("waiting", waiting);
            json.writeNumberField("kept", all.size());
        }));
    }

    private StoredMessage find(DeskSession session, Context request) {
        return MessageId.parse(request.pathParam("id"))
                .flatMap(id -> messages(session).read(id))
                .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_MESSAGE));
    }

    private void hear(Context request) {
        DeskSession session = desk.changing(DeskSession.of(request));
        StoredMessage message = find(session, request);
        boolean before = hearings.of(message.id(), session.device()).equals("MINE");
        if (!hearings.take(message.id(), session.device())) {
            throw new RefusedException(Refusal.BEING_HEARD);
        }
        if (!before) {
            desk.tell(session.centre());
        }
        request.status(204);
    }

    private void giveBack(Context request) {
        DeskSession session = desk.changing(DeskSession.of(request));
        boolean had = MessageId.parse(request.pathParam("id"))
                .filter(id -> hearings.giveBack(id, session.device()))
                .isPresent();
        if (had) {
            desk.tell(session.centre());
        }
        request.status(204);
    }

    private void sound(Context request) {
        DeskSession session = DeskSession.of(request);
        StoredMessage message = find(session, request);
        if (!hearings.of(message.id(), session.device()).equals("MINE")) {
            throw new RefusedException(Refusal.BEING_HEARD);
        }
        List<byte[]> seconds = messages(session).sound(message.id());
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeStringField("envelope", Base64Url.encode(message.envelope()));
            json.writeArrayFieldStart("seconds");
            for (byte[] second : seconds) {
                json.writeString(Base64Url.encode(second));
            }
            json.writeEndArray();
        }));
    }

    private void heard(Context request) {
        DeskSession session = desk.changing(DeskSession.of(request));
        StoredMessage message = find(session, request);
        if (!message.heard()) {
            Staff.done(messages(session).heard(message.id()));
            changed(session);
        }
        request.status(204);
    }

    private void delete(Context request) {
        DeskSession session = desk.changing(DeskSession.of(request));
        MessageId id = MessageId.parse(request.pathParam("id"))
                .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_MESSAGE));
        if (hearings.of(id, session.device()).equals("TAKEN")) {
            throw new RefusedException(Refusal.BEING_HEARD);
        }
        Receipt receipt;
        try {
            receipt = messages(session).delete(id).orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_MESSAGE));
        } catch (HeldException e) {
            hearings.giveBack(id, session.device());
            changed(session);
            throw new RefusedException(Refusal.HELD_ERASED);
        }
        hearings.giveBack(id, session.device());
        changed(session);
        Staff.answerReceipt(request, Optional.of(receipt));
    }

    private void changed(DeskSession session) {
        callers.messagesChanged().run();
        desk.tell(session.centre());
    }
}
