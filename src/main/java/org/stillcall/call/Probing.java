package org.stillcall.call;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.trunk.Expected;
import org.stillcall.trunk.Ways;

/**
 * Which trunks are tested, and how.
 *
 * @param ours what is the centre's, looked for in what arrives
 * @param ways which ways are closed; the test calls write it, every call reads it
 */
public record Probing(List<Route> routes, Expected.Ours ours, ProbeBook book, Ways ways) {
    public Probing {
        routes = List.copyOf(routes);
    }

    /** Nothing is tested. */
    public static Probing none() {
        return new Probing(List.of(), new Expected.Ours(Set.of(), Set.of(), Set.of(), Set.of()), ProbeBook.NONE, new Ways());
    }

    /**
     * One trunk's test calls.
     *
     * @param trunk the one to be tested
     * @param comesBy the one that brings calls to the number that is called
     * @param number a number of ours at another carrier: read anew for each test call, whose owner closes it
     */
    public record Route(Label trunk, Label comesBy, Supplier<@Nullable Digits> number, Times times) {
        @Override
        public String toString() {
            return "Route";
        }
    }

    /**
     * When.
     *
     * @param interval the longest time between two
     * @param jitter how much sooner it may be, at random
     * @param overdue after which without a right one no call goes this way
     * @param answered how long one is answered for, so that its sound can be looked at; zero for never
     */
    public record Times(Duration interval, Duration jitter, Duration overdue, Duration answered) {}

    @Override
    public String toString() {
        return "Probing";
    }
}
