package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Label;
import org.stillcall.console.Portal.Paper;
import org.stillcall.console.Portal.Signed;
import org.stillcall.console.PortalDesk.Read;
import org.stillcall.console.Route.Needs;
import org.stillcall.console.SealedBytes.Expected;
import org.stillcall.store.Centre;
import org.stillcall.store.CentreId;
import org.stillcall.store.PersonId;
import org.stillcall.store.PortalId;
import org.stillcall.store.Portals;
import org.stillcall.store.StoredPortal;

/** The register of carriers' portals (G20): who can log in there, reviews, paper bills, access to be closed. */
final class PortalRoutes {
    private static final String PORTAL = "/api/portals/{id}";

    private final PlanDesk desk;
    private final PortalDesk register;
    private final Staff staff;

    PortalRoutes(PlanDesk desk, PortalDesk register) {
        this.desk = desk;
        this.register = register;
        this.staff = desk.staff();
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/portals", this::list).needs(Needs.COORDINATOR),
                Route.post("/api/portals", this::add).needs(Needs.COORDINATOR),
                Route.put(PORTAL, this::settle).needs(Needs.COORDINATOR),
                Route.post(PORTAL + "/reviews", this::review).needs(Needs.COORDINATOR),
                Route.post(PORTAL + "/papers", this::shred).needs(Needs.COORDINATOR),
                Route.post(PORTAL + "/closings", this::close).needs(Needs.COORDINATOR),
                Route.delete(PORTAL, this::drop).needs(Needs.COORDINATOR));
    }

    private Portals portals(DeskSession session) {
        return staff.store().portals(session.centre());
    }

    // what there is

    private void list(Context request) {
        CentreId centre = DeskSession.of(request).centre();
        Set<PersonId> people = register.people(centre);
        LocalDate today = register.today();
        List<Read> all = register.all(centre);
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeStringField("today", today.toString());
            json.writeArrayFieldStart("trunks");
            for (Label trunk : register.trunks()) {
                json.writeString(trunk.text());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("portals");
            for (Read read : all) {
                json.writeStartObject();
                json.writeStringField(
                        "urgency",
                        read.portal()
                                .urgency(read.stored().reviewDay(), today, people)
                                .name());
                write(json, read, people);
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    private static void write(JsonGenerator json, Read read, Set<PersonId> staff) throws IOException {
        StoredPortal stored = read.stored();
        Portal portal = read.portal();
        json.writeStringField("id", stored.id().text());
        json.writeNumberField("version", stored.version());
        json.writeStringField("sealed", Base64Url.encode(stored.envelope()));
        json.writeStringField("next", stored.reviewDay().toString());
        if (portal.trunk() != null) {
            json.writeStringField("trunk", portal.trunk().text());
        }
        json.writeArrayFieldStart("people");
        for (PersonId person : portal.people()) {
            json.writeStartObject();
            json.writeStringField("id", person.text());
            json.writeBooleanField("left", !staff.contains(person));
            json.writeEndObject();
        }
        json.writeEndArray();
        PortalText.writeSettings(json, portal);
    }

    // what is written down

    private void add(Context request) throws IOException {
        DeskSession session = desk.changing(DeskSession.of(request));
        Asked asked = Asked.of(request)
                .only("id", "trunk", "people", "itemisedOff", "twoStep", "every", "sealed", "generation");
        PortalId id = new PortalId(asked.id("id"));
        Label trunk = PortalText.trunk(asked);
        if (trunk != null && !register.trunks().contains(trunk)) {
            throw new RefusedException(Refusal.NOT_FOUND);
        }
        Portal portal = new Portal(
                trunk,
                onStaff(session, PortalText.people(asked)),
                PortalText.settings(asked),
                PortalText.every(asked),
                null,
                List.of(),
                null);
        Sealed sealed = sealed(session, asked);
        staff.alone(
                () -> { // two pages could write down the same trunk at once
                    if (trunk != null
                            && register.all(session.centre()).stream()
                                    .anyMatch(read -> trunk.equals(read.portal().trunk()))) {
                        throw new RefusedException(Refusal.EXISTS);
                    }
                    Staff.done(portals(session)
                            .add(new StoredPortal(
                                    id,
                                    0,
                                    sealed.generation(),
                                    PortalText.of(portal),
                                    sealed.envelope(),
                                    register.today())));
                    return id;
                });
        Exchange.answer(request, 201, Json.object(json -> json.writeStringField("id", id.text())));
    }

    /** What a browser sealed to one of the centre's keys. */
    private record Sealed(byte[] envelope, int generation) {
        StoredPortal with(StoredPortal portal) {
            return new StoredPortal(
                    portal.id(), portal.version(), generation, portal.settled(), envelope, portal.reviewDay());
        }
    }

    private Sealed sealed(DeskSession session, Asked asked) {
        Centre centre = staff.centre(session.centre());
        int generation = asked.number("generation", 1, Integer.MAX_VALUE);
        if (generation != centre.generation()) {
            throw new RefusedException(Refusal.MOVED_ON);
        }
        return new Sealed(
                SealedBytes.in(asked, "sealed", new Expected(SealedBytes.PORTAL, generation, centre.publicKey())),
                generation);
    }

    private Set<PersonId> onStaff(DeskSession session, Set<PersonId> people) {
        if (!register.people(session.centre()).containsAll(people)) {
            throw new RefusedException(Refusal.NO_SUCH_PERSON);
        }
        return people;
    }

    private PersonId onStaff(DeskSession session, PersonId person) {
        return onStaff(session, Set.of(person)).iterator().next();
    }

    private Read find(Context request, DeskSession session) {
        return PortalId.parse(request.pathParam("id"))
                .flatMap(id -> portals(session).read(id))
                .flatMap(PortalDesk::read)
                .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_PORTAL));
    }

    private void settle(Context request) throws IOException {
        DeskSession session = desk.changing(DeskSession.of(request));
        Asked asked =
                Asked.of(request).only("version", "people", "itemisedOff", "twoStep", "every", "sealed", "generation");
        Read read = find(request, session);
        Portal before = read.portal();
        Portal wanted = new Portal(
                before.trunk(),
                onStaff(session, PortalText.people(asked)),
                PortalText.settings(asked),
                PortalText.every(asked),
                null,
                List.of(),
                null);
        Portal next = before.settled(wanted, register.people(session.centre()));
        if (next.people().size() > Portal.MOST_PEOPLE) {
            throw new RefusedException(Refusal.NO_ROOM);
        }
        LocalDate due = Optional.ofNullable(next.reviewed())
                .map(day -> day.plusDays(next.every()))
                .orElse(read.stored().reviewDay());
        replace(request, session, sealed(session, asked).with(next(read, asked, next, due)));
    }

    private void review(Context request) throws IOException {
        DeskSession session = desk.changing(DeskSession.of(request));
        Asked asked = Asked.of(request).only("version");
        Read read = find(request, session);
        LocalDate today = register.today();
        Portal next = read.portal().looked(today);
        replace(request, session, next(read, asked, next, today.plusDays(next.every())));
    }

    private void shred(Context request) throws IOException {
        DeskSession session = desk.changing(DeskSession.of(request));
        Asked asked = Asked.of(request).only("version", "month", "person");
        YearMonth month = PortalText.month(asked);
        LocalDate today = register.today();
        if (month.isAfter(YearMonth.from(today)) || Portal.isOld(month, today)) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        PersonId by = onStaff(session, new PersonId(asked.id("person")));
        Read read = find(request, session);
        Portal next = read.portal().shredded(new Paper(month, new Signed(by, today)));
        replace(request, session, next(read, asked, next, read.stored().reviewDay()));
    }

    private void close(Context request) throws IOException {
        DeskSession session = desk.changing(DeskSession.of(request));
        Asked asked = Asked.of(request).only("version", "person", "sealed", "generation");
        PersonId gone = new PersonId(asked.id("person"));
        Read read = find(request, session);
        if (!read.portal().left(register.people(session.centre())).contains(gone)) {
            throw new RefusedException(Refusal.NO_SUCH_PERSON);
        }
        Portal next = read.portal().closed(gone, new Signed(session.person(), register.today()));
        replace(
                request,
                session,
                sealed(session, asked)
                        .with(next(read, asked, next, read.stored().reviewDay())));
    }

    /** The version is the one that the page saw: what somebody else changed since is not overwritten. */
    private static StoredPortal next(Read read, Asked asked, Portal portal, LocalDate due) {
        StoredPortal stored = read.stored();
        int version = asked.number("version", 1, Integer.MAX_VALUE);
        return new StoredPortal(
                stored.id(), version, stored.generation(), PortalText.of(portal), stored.envelope(), due);
    }

    private void replace(Context request, DeskSession session, StoredPortal next) {
        Staff.done(portals(session).replace(next));
        request.status(204);
    }

    private void drop(Context request) {
        DeskSession session = desk.changing(DeskSession.of(request));
        PortalId id =
                PortalId.parse(request.pathParam("id")).orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_PORTAL));
        Staff.done(portals(session).drop(id));
        request.status(204);
    }
}
