package org.stillcall.store;

import java.time.LocalDate;

/**
 * An entry of the register of carriers' portals; the text is {@code console}'s.
 *
 * @param generation which of the centre's keys the envelope is sealed to
 * @param reviewDay when somebody looks at it next
 */
public record StoredPortal(
        PortalId id, int version, int generation, byte[] settled, byte[] envelope, LocalDate reviewDay) {
    @Override
    public String toString() {
        return "StoredPortal";
    }
}
