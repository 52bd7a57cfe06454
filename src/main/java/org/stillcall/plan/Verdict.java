package org.stillcall.plan;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is decided about a call before anything rings. */
public sealed interface Verdict {
    /**
     * The call may be placed and shows {@code identity}, which is never more than was asked for.
     *
     * @param notes what the advocate is told with it
     * @param conduct what they keep to; null where there is no plan
     */
    record Permit(
            Identity identity, Set<Note> notes, @Nullable Conduct conduct) implements Verdict {
        public Permit {
            notes = Set.copyOf(notes);
        }

        /** Without a plan: with nothing to tell. */
        public Permit(Identity identity) {
            this(identity, Set.of(), null);
        }

        /** The sentences of the notes, in the order of importance; empty where there are none. */
        public String message() {
            return notes.stream().sorted().map(Note::sentence).collect(Collectors.joining(" "));
        }
    }

    /** The call may be placed once the advocate has said yes to the question; then ask again with it confirmed. */
    record Confirm(Question question) implements Verdict {}

    /** The call is not placed; a next safe time stands here only where waiting for it helps. */
    record Refuse(Reason reason, Optional<Instant> nextSafeTime) implements Verdict {}
}
