package org.stillcall.store;

import java.time.LocalDate;

/**
 * A centre: its key's generation and public half (65 bytes, uncompressed P-256 point), its settings as JSON text, and
 * whether a device was wiped since its key was made, so that the key must be changed.
 */
public record Centre(
        CentreId id, int generation, byte[] publicKey, String settings, boolean rotationDue, LocalDate addedDay) {
    @Override
    public String toString() {
        return "Centre";
    }
}
