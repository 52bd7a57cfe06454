package org.stillcall.store;

import java.time.LocalDate;

/** A member of staff; the name is an envelope (kind 4) that only browsers open. */
public record Person(
        PersonId id,
        Role role,
        int version,
        byte[] sealedName,
        int nameGeneration,
        LocalDate addedDay,
        int lockSeconds,
        boolean lockOnHide) {
    @Override
    public String toString() {
        return "Person";
    }
}
