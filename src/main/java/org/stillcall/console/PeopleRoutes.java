package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stillcall.base.Base64Url;
import org.stillcall.console.Route.Needs;
import org.stillcall.store.Alert;
import org.stillcall.store.AlertId;
import org.stillcall.store.AlertKind;
import org.stillcall.store.CentreId;
import org.stillcall.store.Credential;
import org.stillcall.store.Device;
import org.stillcall.store.DeviceId;
import org.stillcall.store.Devices;
import org.stillcall.store.Person;
import org.stillcall.store.PersonId;
import org.stillcall.store.Role;
import org.stillcall.vault.Receipt;
import org.stillcall.vault.ReceiptKind;

/** Who works here and with which devices; roles, removal, taking a device out of use; what one should know of. */
final class PeopleRoutes {
    private final Staff staff;
    private final Joins joins;

    PeopleRoutes(Staff staff, Joins joins) {
        this.staff = staff;
        this.joins = joins;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/people", this::list).needs(Needs.ADVOCATE),
                Route.put("/api/people/{id}", this::changeRole).needs(Needs.COORDINATOR),
                Route.delete("/api/people/{id}", this::remove).needs(Needs.COORDINATOR),
                Route.get("/api/me/devices", this::mine).needs(Needs.PERSON),
                Route.delete("/api/devices/{id}", this::wipe).needs(Needs.PERSON),
                Route.post("/api/panic", this::panic).needs(Needs.SIGNED_IN),
                Route.post("/api/wiped", this::cleared).open(),
                Route.get("/api/alerts", this::alerts).needs(Needs.ADVOCATE),
                Route.delete("/api/alerts/{id}", this::dismiss).needs(Needs.ADVOCATE));
    }

    /** Everyone to a coordinator; to an advocate, the advocate. */
    private void list(Context request) {
        DeskSession session = DeskSession.of(request);
        List<Person> people = staff.store().people(session.centre()).list().stream()
                .filter(person ->
                        session.role() == Role.COORDINATOR || person.id().equals(session.person()))
                .toList();
        Set<PersonId> locked = staff.rota().pins().locked();
        Exchange.answer(request, 200, Json.bytes(json -> {
            json.writeStartArray();
            for (Person person : people) {
                write(json, session, person, locked.contains(person.id()));
            }
            json.writeEndArray();
        }));
    }

    private void write(JsonGenerator json, DeskSession session, Person person, boolean locked) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", person.id().text());
        json.writeStringField("role", person.role().name());
        json.writeStringField("name", Base64Url.encode(person.sealedName()));
        json.writeNumberField("nameGeneration", person.nameGeneration());
        json.writeBooleanField("you", person.id().equals(session.person()));
        json.writeBooleanField("phonePinLocked", locked);
        json.writeFieldName("devices");
        writeDevices(json, session, person.id());
        json.writeEndObject();
    }

    /** One's own, for a host as well: no sealed name comes along. */
    private void mine(Context request) {
        DeskSession session = DeskSession.of(request);
        Exchange.answer(request, 200, Json.bytes(json -> writeDevices(json, session, session.person())));
    }

    private void writeDevices(JsonGenerator json, DeskSession session, PersonId person) throws IOException {
        json.writeStartArray();
        for (Device device : staff.store().devices(session.centre()).of(person)) {
            json.writeStartObject();
            json.writeStringField("id", device.id().text());
            json.writeStringField("kind", device.kind().name());
            json.writeStringField("addedDay", device.addedDay().toString());
            json.writeStringField("lastUsedDay", device.lastUsedDay().toString());
            json.writeBooleanField("online", staff.sessions().online(device.id()));
            json.writeBooleanField("here", device.id().equals(session.device()));
            json.writeArrayFieldStart("credentials");
            for (Credential credential :
                    staff.store().credentials(session.centre()).of(device.id())) {
                json.writeStartObject();
                json.writeStringField("id", Base64Url.encode(credential.id()));
                json.writeStringField("addedDay", credential.addedDay().toString());
                json.writeStringField("lastUsedDay", credential.lastUsedDay().toString());
                json.writeBooleanField("synced", credential.backupEligible());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static PersonId personIn(Context request) {
        return PersonId.parse(request.pathParam("id")).orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_PERSON));
    }

    private void changeRole(Context request) throws IOException {
        Role role = Asked.of(request).only("role").word("role", Role.class);
        DeskSession session = DeskSession.of(request);
        staff.sessions().requireProved(session);
        CentreId centre = session.centre();
        PersonId id = personIn(request);
        staff.alone(() -> {
            requireStill(session, Role.COORDINATOR);
            Person person = staff.person(centre, id);
            if (person.role() == role) {
                return role;
            }
            requireAnotherCoordinator(centre, person);
            if (staff.refusesSynced(role)
                    && staff.store().credentials(centre).of(id).stream().anyMatch(Credential::backupEligible)) {
                throw new RefusedException(Refusal.SYNCED_PASSKEY);
            }
            joins.endOf(id);
            Staff.done(staff.store().people(centre).changeRole(id, role));
            staff.sessions().changeRole(id, role);
            staff.rota().reload();
            staff.alert(centre, Set.of(session.person()), AlertKind.ROLE_CHANGED, id);
            if (person.role().holdsCentreKey() != role.holdsCentreKey()) {
                staff.tellOfRotation(centre);
            }
            return role;
        });
        request.status(204);
    }

    /** Whoever asks may have lost the right while waiting for another's change. */
    private static void requireStill(DeskSession session, Role role) {
        if (session.ended()) {
            throw new RefusedException(Refusal.NOT_SIGNED_IN);
        }
        if (session.role() != role) {
            throw new RefusedException(Refusal.NOT_YOUR_ROLE);
        }
    }

    /** A coordinator may go only while another is left who has a device. */
    private void requireAnotherCoordinator(CentreId centre, Person going) {
        boolean another = going.role() != Role.COORDINATOR
                || staff.store().people(centre).list().stream()
                        .anyMatch(person -> person.role() == Role.COORDINATOR
                                && !person.id().equals(going.id())
                                && !staff.store()
                                        .devices(centre)
                                        .of(person.id())
                                        .isEmpty());
        if (!another) {
            throw new RefusedException(Refusal.LAST_COORDINATOR);
        }
    }

    private void remove(Context request) {
        DeskSession session = DeskSession.of(request);
        staff.sessions().requireProved(session);
        CentreId centre = session.centre();
        PersonId id = personIn(request);
        Optional<Receipt> receipt = staff.alone(() -> {
            requireStill(session, Role.COORDINATOR);
            Person person = staff.person(centre, id);
            requireAnotherCoordinator(centre, person);
            joins.endOf(id);
            List<DeviceId> devices = staff.store().devices(centre).of(id).stream()
                    .map(Device::id)
                    .toList();
            Optional<Receipt> removed =
                    staff.wiping(devices, () -> staff.store().people(centre).remove(id));
            if (removed.isEmpty()) {
                throw new RefusedException(Refusal.NO_SUCH_PERSON);
            }
            staff.rota().reload();
            staff.alert(centre, Set.of(session.person()), AlertKind.PERSON_REMOVED);
            staff.tellOfRotation(centre);
            return removed;
        });
        if (id.equals(session.person())) {
            staff.cookie().clearBrowser(request);
        }
        Staff.answerReceipt(request, receipt);
    }

    private void wipe(Context request) {
        DeskSession session = DeskSession.of(request);
        DeviceId id =
                DeviceId.parse(request.pathParam("id")).orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_DEVICE));
        Device device = staff.store()
                .devices(session.centre())
                .find(id)
                .filter(found ->
                        session.role() == Role.COORDINATOR || found.person().equals(session.person()))
                .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_DEVICE));
        wipe(request, session, device.id());
    }

    /** This very device, at once, locked or not. */
    private void panic(Context request) {
        DeskSession session = DeskSession.of(request);
        wipe(request, session, session.device());
    }

    private void wipe(Context request, DeskSession session, DeviceId device) {
        Receipt receipt = staff.wipe(session.centre(), session.person(), device)
                .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_DEVICE));
        if (device.equals(session.device())) {
            staff.cookie().clearBrowser(request);
        }
        Staff.answerReceipt(request, Optional.of(receipt));
    }

    /** A wiped browser says that it emptied itself; it has no session any more, and is heard once. */
    private void cleared(Context request) throws IOException {
        DeviceId device = new DeviceId(Asked.of(request).only("device").id("device"));
        staff.awaitWipe(device);
        Devices devices = staff.store().devices(staff.onlyCentre().id());
        if (!devices.wiped(device)) { // anybody may ask this, so it only reads until there is something to write
            throw new RefusedException(Refusal.NO_SUCH_DEVICE);
        }
        staff.cookie().clearBrowser(request);
        if (!devices.cleared(device)) {
            throw new RefusedException(Refusal.NO_SUCH_DEVICE);
        }
        Staff.answerReceipt(request, Optional.of(staff.receipt(ReceiptKind.BROWSER_CLEARED)));
    }

    private void alerts(Context request) {
        DeskSession session = DeskSession.of(request);
        List<Alert> alerts = staff.store().alerts(session.centre()).list(session.person());
        Exchange.answer(request, 200, Json.bytes(json -> {
            json.writeStartArray();
            for (Alert alert : alerts) {
                json.writeStartObject();
                json.writeStringField("id", alert.id().text());
                json.writeStringField("kind", alert.kind().name());
                PersonId about = alert.about();
                if (about != null) {
                    json.writeStringField("about", about.text());
                }
                json.writeStringField("day", alert.day().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    private void dismiss(Context request) {
        DeskSession session = DeskSession.of(request);
        boolean gone = AlertId.parse(request.pathParam("id"))
                .map(id -> staff.store().alerts(session.centre()).dismiss(session.person(), id))
                .orElse(false);
        if (!gone) {
            throw new RefusedException(Refusal.NO_SUCH_ALERT);
        }
        request.status(204);
    }
}
