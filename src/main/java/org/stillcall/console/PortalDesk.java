package org.stillcall.console;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stillcall.base.Label;
import org.stillcall.call.Switchboard;
import org.stillcall.call.TrunkUse;
import org.stillcall.store.CentreId;
import org.stillcall.store.Person;
import org.stillcall.store.PersonId;
import org.stillcall.store.StoredPortal;

/** The register of carriers' portals as it is kept and as it is meant; threads may share it. */
record PortalDesk(Staff staff, Switchboard switchboard, ZoneId zone) {
    /** An entry as it is kept and as it is meant. */
    record Read(StoredPortal stored, Portal portal) {
        @Override
        public String toString() {
            return "Read";
        }
    }

    LocalDate today() {
        return LocalDate.ofInstant(staff.now(), zone);
    }

    /** The configured trunks. */
    List<Label> trunks() {
        return switchboard.uses().stream().map(TrunkUse.Sums::trunk).toList();
    }

    Set<PersonId> people(CentreId centre) {
        return staff.store().people(centre).list().stream().map(Person::id).collect(Collectors.toSet());
    }

    /** All entries of a centre; one that is broken on the disk does not hide the others. */
    List<Read> all(CentreId centre) {
        return staff.store().portals(centre).list().stream()
                .flatMap(stored -> read(stored).stream())
                .toList();
    }

    static Optional<Read> read(StoredPortal stored) {
        return PortalText.parse(stored.settled()).map(portal -> new Read(stored, portal));
    }

    /** How all centres' registers stand, for the board of safety. */
    SafetyBoard.Portals standing() {
        LocalDate today = today();
        Set<Portal.Urgency> urgencies = EnumSet.of(Portal.Urgency.NONE);
        Set<Label> unwritten = new HashSet<>(trunks());
        for (CentreId centre : staff.store().centres().list()) {
            Set<PersonId> people = people(centre);
            for (Read read : all(centre)) {
                urgencies.add(read.portal().urgency(read.stored().reviewDay(), today, people));
                if (read.portal().trunk() != null) {
                    unwritten.remove(read.portal().trunk());
                }
            }
        }
        return new SafetyBoard.Portals(urgencies, !unwritten.isEmpty());
    }
}
