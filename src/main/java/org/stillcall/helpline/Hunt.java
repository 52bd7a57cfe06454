package org.stillcall.helpline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.duty.Tier;
import org.stillcall.duty.Voice;
import org.stillcall.duty.Worker;
import org.stillcall.store.PersonId;

/**
 * Who is rung for which caller and when, as a pure table: {@code (state, event) -> (state, actions)}.
 *
 * <p>Callers come first in the order in which they came; a person is rung for one at a time and for none while they
 * talk. The first acceptance of a caller counts, a later one is told that it was late. Whoever asked for a woman is put
 * to nobody who does not say that she is one, and the same for a man: sooner the fallback group, and after it nobody.
 * Nobody who is off duty is rung, or has a caller by an acceptance that came too late. Every caller ends: connected,
 * gone, or told that there is nobody.
 */
final class Hunt {
    private Hunt() {}

    /** How a programme's people are rung. */
    enum Strategy {
        ALL_AT_ONCE,
        /** One after the other: who was rung longest ago comes first. */
        IN_TURN,
        /** One after the other: whose last call ended longest ago comes first. */
        LONGEST_IDLE
    }

    /** Who may take somebody whose language nobody on duty speaks. */
    enum Speakers {
        OWN_ONLY,
        /** Anybody: an interpreter can be asked to join. */
        WITH_INTERPRETER
    }

    /** Who may take a caller beside the one who is rung first. */
    enum Others {
        TOO,
        /** Whoever calls somebody's own number is put to nobody else. */
        NOBODY
    }

    /**
     * What a caller asked for.
     *
     * @param language null while not chosen
     * @param voice {@link Voice#NOT_SAID}: anybody
     * @param before who talked with them before a drop, and is rung first; null for nobody
     * @param others whether anybody else may take them
     */
    record Wish(
            Label programme,
            @Nullable Label language,
            Voice voice,
            @Nullable PersonId before,
            Others others) {
        /** Of somebody whom others may take too. */
        Wish(Label programme, @Nullable Label language, Voice voice, @Nullable PersonId before) {
            this(programme, language, voice, before, Others.TOO);
        }

        /** Who may take them while that group is rung. */
        List<Worker> group(View view, Tier tier) {
            return switch (others) {
                case TOO -> view.onDuty(programme, tier);
                case NOBODY -> tier == Tier.FIRST && before != null ? view.alone(before) : List.of();
            };
        }

        boolean fits(Worker worker, Speakers speakers) {
            boolean asVoice = voice == Voice.NOT_SAID || worker.voice() == voice;
            boolean asSpoken = language == null
                    || speakers == Speakers.WITH_INTERPRETER
                    || worker.languages().contains(language);
            return asVoice && asSpoken;
        }

        @Override
        public String toString() {
            return "Wish";
        }
    }

    /**
     * What the programme says.
     *
     * @param each how long one person rings where they are rung one after the other, and who talked before a drop
     */
    record Terms(Strategy strategy, Speakers speakers, Duration each, Map<Tier, Duration> inTier) {
        long millis(Tier tier) {
            return inTier.getOrDefault(tier, Duration.ZERO).toMillis();
        }
    }

    /** What there is to know of people; asked within a step, and the same to its end. */
    interface View {
        List<Worker> onDuty(Label programme, Tier tier);

        /** That person, if they are on duty for anything. */
        default List<Worker> alone(PersonId person) {
            return List.of();
        }

        boolean reachable(Worker worker);
    }

    /** A caller who waits. */
    record Waiting(
            Wish wish,
            Terms terms,
            Tier tier,
            long cameAt,
            long tierSince,
            Map<PersonId, Long> rung,
            Map<PersonId, Integer> tries,
            Set<PersonId> declined,
            @Nullable PersonId answering) {
        @Override
        public String toString() {
            return "Waiting";
        }
    }

    /**
     * How everything stands.
     *
     * @param waiting callers by an opaque name, in the order in which they came
     * @param talking who talks with a caller of ours
     * @param rests until when somebody is not rung, after a "not now" or with nothing that rings
     * @param rungAt when somebody was rung last
     * @param idleSince when somebody's last call ended
     */
    record State(
            Map<String, Waiting> waiting,
            Map<PersonId, String> talking,
            Map<PersonId, Long> rests,
            Map<PersonId, Long> rungAt,
            Map<PersonId, Long> idleSince) {
        static final State EMPTY = new State(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

        @Override
        public String toString() {
            return "State";
        }
    }

    /** What happens. */
    sealed interface Event {
        record Arrives(String caller, Wish wish, Terms terms) implements Event {}

        /** Hung up, or chose to leave a message. */
        record Leaves(String caller) implements Event {}

        /** A person's sound is on its way. */
        record Answers(String caller, PersonId person) implements Event {}

        record Accepts(String caller, PersonId person) implements Event {}

        record Declines(String caller, PersonId person) implements Event {}

        record Unreachable(String caller, PersonId person) implements Event {}

        /** Their call with that caller is over. */
        record Ends(String caller, PersonId person) implements Event {}

        /** A call with that caller was handed to them. */
        record Takes(String caller, PersonId person) implements Event {}

        /** Somebody may have gone off duty, or come on. */
        record DutyChanges() implements Event {}

        /** Time goes on: about once a second while anybody waits. */
        record Tick() implements Event {}
    }

    /** What its owner has to do. */
    sealed interface Action {
        record Rings(String caller, Worker worker) implements Action {}

        /** Rings them no longer for that caller: too long, off duty, or the caller is somebody's or gone. */
        record Stops(String caller, PersonId person) implements Action {}

        /** The caller is theirs. */
        record Connects(String caller, PersonId person) implements Action {}

        /** Their acceptance came too late. */
        record Late(String caller, PersonId person) implements Action {}

        /** Nobody of the first group took them; the fallback group is rung. */
        record FallsBack(String caller) implements Action {}

        /** Nobody is there for them: a message, or a sentence and the end. */
        record Nobody(String caller) implements Action {}
    }

    /** The next state and what to do, in order. */
    record Step(State next, List<Action> actions) {}

    /** @param nowMillis by a clock that never goes back */
    static Step step(State state, Event event, View view, long nowMillis) {
        HuntBoard board = new HuntBoard(state, view, nowMillis);
        board.leaveWhoIsOff();
        switch (event) {
            case Event.Arrives arrives -> board.arrives(arrives.caller(), arrives.wish(), arrives.terms());
            case Event.Leaves leaves -> board.leaves(leaves.caller());
            case Event.Answers answers -> board.answers(answers.caller(), answers.person());
            case Event.Accepts accepts -> board.accepts(accepts.caller(), accepts.person());
            case Event.Declines declines -> board.declines(declines.caller(), declines.person());
            case Event.Unreachable gone -> board.unreachable(gone.caller(), gone.person());
            case Event.Ends ends -> board.ends(ends.caller(), ends.person());
            case Event.Takes takes -> board.takes(takes.caller(), takes.person());
            case Event.DutyChanges duty -> {}
            case Event.Tick tick -> {}
        }
        board.settle();
        return board.step();
    }
}
