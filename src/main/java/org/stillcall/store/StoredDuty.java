package org.stillcall.store;

/** One thing that is kept of a person's duty; the text is {@code duty}'s. */
public record StoredDuty(PersonId person, DutyKind kind, byte[] text) {
    @Override
    public String toString() {
        return "StoredDuty";
    }
}
