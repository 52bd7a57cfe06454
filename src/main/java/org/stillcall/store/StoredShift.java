package org.stillcall.store;

/** A shift as it is kept; the text is {@code duty}'s. */
public record StoredShift(ShiftId id, int version, byte[] text) {
    @Override
    public String toString() {
        return "StoredShift";
    }
}
