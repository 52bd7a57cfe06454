package org.stillcall.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stillcall.base.Log;
import org.stillcall.call.Routes;
import org.stillcall.console.DeskSessions.News;
import org.stillcall.store.AlertKind;
import org.stillcall.store.CentreId;
import org.stillcall.store.Role;
import org.stillcall.store.StoreException;
import org.stillcall.trunk.ProbeStanding;
import org.stillcall.trunk.Ways.Way;

/**
 * Tells coordinators' pages when something about a way of calling changed, and leaves them an alert when a test call
 * has taken one out of service. Looks once a second; the switch itself has stopped using it by then. One thread.
 */
final class RouteWatch implements Runnable {
    private final Staff staff;
    private final DeskSessions sessions;
    private final Routes routes;
    private final Log log;
    private final Map<Way, ProbeStanding> known = new HashMap<>();
    private List<Routes.View> last = List.of();

    RouteWatch(Staff staff, DeskSessions sessions, Routes routes, Log log) {
        this.staff = staff;
        this.sessions = sessions;
        this.routes = routes;
        this.log = log;
    }

    @Override
    public void run() {
        try {
            look();
        } catch (StoreException e) { // a failing disk must not end the watch
            log.error("Coordinators could not be told of a line.").with(e).write();
        }
    }

    private void look() {
        List<Routes.View> now = routes.views();
        if (now.isEmpty() || now.equals(last)) {
            return; // a busy switch says nothing now and more later
        }
        last = now;
        for (Routes.View view : now) {
            ProbeStanding standing = view.standing();
            if (standing != null && standing != known.put(new Way(view.trunk(), view.mode()), standing)) {
                tell(standing);
            }
        }
        sessions.tell(session -> session.role() == Role.COORDINATOR, News.ROUTES);
    }

    private void tell(ProbeStanding standing) {
        switch (standing) {
            case LEAKED -> alert(AlertKind.LINE_LEAKED);
            case OVERDUE -> alert(AlertKind.LINE_OVERDUE);
            case UNTESTED, PASSED, DOUBTED, RECOVERING -> {
                // the page says it
            }
        }
    }

    private void alert(AlertKind kind) {
        for (CentreId centre : staff.store().centres().list()) {
            staff.alert(centre, Set.of(), kind);
        }
    }
}
