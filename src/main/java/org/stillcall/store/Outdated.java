package org.stillcall.store;

/** Something still sealed to an older generation of the centre's key, for an unlocked browser to seal anew. */
public record Outdated(Kind kind, String id, int version, int generation, byte[] sealed) {
    /** What can be sealed anew. */
    public enum Kind {
        PLAN,
        RELEASE,
        PERSON,
        MESSAGE,
        PORTAL
    }

    /** Where one stands in the order of {@link Reseals#next}. */
    public record Place(Kind kind, String id) {}

    @Override
    public String toString() {
        return "Outdated";
    }
}
