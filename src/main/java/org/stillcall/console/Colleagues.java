package org.stillcall.console;

import java.util.List;
import java.util.Optional;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Label;
import org.stillcall.call.Switchboard;
import org.stillcall.call.Switchboard.PhoneView;
import org.stillcall.call.ThirdParties.InterpreterView;
import org.stillcall.console.Route.Needs;
import org.stillcall.store.CentreId;
import org.stillcall.store.Device;
import org.stillcall.store.DeviceId;
import org.stillcall.store.Person;
import org.stillcall.store.PersonId;
import org.stillcall.store.Role;

/** Who could join a call now: those who are signed in and not on a call, desk phones, interpreters. */
final class Colleagues {
    private final Staff staff;
    private final Switchboard switchboard;

    Colleagues(Staff staff, Switchboard switchboard) {
        this.staff = staff;
        this.switchboard = switchboard;
    }

    List<Route> all() {
        return List.of(Route.get("/api/company", request -> {
                    DeskSession session = DeskSession.of(request);
                    Exchange.answer(request, 200, Json.object(json -> {
                        json.writeArrayFieldStart("colleagues");
                        for (Person person : present(session)) {
                            json.writeStartObject();
                            json.writeStringField("id", person.id().text());
                            json.writeStringField("name", Base64Url.encode(person.sealedName()));
                            json.writeNumberField("nameGeneration", person.nameGeneration());
                            json.writeEndObject();
                        }
                        json.writeEndArray();
                        json.writeArrayFieldStart("phones");
                        for (Label phone : phones()) {
                            json.writeString(phone.text());
                        }
                        json.writeEndArray();
                        json.writeArrayFieldStart("interpreters");
                        for (InterpreterView each : switchboard.thirdParties().interpreters()) {
                            json.writeStartObject();
                            json.writeStringField("name", each.name().text());
                            json.writeStringField("language", each.language().text());
                            json.writeBooleanField("free", each.free());
                            json.writeEndObject();
                        }
                        json.writeEndArray();
                    }));
                })
                .needs(Needs.ADVOCATE));
    }

    private List<Person> present(DeskSession session) {
        return staff.store().people(session.centre()).list().stream()
                .filter(person -> !person.id().equals(session.person()))
                .filter(person -> page(session.centre(), person).isPresent())
                .toList();
    }

    private List<Label> phones() {
        return switchboard.phones().stream()
                .filter(phone -> phone.kind().equals("desk") && isFree(phone))
                .map(PhoneView::name)
                .toList();
    }

    /** The device of that colleague whose page could ring now. */
    Optional<DeviceId> page(CentreId centre, PersonId id) {
        return staff.store().people(centre).list().stream()
                .filter(person -> person.id().equals(id))
                .findFirst()
                .flatMap(person -> page(centre, person));
    }

    private Optional<DeviceId> page(CentreId centre, Person person) {
        if (person.role() == Role.HOST) {
            return Optional.empty();
        }
        return staff.store().devices(centre).of(person.id()).stream()
                .map(Device::id)
                .filter(device -> staff.sessions().signedIn(device))
                .filter(device -> isFree(switchboard.pages().view(device.text())))
                .findFirst();
    }

    private static boolean isFree(PhoneView phone) {
        return phone.reachable() && !phone.busy();
    }
}
