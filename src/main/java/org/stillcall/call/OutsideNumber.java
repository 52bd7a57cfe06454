package org.stillcall.call;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.trunk.Lease;

/** What a call to somebody outside takes who is no survivor: their number off the heap, and a leased one of our own. */
record OutsideNumber(Digits number, Lease lease) {
    /** Null when the number cannot be read or none of ours is free. */
    static @Nullable OutsideNumber take(Exchange exchange, NearPhone.Outside phone) {
        Digits number = phone.number().get();
        if (number == null) {
            return null;
        }
        Optional<Lease> lease = exchange.numbers().lease();
        if (lease.isEmpty()) {
            number.close();
            return null;
        }
        return new OutsideNumber(number, lease.get());
    }

    @Override
    public String toString() {
        return "OutsideNumber";
    }
}
