package org.stillcall.console;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Log;
import org.stillcall.call.LineView;
import org.stillcall.call.Switchboard;
import org.stillcall.store.AlertKind;
import org.stillcall.store.CentreId;

/**
 * Lets coordinators know that callers were taken by nobody: once a day at most, so that an alert tells the day of it
 * and neither how many they were nor when they called. One thread.
 */
final class UnansweredWatch implements Runnable {
    private final Staff staff;
    private final Switchboard switchboard;
    private final ZoneId zone;
    private final Log log;
    private long known;
    private @Nullable LocalDate told;

    UnansweredWatch(Staff staff, Switchboard switchboard, ZoneId zone, Log log) {
        this.staff = staff;
        this.switchboard = switchboard;
        this.zone = zone;
        this.log = log;
    }

    /** A failing disk must not end it: it is told at the next look then. */
    @Override
    public void run() {
        try {
            look();
        } catch (RuntimeException e) {
            log.error("Coordinators could not be told that callers were taken by nobody.")
                    .with(e)
                    .write();
        }
    }

    private void look() {
        long all = switchboard.lines().stream().mapToLong(LineView::unanswered).sum();
        LocalDate today = LocalDate.ofInstant(staff.now(), zone);
        if (all > known && !today.equals(told)) {
            for (CentreId centre : staff.store().centres().list()) {
                staff.alert(centre, Set.of(), AlertKind.CALLERS_UNANSWERED);
            }
            told = today;
        }
        known = Math.max(known, all); // a busy switch says nothing now and more later
    }
}
