package org.stillcall.store;

import java.time.LocalDate;

/** A device of a member of staff. */
public record Device(
        DeviceId id, PersonId person, DeviceKind kind, byte[] publicKey, LocalDate addedDay, LocalDate lastUsedDay) {
    @Override
    public String toString() {
        return "Device";
    }
}
