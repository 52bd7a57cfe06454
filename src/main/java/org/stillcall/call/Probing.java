package org.stillcall.call;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.base.Secret;
import org.stillcall.trunk.Expected;
import org.stillcall.trunk.Ways;

/**
 * Which trunks are tested, and how.
 *
 * @param guests other installations whose test calls come to us
 * @param ours what is the centre's, looked for in what arrives
 * @param ways which ways are closed; the test calls write it, every call reads it
 */
public record Probing(List<Route> routes, List<Guest> guests, Expected.Ours ours, ProbeBook book, Ways ways) {
    public Probing {
        routes = List.copyOf(routes);
        guests = List.copyOf(guests);
    }

    /** Nothing is tested. */
    public static Probing none() {
        Expected.Ours nothing = new Expected.Ours(Set.of(), Set.of(), Set.of(), Set.of());
        return new Probing(List.of(), List.of(), nothing, ProbeBook.NONE, new Ways());
    }

    /**
     * One trunk's test calls.
     *
     * @param trunk the one to be tested
     * @param back by what it comes to be seen
     * @param number the number that is called: read anew for each test call, whose owner closes it
     */
    public record Route(Label trunk, Back back, Supplier<@Nullable Digits> number, Times times) {
        @Override
        public String toString() {
            return "Route";
        }
    }

    /** Who sees a test call where it arrives. */
    public sealed interface Back {
        /** We do: that trunk brings calls to a number of ours at another carrier. */
        record ByTrunk(Label trunk) implements Back {}

        /** Another installation does, and tells us. */
        record ByPartner(ProbePartner partner) implements Back {}
    }

    /**
     * Another installation whose test calls come to us.
     *
     * @param name by which it asks
     * @param comesBy the trunk that brings calls to the number that it calls
     * @param number that number, read for each test call, whose owner closes it
     * @param secret what it has to know
     * @param answered how long one is answered for at most; zero for never
     */
    public record Guest(
            Label name, Label comesBy, Supplier<@Nullable Digits> number, Secret secret, Duration answered) {
        @Override
        public String toString() {
            return "Guest";
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
