package org.stillcall.store;

import java.time.LocalDate;

/** A passkey (WebAuthn credential record) of a person on a device. */
public record Credential(
        byte[] id,
        PersonId person,
        DeviceId device,
        byte[] userHandle,
        byte[] cosePublicKey,
        long signCount,
        boolean backupEligible,
        boolean backedUp,
        LocalDate addedDay,
        LocalDate lastUsedDay) {
    @Override
    public String toString() {
        return "Credential";
    }
}
