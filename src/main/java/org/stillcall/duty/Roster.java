package org.stillcall.duty;

import java.util.List;
import java.util.Optional;
import org.stillcall.base.Label;
import org.stillcall.store.PersonId;

/** Who is on duty now: a snapshot in memory; asked on the loop, never blocks, never throws. */
public interface Roster {
    /** In the shift, switched on, not on a break. */
    List<Worker> onDuty(Label programme, Tier tier);

    /** Only while on duty for anything. */
    Optional<Worker> find(PersonId person);

    /** Whose own number has that name, also while they are off; empty where it is nobody's, or more than one's. */
    default Optional<PersonId> whose(Label direct) {
        return Optional.empty();
    }

    /**
     * Hears after any change, on the thread that made it: ringing of whoever went off stops at once. May not block.
     */
    void listen(Runnable changed);
}
