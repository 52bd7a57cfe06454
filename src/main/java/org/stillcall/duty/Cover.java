package org.stillcall.duty;

import org.stillcall.store.PersonId;

/** Who does a shift on one day. Why somebody does not is kept nowhere. */
public sealed interface Cover {
    /** Somebody has it. */
    record Held(PersonId person) implements Cover {}

    /** Somebody has it until a colleague takes it. */
    record Offered(PersonId person) implements Cover {}

    /** Nobody has it yet: a gap. */
    record Open() implements Cover {}

    /** It does not take place. */
    record LeftOut() implements Cover {}
}
