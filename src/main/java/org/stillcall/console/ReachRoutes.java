package org.stillcall.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.call.Switchboard;
import org.stillcall.call.Switchboard.PhoneView;
import org.stillcall.console.Route.Needs;
import org.stillcall.duty.DutyLimits;
import org.stillcall.duty.Reach;
import org.stillcall.duty.Voice;
import org.stillcall.store.Person;
import org.stillcall.store.PersonId;

/** What callers may ask for in somebody, and which phones ring for them. */
final class ReachRoutes {
    private final Staff staff;
    private final PlanDesk desk;
    private final Switchboard switchboard;

    ReachRoutes(Staff staff, PlanDesk desk, Switchboard switchboard) {
        this.staff = staff;
        this.desk = desk;
        this.switchboard = switchboard;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/people/{id}/reach", this::show).needs(Needs.COORDINATOR),
                Route.put("/api/people/{id}/reach", this::change).needs(Needs.COORDINATOR),
                Route.get("/api/me/reach", request -> answer(request, me(request)))
                        .needs(Needs.ADVOCATE),
                Route.put("/api/me/phones", this::changePhones).needs(Needs.ADVOCATE));
    }

    private static PersonId me(Context request) {
        return DeskSession.of(request).person();
    }

    private void show(Context request) {
        answer(request, personIn(request));
    }

    private PersonId personIn(Context request) {
        return PersonId.parse(request.pathParam("id"))
                .filter(staff.rota()::isStaff)
                .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_PERSON));
    }

    private void change(Context request) throws IOException {
        Asked asked = Asked.of(request).only("languages", "voice", "phones", "direct");
        PersonId person = personIn(request);
        Set<Label> languages = new HashSet<>(labels(asked.texts("languages", DutyLimits.LANGUAGES)));
        Voice voice = asked.word("voice", Voice.class);
        List<Label> phones = phones(asked);
        Label direct = asked.isNull("direct") ? null : label(asked.text("direct", 40));
        DeskSession session = desk.changing(DeskSession.of(request));
        if (direct != null) {
            requireFree(direct, person, session);
        }
        Staff.done(staff.rota().reach(person, before -> new Reach(languages, voice, phones, direct)));
        answer(request, person);
    }

    /** One number is one person's: a client reaches whom they know, or nobody. */
    private void requireFree(Label direct, PersonId person, DeskSession session) {
        if (switchboard.directs().stream().noneMatch(it -> it.name().equals(direct))) {
            throw new RefusedException(Refusal.UNKNOWN_DIRECT);
        }
        boolean taken = staff.store().people(session.centre()).list().stream()
                .anyMatch(other -> !other.id().equals(person)
                        && direct.equals(staff.rota().reach(other.id()).direct()));
        if (taken) {
            throw new RefusedException(Refusal.DIRECT_TAKEN);
        }
    }

    /** Only such as are nobody else's: else somebody could let a colleague's phone ring at home. */
    private void changePhones(Context request) throws IOException {
        List<Label> phones = phones(Asked.of(request).only("phones"));
        DeskSession session = desk.changing(DeskSession.of(request));
        PersonId me = session.person();
        List<Label> mine = staff.rota().reach(me).phones();
        for (Person person : staff.store().people(session.centre()).list()) {
            boolean takes = !person.id().equals(me)
                    && staff.rota().reach(person.id()).phones().stream()
                            .anyMatch(phone -> phones.contains(phone) && !mine.contains(phone));
            if (takes) {
                throw new RefusedException(Refusal.PHONE_TAKEN);
            }
        }
        Staff.done(staff.rota().reach(me, before -> before.withPhones(phones)));
        answer(request, me);
    }

    private List<Label> phones(Asked asked) {
        List<Label> phones = labels(asked.texts("phones", DutyLimits.PHONES)).stream()
                .distinct()
                .toList();
        if (!configured().containsAll(phones)) {
            throw new RefusedException(Refusal.UNKNOWN_PHONE);
        }
        return phones;
    }

    private Set<Label> configured() {
        return switchboard.phones().stream().map(PhoneView::name).collect(Collectors.toSet());
    }

    private static List<Label> labels(List<String> texts) {
        return texts.stream().map(ReachRoutes::label).toList();
    }

    private static Label label(String text) {
        return Optional.of(text)
                .filter(Label::isLabel)
                .map(Label::new)
                .orElseThrow(() -> new RefusedException(Refusal.MALFORMED));
    }

    private void answer(Context request, PersonId person) {
        Reach reach = staff.rota().reach(person);
        Exchange.answer(request, 200, Json.object(json -> {
            texts(json, "languages", reach.languages().stream().sorted().toList());
            json.writeStringField("voice", reach.voice().name());
            texts(json, "phones", reach.phones());
            DutyRoutes.writeAny(json, "direct", text(reach.direct()));
            texts(json, "configured", configured().stream().sorted().toList());
        }));
    }

    private static @Nullable String text(@Nullable Label label) {
        return label == null ? null : label.text();
    }

    private static void texts(com.fasterxml.jackson.core.JsonGenerator json, String name, List<Label> labels)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (Label label : labels) {
            json.writeString(label.text());
        }
        json.writeEndArray();
    }
}
