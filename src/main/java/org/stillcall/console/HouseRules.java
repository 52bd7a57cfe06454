package org.stillcall.console;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.SafeTimes;
import org.stillcall.trunk.PilotNumber;

/** A centre's rules as they are at the moment of asking: settings beside the guide (G24), and what sheets say (G30). */
public interface HouseRules {
    /** Of a server without a configuration. */
    static HouseRules none() {
        return new HouseRules() {
            @Override
            public List<Row> rows() {
                return List.of();
            }

            @Override
            public Sheet sheet() {
                return new Sheet(List.of(), List.of(), new Kept(0, 0, 0, false));
            }
        };
    }

    List<Row> rows();

    Sheet sheet();

    /** What is told to those who call, are called and are answerable. */
    record Sheet(List<ProgrammeRule> programmes, List<Line> lines, Kept kept) {}

    /**
     * A number that survivors can call.
     *
     * @param messages whether a message can be left
     * @param again for how long a lost caller reaches the same person first
     * @param hours when somebody is there; null where that was not said
     */
    record Line(
            Label programme,
            List<PilotNumber> numbers,
            boolean messages,
            Duration again,
            @Nullable SafeTimes hours) {
        public Line {
            numbers = List.copyOf(numbers);
        }
    }

    /**
     * For how long at most, and how.
     *
     * @param overrideMinutes how long a call in danger waits without a second person
     * @param freeNotes whether notes may be written
     */
    record Kept(int messageDays, int planDays, int overrideMinutes, boolean freeNotes) {}

    /** How ours stands beside the guide's. */
    enum Standing {
        STRONGER,
        SAME,
        /** For a reason that is written down, until a day. */
        WEAKER,
        /** It was weaker, and its time is over: what the guide says holds, or nothing goes by it. */
        OVER
    }

    /** A constant English sentence, whose place {@code n} is filled with the number. */
    record Saying(String sentence, int n) {}

    /** Why it is weaker, in the centre's own words, and the last day of it. */
    record Excuse(String reason, LocalDate until) {}

    /**
     * One setting.
     *
     * @param practice the guide's row
     * @param setting its name, as the configuration names it
     * @param whose the programme or trunk whose it is; empty for the whole centre
     * @param about what it is about
     * @param guide what the guide says
     * @param ours what holds here now
     */
    record Row(
            String practice,
            String setting,
            Optional<Label> whose,
            String about,
            Saying guide,
            Saying ours,
            Standing standing,
            Optional<Excuse> excuse) {}
}
