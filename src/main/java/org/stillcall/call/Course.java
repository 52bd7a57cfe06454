package org.stillcall.call;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a call went so far: its outcome once that is known, the sentence for it, how long people talked. */
final class Course {
    private static final long NOBODY_TALKS = -1;

    private @Nullable Outcome outcome;
    private String message = "";
    private String warning = "";
    private Switchboard.Met met = Switchboard.Met.NOT_SAID;
    private long talkingSince = NOBODY_TALKS;
    private long talked;

    /** The first word counts. */
    void ends(Outcome why) {
        if (outcome == null) {
            outcome = why;
        }
    }

    /** The same with a sentence of its own. */
    void ends(Outcome why, String sentence) {
        if (outcome == null) {
            outcome = why;
            message = sentence;
        }
    }

    /** What the advocate says of who answered; the last word counts. */
    void meets(Switchboard.Met whom) {
        met = whom;
    }

    /** Whether it was not who was called. */
    boolean metAnother() {
        return met != Switchboard.Met.NOT_SAID;
    }

    Optional<String> word() {
        return Optional.ofNullable(outcome).map(Outcome::name);
    }

    /** Something about the line that its advocate should know, until the call ends. */
    void warns(String sentence) {
        warning = sentence;
    }

    /** What to say now: of the end once that is settled, else the first of these that says something. */
    String words(String first, String otherwise) {
        return Stream.of(message, warning, first)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse(otherwise);
    }

    /** From now on the sentence of the outcome is shown, unless there is one of its own; gives the outcome. */
    Outcome settle(Outcome otherwise) {
        Outcome ended = outcome == null ? otherwise : outcome;
        Outcome known = met(ended);
        outcome = known;
        message = message.isEmpty() || known != ended ? known.message() : message;
        return known;
    }

    /** Who answered says more than how the line went, and nothing of a call that was not answered or made. */
    private Outcome met(Outcome known) {
        boolean open = known == Outcome.TALKED || known == Outcome.DROPPED || known == Outcome.ENDED_BY_ADVOCATE;
        return switch (met) {
            case NOT_SAID -> known;
            case VOICEMAIL -> open ? Outcome.VOICEMAIL : known;
            case SOMEBODY_ELSE -> open ? Outcome.SOMEBODY_ELSE : known;
        };
    }

    void talks(long nowMillis) {
        talkingSince = nowMillis;
    }

    void pauses(long nowMillis) {
        if (talkingSince != NOBODY_TALKS) {
            talked += Math.max(1, nowMillis - talkingSince);
            talkingSince = NOBODY_TALKS;
        }
    }

    /** In milliseconds; 0 when nobody talked. */
    long talkedMillis() {
        return talked;
    }
}
