package org.stillcall.console;

import java.util.HashMap;
import java.util.Map;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.store.Change;
import org.stillcall.store.TallyName;

/**
 * What is counted by the month, of nobody. Counted in memory and written each hour: the moment of writing would tell
 * the moment of a call. Threads may share it.
 */
final class MonthTotals implements AutoCloseable {
    private final Staff staff;
    private final Log log;
    private final Map<TallyName, Integer> counted = new HashMap<>();

    MonthTotals(Staff staff, Log log) {
        this.staff = staff;
        this.log = log;
    }

    /** Once more in this month; there are as many names as the configuration has. */
    void count(Label name) {
        count(TallyName.of(name), 1);
    }

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
        take().forEach(this::write);
    }

    private void write(TallyName name, int times) {
        try {
            Change change = staff.store().tallies(staff.onlyCentre().id()).add(name, times);
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
