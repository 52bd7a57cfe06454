package org.stillcall.store;

import java.util.Map;
import java.util.Optional;

/**
 * A device that is let in, all in one step: with its passkey, with the centre's keys wrapped to it by generation (none
 * for a host's device) and, where the person is new as well, with the person.
 */
public record Arrival(
        Optional<NewPerson> person, NewDevice device, NewCredential credential, Map<Integer, byte[]> wrapped) {
    @Override
    public String toString() {
        return "Arrival";
    }
}
