package org.stillcall.call;

import java.time.Duration;
import org.stillcall.plan.DroppedRule;

/** What follows once a call was lost while people talked (G16): a pure decision. */
sealed interface Followup {
    /** The system calls once more after {@code pause}. */
    record Redial(Duration pause) implements Followup {}

    /** The number that was shown leads to the same advocate for {@code open}. */
    record Hold(Duration open) implements Followup {}

    record Nothing(Why why) implements Followup {}

    /**
     * What is known when the line is lost.
     *
     * @param again whether the one redial was used
     * @param late whether a redial would come when no call may begin
     * @param room whether a further line can be held
     */
    record Facts(LineEnd end, boolean again, boolean late, Shown shown, boolean room) {}

    /** What the survivor's phone was shown. */
    enum Shown {
        NOTHING,
        NUMBER,
        /** The number, by a consent for one call, which is used up. */
        ONCE
    }

    /** Why nothing follows, as the advocate is told. */
    enum Why {
        NEVER("The line dropped, and nothing is to follow: nothing rings by itself."),
        UNCLEAR("The call ended in a way that may have been a hang-up, so nothing rings by itself."),
        TWICE("The line dropped again. One more call was agreed and it was made, so nothing rings."),
        LATE("The line dropped. Calling once more would come at a time that is not safe, so nothing rings."),
        SHOWN_ONCE("The line dropped. They agreed to one call that shows a number, and this was it: nothing rings."),
        WITHHELD("The line dropped. This call showed no number, so they cannot call it back. Nothing rings."),
        FULL("The line dropped, and too many lines are held already, so this one cannot be. Nothing rings.");

        private final String sentence;

        Why(String sentence) {
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    static Followup of(DroppedRule rule, Facts facts) {
        return switch (rule) {
            case DroppedRule.Never never -> new Nothing(facts.end() == LineEnd.UNCLEAR ? Why.UNCLEAR : Why.NEVER);
            case DroppedRule.RedialOnce redial -> redial(redial, facts);
            case DroppedRule.WaitForReturn hold -> hold(hold, facts);
        };
    }

    private static Followup redial(DroppedRule.RedialOnce rule, Facts facts) {
        if (facts.end() != LineEnd.LOST) {
            return new Nothing(Why.UNCLEAR);
        }
        if (facts.again()) {
            return new Nothing(Why.TWICE);
        }
        if (facts.shown() == Shown.ONCE) {
            return new Nothing(Why.SHOWN_ONCE);
        }
        return facts.late() ? new Nothing(Why.LATE) : new Redial(rule.pause());
    }

    /** A line may be held in doubt as well: nothing rings at the survivor's side. */
    private static Followup hold(DroppedRule.WaitForReturn rule, Facts facts) {
        if (facts.shown() == Shown.NOTHING) {
            return new Nothing(Why.WITHHELD);
        }
        return facts.room() ? new Hold(rule.open()) : new Nothing(Why.FULL);
    }
}
