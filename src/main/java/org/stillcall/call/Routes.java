package org.stillcall.call;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.plan.Identity;
import org.stillcall.trunk.ProbeStanding;
import org.stillcall.trunk.TrunkGrade;

/** The ways by which calls go out, and their test calls. Any thread may ask. */
public interface Routes {
    /**
     * A trunk, and what a call by it shows.
     *
     * @param standing null where no test calls are set up
     * @param day of the last test call whose result was kept; null for none
     * @param passed whether that one showed what it should and nothing else
     * @param last what is known of the last test call since the start: constant sentences, empty before the first
     * @param running whether one is on its way
     */
    record View(
            Label trunk,
            Identity mode,
            @Nullable ProbeStanding standing,
            @Nullable LocalDate day,
            boolean passed,
            List<String> last,
            boolean running) {
        public View {
            last = List.copyOf(last);
        }

        /** Whether calls may go this way. */
        public boolean open() {
            return standing == null || standing.open();
        }

        public Optional<LocalDate> lastDay() {
            return Optional.ofNullable(day);
        }
    }

    /** How well a trunk keeps what it learns (G12). */
    record Graded(Label trunk, TrunkGrade grade) {}

    List<View> views();

    /** Of every trunk, in the order in which they are tried. */
    List<Graded> grades(LocalDate today);

    /** Test calls for every way of that trunk at once; false where none are set up for it. */
    boolean testNow(Label trunk);

    /** There are none. */
    Routes NONE = new Routes() {
        @Override
        public List<View> views() {
            return List.of();
        }

        @Override
        public List<Graded> grades(LocalDate today) {
            return List.of();
        }

        @Override
        public boolean testNow(Label trunk) {
            return false;
        }

        @Override
        public String toString() {
            return "Routes";
        }
    };

    /** Other installations whose test calls come to us. */
    default Guests guests() {
        return Guests.NONE;
    }
}
