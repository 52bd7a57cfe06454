package org.stillcall.duty;

import java.util.List;
import java.util.Set;
import org.stillcall.base.Label;
import org.stillcall.store.PersonId;

/**
 * Somebody who is on duty.
 *
 * @param phones names of configured phones that are theirs, in their order
 */
public record Worker(PersonId person, Set<Label> languages, Voice voice, List<Label> phones) {
    public Worker {
        languages = Set.copyOf(languages);
        phones = List.copyOf(phones);
    }

    @Override
    public String toString() {
        return "Worker";
    }
}
