package org.stillcall.console;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.store.PersonId;

/**
 * What the server knows of one account at a carrier: who of the staff can log in there, how it is set, when somebody
 * looked at that, and who destroyed its paper bills. Names stand in the envelope beside it. Pure.
 *
 * @param trunk the configured one that it is for; null for any other account
 * @param people who of the staff can log in; those among them who are not on the staff any more still can
 * @param every after how many days somebody looks at it again
 * @param reviewed when somebody did last; null before the first time
 * @param papers by month, the oldest first
 * @param closed who said last that somebody's access is closed; null before the first time
 */
record Portal(
        @Nullable Label trunk,
        Set<PersonId> people,
        Settings settings,
        int every,
        @Nullable LocalDate reviewed,
        List<Paper> papers,
        @Nullable Signed closed) {
    /** Who of the staff can log in at one portal; more are refused. */
    static final int MOST_PEOPLE = 20;
    /** Days from one review to the next. */
    static final int MOST_DAYS = 180;
    /** Months of which the destroying of paper bills is kept; older ones go. */
    static final int MONTHS = 24;

    private static final int LONG_OVERDUE_DAYS = 14;

    Portal {
        people = Set.copyOf(people);
        papers = List.copyOf(papers);
    }

    /** What somebody saw at the carrier. */
    enum Known {
        YES,
        NO,
        UNKNOWN
    }

    /**
     * How the account is set.
     *
     * @param itemisedOff whether the carrier lists no single calls
     * @param twoStep whether logging in takes more than a password
     */
    record Settings(Known itemisedOff, Known twoStep) {}

    /** Who of the staff said so, and when. */
    record Signed(PersonId by, LocalDate day) {}

    /** Whoever of the staff destroyed the paper bills of that month. */
    record Paper(YearMonth month, Signed signed) {}

    /** How urgent it is to look at a portal. */
    enum Urgency {
        NONE,
        DUE,
        LONG_DUE,
        LEFT
    }

    /** Those who can log in there and are not on the staff any more. */
    Set<PersonId> left(Set<PersonId> staff) {
        Set<PersonId> left = new LinkedHashSet<>(people);
        left.removeAll(staff);
        return left;
    }

    Urgency urgency(LocalDate next, LocalDate today, Set<PersonId> staff) {
        if (!left(staff).isEmpty()) {
            return Urgency.LEFT;
        }
        if (!next.isBefore(today)) {
            return reviewed == null ? Urgency.DUE : Urgency.NONE;
        }
        return next.plusDays(LONG_OVERDUE_DAYS).isBefore(today) ? Urgency.LONG_DUE : Urgency.DUE;
    }

    /** With other people and settings; those who left stay until somebody says that their access is closed. */
    Portal settled(Portal asked, Set<PersonId> staff) {
        Set<PersonId> all = new LinkedHashSet<>(asked.people);
        all.addAll(left(staff));
        return new Portal(trunk, all, asked.settings, asked.every, reviewed, papers, closed);
    }

    Portal looked(LocalDate today) {
        return new Portal(trunk, people, settings, every, today, papers, closed);
    }

    Portal shredded(Paper paper) {
        List<Paper> all = new ArrayList<>(papers);
        all.removeIf(each -> each.month().equals(paper.month())
                || isOld(each.month(), paper.signed().day()));
        all.add(paper);
        all.sort(Comparator.comparing(Paper::month));
        return new Portal(trunk, people, settings, every, reviewed, all, closed);
    }

    static boolean isOld(YearMonth month, LocalDate today) {
        return !month.isAfter(YearMonth.from(today).minusMonths(MONTHS));
    }

    Portal closed(PersonId person, Signed by) {
        Set<PersonId> others = new LinkedHashSet<>(people);
        others.remove(person);
        return new Portal(trunk, others, settings, every, reviewed, papers, by);
    }
}
