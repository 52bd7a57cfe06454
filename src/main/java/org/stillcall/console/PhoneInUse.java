package org.stillcall.console;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.duty.Rota;
import org.stillcall.duty.Standing;
import org.stillcall.store.PersonId;

/**
 * The phone that somebody chose last: it comes first in their choice until their shift ends, since the desk that it
 * stands on may be a colleague's then; without a shift until they sign out.
 *
 * @param until null for the latter
 */
record PhoneInUse(Label phone, @Nullable Instant until) {
    static PhoneInUse of(Label phone, PersonId person, Rota rota) {
        Standing standing = rota.standing(person);
        return new PhoneInUse(phone, standing.state() == Standing.State.NONE ? null : standing.until());
    }

    /** The phone, as long as it still is the one. */
    Optional<Label> now(Rota rota) {
        return until == null || rota.now().isBefore(until) ? Optional.of(phone) : Optional.empty();
    }
}
