package org.stillcall.trunk;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.plan.Identity;

/**
 * What a test call may show.
 *
 * @param mode what it was to show
 * @param lent the number that it borrowed
 * @param alias the name that may stand beside that number; null for none
 */
public record Expected(
        Identity mode, PilotNumber lent, @Nullable CallerName alias, Ours ours) {
    /**
     * What is the centre's.
     *
     * @param numbers every number of the centre, the borrowed ones among them
     * @param networkNames what networks say of these numbers by themselves and may say, such as a town
     * @param unsaid names of the centre and its services, which must stand nowhere
     * @param marks by what else one could know it, such as its account at a carrier or the name of its host: these must
     *     not stand in what is said of the sound
     */
    public record Ours(Set<PilotNumber> numbers, Set<String> networkNames, Set<String> unsaid, Set<String> marks) {
        public Ours {
            marks = Set.copyOf(marks);
            numbers = Set.copyOf(numbers);
            networkNames = Set.copyOf(networkNames);
            unsaid = Set.copyOf(unsaid);
        }

        @Override
        public String toString() {
            return "Ours";
        }
    }

    @Override
    public String toString() {
        return "Expected";
    }
}
