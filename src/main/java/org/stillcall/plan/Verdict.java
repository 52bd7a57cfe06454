package org.stillcall.plan;

import java.time.Instant;
import java.util.Optional;

/** What is decided about a call before anything rings. */
public sealed interface Verdict {
    /** The call may be placed and shows {@code identity}, which is never more than was asked for. */
    record Permit(Identity identity) implements Verdict {}

    /** The call may be placed once the advocate has said yes to the question; then ask again with it confirmed. */
    record Confirm(Question question) implements Verdict {}

    /** The call is not placed; a next safe time stands here only where waiting for it helps. */
    record Refuse(Reason reason, Optional<Instant> nextSafeTime) implements Verdict {}
}
