package org.stillcall.server;

import java.util.List;
import java.util.Optional;
import org.stillcall.base.Label;
import org.stillcall.duty.Roster;
import org.stillcall.duty.Tier;
import org.stillcall.duty.Worker;
import org.stillcall.store.PersonId;

/** Where nobody has a shift. */
final class NobodyOnDuty implements Roster {
    @Override
    public List<Worker> onDuty(Label programme, Tier tier) {
        return List.of();
    }

    @Override
    public Optional<Worker> find(PersonId person) {
        return Optional.empty();
    }

    @Override
    public void listen(Runnable changed) {
        // nothing ever changes
    }
}
