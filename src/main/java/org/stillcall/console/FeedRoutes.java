package org.stillcall.console;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.stillcall.console.Route.Needs;
import org.stillcall.duty.CalendarText;
import org.stillcall.duty.Feeds;
import org.stillcall.store.CentreId;
import org.stillcall.store.PersonId;

/** One's own shifts as a calendar, at a secret address that can be ended: times and nothing else. */
final class FeedRoutes {
    private static final String ENDING = ".ics";
    private static final int MINUTE_MILLIS = 60_000;

    private final Staff staff;
    private final PlanDesk desk;
    private final Feeds feeds;
    private final LongSupplier nowMillis;
    /** Of calendars that are there, so no more than there are people. */
    private final Map<PersonId, Throttle> readings = new ConcurrentHashMap<>();

    FeedRoutes(Staff staff, PlanDesk desk, Feeds feeds, LongSupplier nowMillis) {
        this.staff = staff;
        this.desk = desk;
        this.feeds = feeds;
        this.nowMillis = nowMillis;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/me/calendar", this::show).needs(Needs.ADVOCATE),
                Route.post("/api/me/calendar", this::open).needs(Needs.ADVOCATE),
                Route.delete("/api/me/calendar", this::close).needs(Needs.ADVOCATE),
                Route.get("/api/calendar/{token}", this::read).open());
    }

    private void show(Context request) {
        DeskSession session = DeskSession.of(request);
        boolean open = feeds.isOpen(session.centre(), session.person());
        Exchange.answer(request, 200, Json.object(json -> json.writeBooleanField("open", open)));
    }

    /** The address is told this once; another one ends it. */
    private void open(Context request) {
        DeskSession session = desk.changing(DeskSession.of(request));
        staff.sessions().requireProved(session);
        String token =
                feeds.open(session.centre(), session.person()).orElseThrow(() -> new RefusedException(Refusal.NO_ROOM));
        Exchange.answer(
                request, 201, Json.object(json -> json.writeStringField("path", "/api/calendar/" + token + ENDING)));
    }

    private void close(Context request) {
        DeskSession session = desk.changing(DeskSession.of(request));
        feeds.close(session.centre(), session.person());
        request.status(204);
    }

    /** For calendar programs, which bring no cookie. */
    private void read(Context request) {
        String name = request.pathParam("token");
        String token = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
        CentreId centre = staff.onlyCentre().id();
        PersonId person = feeds.find(centre, token).orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_CALENDAR));
        if (!staff.rota().isStaff(person)) { // they left, or became host
            feeds.close(centre, person);
            readings.remove(person);
            throw new RefusedException(Refusal.NO_SUCH_CALENDAR);
        }
        readings.computeIfAbsent(
                        person,
                        _ -> new Throttle(ApiLimits.CALENDAR_READINGS, MINUTE_MILLIS, nowMillis, Refusal.TOO_OFTEN))
                .enter();
        request.status(200)
                .contentType("text/calendar; charset=utf-8")
                .result(CalendarText.of(staff.rota().ahead(person), staff.rota().now()));
    }
}
