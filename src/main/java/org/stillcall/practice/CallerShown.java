package org.stillcall.practice;

import java.util.List;
import java.util.Set;

/**
 * What a handset is given to show of its caller: a pure function of what arrived and of what the carrier does wrong.
 *
 * @param text {@code Private}, or the number with its name
 * @param extra header lines, from a carrier that passes everything
 */
record CallerShown(boolean hidden, String text, List<String> extra) {
    static final String PRIVATE = "Private";

    static CallerShown of(Arrival arrival, Set<Fault> faults) {
        List<String> extra = faults.contains(Fault.PASSES_EVERY_HEADER) ? arrival.lines() : List.of();
        String caller = caller(arrival, faults);
        return new CallerShown(caller.isEmpty(), caller.isEmpty() ? PRIVATE : caller, extra);
    }

    /** What a desk phone shows: whatever its switch put in From. */
    static CallerShown atDesk(Arrival arrival) {
        String text = arrival.display().isEmpty() ? written(arrival.user()) : arrival.display();
        return new CallerShown(false, text.isEmpty() ? PRIVATE : text, List.of());
    }

    private static String caller(Arrival arrival, Set<Fault> faults) {
        String seen = seen(arrival, faults);
        return seen.isEmpty() ? "" : named(seen, seen.equals(arrival.user()) ? arrival.display() : "");
    }

    /** The number that the handset is given, as it came; empty for none. */
    static String seen(Arrival arrival, Set<Fault> faults) {
        if (faults.contains(Fault.REWRITES_FROM)) {
            return PracticeNumbers.MAIN;
        }
        if (faults.contains(Fault.PREFERS_REMOTE_PARTY_ID)
                && !arrival.remoteParty().isEmpty()) {
            return arrival.remoteParty();
        }
        if (faults.contains(Fault.LEAKS_ASSERTED_IDENTITY)
                && !arrival.asserted().isEmpty()) {
            return arrival.asserted();
        }
        if (arrival.asksPrivacy() && !faults.contains(Fault.IGNORES_PRIVACY)) {
            return "";
        }
        return arrival.anonymous() ? arrival.asserted() : arrival.user();
    }

    /** The carrier's own directory of names goes before what the caller says. */
    private static String named(String user, String display) {
        String listed = PracticeNumbers.name(user.startsWith("+") ? user.substring(1) : user);
        String name = listed.isEmpty() ? display : listed;
        return name.isEmpty() ? written(user) : written(user) + ", " + name;
    }

    /** As phones of the plan write it; any other text as it is. */
    static String written(String user) {
        String plain = user.startsWith("+") ? user.substring(1) : user;
        boolean national =
                plain.length() == 11 && plain.startsWith("1") && plain.chars().allMatch(Character::isDigit);
        return national ? "(" + plain.substring(1, 4) + ") " + plain.substring(4, 7) + "-" + plain.substring(7) : user;
    }
}
