package org.stillcall.duty;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.store.CentreId;
import org.stillcall.store.Person;
import org.stillcall.store.PersonId;
import org.stillcall.store.ShiftId;
import org.stillcall.store.Store;
import org.stillcall.store.StoredDuty;
import org.stillcall.store.StoredShift;

/**
 * Everything about duty that is kept, in memory; never changed, only replaced.
 *
 * @param staff who may be on duty at all: those who hold the centre's key
 * @param versions of the shifts, which keep two people from overwriting each other
 */
record Kept(
        @Nullable CentreId centre,
        Set<PersonId> staff,
        Calendar calendar,
        Map<ShiftId, Integer> versions,
        Map<PersonId, Reach> reaches,
        Map<PersonId, Switch> switches) {
    Kept {
        staff = Set.copyOf(staff);
        versions = Map.copyOf(versions);
        reaches = Map.copyOf(reaches);
        switches = Map.copyOf(switches);
    }

    static Kept nothing(ZoneId zone) {
        return new Kept(null, Set.of(), new Calendar(zone, Map.of()), Map.of(), Map.of(), Map.of());
    }

    /** What the store holds of one centre; a text that cannot be read counts as not there. */
    static Kept read(Store store, CentreId centre, ZoneId zone) {
        Set<PersonId> staff = new TreeSet<>(java.util.Comparator.comparing(PersonId::text));
        store.people(centre).list().stream()
                .filter(person -> person.role().holdsCentreKey())
                .map(Person::id)
                .forEach(staff::add);
        Map<ShiftId, Shift> shifts = new HashMap<>();
        Map<ShiftId, Integer> versions = new HashMap<>();
        for (StoredShift shift : store.shifts(centre).list()) {
            try {
                shifts.put(shift.id(), ShiftText.read(shift.text()));
                versions.put(shift.id(), shift.version());
            } catch (DutyFields.FaultException e) {
                versions.remove(shift.id()); // written by a version that knew more
            }
        }
        Map<PersonId, Reach> reaches = new HashMap<>();
        Map<PersonId, Switch> switches = new HashMap<>();
        for (StoredDuty duty : store.duties(centre).list()) {
            try {
                switch (duty.kind()) {
                    case REACH -> reaches.put(duty.person(), ReachText.read(duty.text()));
                    case SWITCH -> switches.put(duty.person(), SwitchText.read(duty.text()));
                    case FEED, KEYPAD -> {} // see Feeds and KeypadPins
                }
            } catch (DutyFields.FaultException e) {
                reaches.remove(duty.person());
            }
        }
        return new Kept(centre, staff, new Calendar(zone, shifts), versions, reaches, switches);
    }

    Reach reach(PersonId person) {
        return reaches.getOrDefault(person, Reach.UNSAID);
    }

    /** Who of the staff has that number; one person at most, unless somebody left it to two. */
    List<PersonId> whose(Label direct) {
        return staff.stream()
                .filter(person -> direct.equals(reach(person).direct()))
                .toList();
    }

    /** With another switch, or none, of one person. */
    Kept with(PersonId person, @Nullable Switch said) {
        Map<PersonId, Switch> next = new HashMap<>(switches);
        if (said == null) {
            next.remove(person);
        } else {
            next.put(person, said);
        }
        return new Kept(centre, staff, calendar, versions, reaches, next);
    }

    @Override
    public String toString() {
        return "Kept";
    }
}
