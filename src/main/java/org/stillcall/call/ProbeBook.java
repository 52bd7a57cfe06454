package org.stillcall.call;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.stillcall.trunk.PilotNumber;
import org.stillcall.trunk.Ways.Way;

/**
 * What is kept of test calls: of each way whether the last one passed, and the day; and the numbers that are lent to
 * nobody. Nothing else.
 */
public interface ProbeBook {
    /** @param passed whether it showed what it should and nothing else */
    record Entry(Way way, boolean passed, LocalDate day) {}

    /** What was kept before; asked once, at the start. */
    List<Entry> kept();

    /** Keeps this in the place of what was kept of the same way. Never blocks: it is asked on the loop. */
    void keep(Entry entry);

    /** The numbers that are lent to nobody, as they were before; asked once, at the start. */
    default Set<PilotNumber> withdrawn() {
        return Set.of();
    }

    /** Keeps that this number is lent to nobody. Never blocks. */
    default void withdraw(PilotNumber number) {}

    /** Nothing is kept. */
    ProbeBook NONE = new ProbeBook() {
        @Override
        public List<Entry> kept() {
            return List.of();
        }

        @Override
        public void keep(Entry entry) {
            // nobody asks for it later
        }

        @Override
        public String toString() {
            return "ProbeBook";
        }
    };
}
