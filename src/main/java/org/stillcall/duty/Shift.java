package org.stillcall.duty;

import static org.stillcall.base.Contract.require;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.store.PersonId;

/**
 * A place that is to be filled, again and again or once: for which programme, when, by whom.
 *
 * @param person who has it on days without a cover of their own; null for nobody
 * @param covers days that differ
 */
public record Shift(
        Label programme,
        Tier tier,
        Pattern pattern,
        @Nullable PersonId person,
        Map<LocalDate, Cover> covers) {
    public Shift {
        require(covers.size() <= DutyLimits.CHANGED_DAYS, "Too many days of this shift were changed.");
        covers = Map.copyOf(covers);
    }

    public Cover cover(LocalDate date) {
        Cover own = covers.get(date);
        return own != null ? own : usual();
    }

    private Cover usual() {
        return person == null ? new Cover.Open() : new Cover.Held(person);
    }

    /** The same with another cover on that day; what is before {@code today} is forgotten on the way. */
    public Shift with(LocalDate date, Cover cover, LocalDate today) {
        SortedMap<LocalDate, Cover> next = new TreeMap<>(covers);
        next.headMap(today.minusDays(2)).clear(); // a turn of yesterday may still go on
        if (cover.equals(usual())) {
            next.remove(date);
        } else {
            next.put(date, cover);
        }
        return new Shift(programme, tier, pattern, person, next);
    }

    /** The same without anybody who is not among {@code staff}; the very same when nobody was to go. */
    Shift onlyWith(Set<PersonId> staff) {
        Map<LocalDate, Cover> next = new TreeMap<>(covers);
        next.replaceAll((date, cover) -> switch (cover) {
            case Cover.Held(PersonId it) -> staff.contains(it) ? cover : new Cover.Open();
            case Cover.Offered(PersonId it) -> staff.contains(it) ? cover : new Cover.Open();
            case Cover.Open open -> open;
            case Cover.LeftOut leftOut -> leftOut;
        });
        PersonId rest = person != null && staff.contains(person) ? person : null;
        return rest == person && next.equals(covers) ? this : new Shift(programme, tier, pattern, rest, next);
    }

    /** Whether somebody has it on any day. */
    boolean names(PersonId it) {
        return it.equals(person)
                || covers.containsValue(new Cover.Held(it))
                || covers.containsValue(new Cover.Offered(it));
    }

    @Override
    public String toString() {
        return "Shift";
    }
}
