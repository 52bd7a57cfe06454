package org.stillcall.console;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.call.Switchboard;
import org.stillcall.call.Switchboard.LineView;
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
    private long known;
    private @Nullable LocalDate told;

    UnansweredWatch(Staff staff, Switchboard switchboard, ZoneId zone) {
        this.staff = staff;
        this.switchboard = switchboard;
        this.zone = zone;
    }

    @Override
    public void run() {
        long all = switchboard.lines().stream().mapToLong(LineView::unanswered).sum();
        LocalDate today = LocalDate.ofInstant(staff.now(), zone);
        if (all > known && !today.equals(told)) {
            told = today;
            for (CentreId centre : staff.store().centres().list()) {
                staff.alert(centre, Set.of(), AlertKind.CALLERS_UNANSWERED);
            }
        }
        known = Math.max(known, all); // a busy switch says nothing now and more later
    }
}
