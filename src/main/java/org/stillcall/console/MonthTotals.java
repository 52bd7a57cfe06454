package org.stillcall.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stillcall.base.Log;
import org.stillcall.store.Change;
import org.stillcall.store.Tallies;
import org.stillcall.store.TallyName;

/**
 * What is counted by the month, of nobody. Counted in memory and written each hour: the moment of writing would tell
 * the moment of a call. Threads may share it.
 */
final class MonthTotals implements AutoCloseable {
    private final Staff staff;
    private final List<TallyName> frame;
    private final Log log;
    private final Map<TallyName, Integer> counted = new HashMap<>();

    /** @param frame names that have a tally in each month, also of nought */
    MonthTotals(Staff staff, List<TallyName> frame, Log log) {
        this.staff = staff;
        this.frame = List.copyOf(frame);
        this.log = log;
    }

    /** So often more in this month; there are as many names as the configuration has. */
    synchronized void count(TallyName name, int times) {
        counted.merge(name, times, Integer::sum);
    }

    private synchronized Map<TallyName, Integer> take() {
        Map<TallyName, Integer> taken = Map.copyOf(counted);
        counted.clear();
        return taken;
    }

    /** Writes the totals of the last hour. */
    void write() {
        try {
            staff.anyCentre().ifPresent(centre -> tallies().frame(frame));
        } catch (RuntimeException e) {
            log.error("A total of this month could not be counted.").with(e).write();
        }
        take().forEach(this::write);
    }

    private Tallies tallies() {
        return staff.store().tallies(staff.onlyCentre().id());
    }

    private void write(TallyName name, int times) {
        try {
            Change change = tallies().add(name, times);
            if (change != Change.DONE) {
                log.warn("A total of this month could not be counted.").write();
            }
        } catch (RuntimeException e) {
            count(name, times);
            log.error("A total of this month could not be counted.").with(e).write();
        }
    }

    @Override
    public void close() {
        write();
    }
}
