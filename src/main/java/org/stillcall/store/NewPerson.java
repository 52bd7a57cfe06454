package org.stillcall.store;

/** A member of staff to be added; the name is sealed to the centre's key of {@code nameGeneration}. */
public record NewPerson(PersonId id, Role role, byte[] sealedName, int nameGeneration) {
    @Override
    public String toString() {
        return "NewPerson";
    }
}
