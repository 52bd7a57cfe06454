package org.stillcall.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.plan.Identity;
import org.stillcall.plan.PlanStanding;
import org.stillcall.plan.Verdict;
import org.stillcall.trunk.PilotNumber;

/** What the console, the API and the command line may ask of the switch. Any thread may call it. */
public interface Switchboard {
    /**
     * Decides about a call and, if it may be, begins it by ringing the near phone.
     *
     * @param number is taken over: the switch overwrites it, whatever the answer is
     */
    Placement place(Wish wish, Digits number);

    /** What such a call would leave behind if it were asked for now; nothing is placed, counted or taken for it. */
    Prospect.Answer foresee(Prospect prospect);

    /** A call that is in progress or ended less than a minute ago. */
    Optional<CallView> find(String id);

    /** Ends a call, or what was to follow it; false when there is none of that id in progress. */
    boolean end(String id);

    /** Says who or what answered while the call goes on, however it ends then; false when there is none in progress. */
    boolean meets(String id, Met met);

    /** Ends a call that somebody made to us, and refuses theirs for a while. */
    Blocking block(String id);

    /** What came of refusing somebody's calls. */
    enum Blocking {
        DONE,
        /** The call is ended, and they cannot be known again: they show no number, and whoever shows none is let in. */
        ENDED_ONLY,
        /** No such call of somebody who called us is in progress. */
        NO_SUCH_CALL
    }

    /** The advocate says that a person answered, and is heard again; false when nobody is connected in such a call. */
    boolean isPerson(String id);

    /**
     * Ends every call in progress that was placed from a device, such as one that has just been wiped: it loses them,
     * they are not moved elsewhere.
     *
     * @return how many; empty when the switch was too busy to say so: ask again, it is harmless
     */
    OptionalInt endAllOf(String device);

    /** The configured phones. */
    List<PhoneView> phones();

    /** The phones that are pages. */
    PagePhones pages();

    /** Whoever joins a call as a third party. */
    ThirdParties thirdParties();

    List<TrunkView> trunks();

    /** The ways by which calls go out, and their test calls. */
    default Routes routes() {
        return Routes.NONE;
    }

    /** What the trunks' bills will come to, summed since the start: nobody in it. */
    default List<TrunkUse.Sums> uses() {
        return List.of();
    }

    /** The published lines: counts since the start, nobody in them. */
    List<LineView> lines();

    /** The configured numbers of one person each. */
    default List<DirectView> directs() {
        return List.of();
    }

    /** Hears every change of one call, the present state first, until it is closed; empty for an unknown id. */
    Optional<Watch> watch(String id, Consumer<CallView> listener);

    /** Whether calls are possible now. */
    boolean ready();

    /** The present totals, for metrics: no person's data. */
    Totals totals();

    /**
     * A call that somebody asks for.
     *
     * @param asked what the survivor's phone is to show, hidden unless chosen for this call (P1)
     * @param confirmed whether the advocate said yes to what showing means
     * @param terms who asks and what the survivor agreed to; null for a program at the API
     */
    record Wish(
            Label phone,
            Label programme,
            Identity asked,
            boolean confirmed,
            @Nullable Terms terms) {
        /** A call without terms, which the programme's rule alone decides. */
        public Wish(Label phone, Label programme, Identity asked, boolean confirmed) {
            this(phone, programme, asked, confirmed, null);
        }
    }

    /**
     * Who asks for a call, and what the survivor agreed to.
     *
     * @param device an opaque name of the device from which it is placed, for {@link #endAllOf}
     * @param planned the contact plan; null where there is none
     * @param hook is told once of the call's end, if the call was placed at all
     * @param phones names of configured phones of whoever asks: an own mobile of these rings while their page is missed
     */
    record Terms(String device, @Nullable Planned planned, Hook hook, List<Label> phones) {
        public Terms {
            phones = List.copyOf(phones);
        }

        /** Of somebody who has no phones but the one that they chose. */
        public Terms(String device, @Nullable Planned planned, Hook hook) {
            this(device, planned, hook, List.of());
        }

        /** The plan as decisions see it. */
        public @Nullable PlanStanding standing() {
            return planned == null ? null : planned.standing();
        }

        @Override
        public String toString() {
            return "Terms";
        }
    }

    /**
     * The contact plan of a call.
     *
     * @param id an opaque name; the switch remembers it for ten minutes when the phone refused private calls
     * @param stands whether the plan is still the one that was read: asked before every INVITE, on the loop
     */
    record Planned(String id, PlanStanding standing, BooleanSupplier stands) {
        @Override
        public String toString() {
            return "Planned";
        }
    }

    /**
     * What a call's end is told to.
     *
     * @param executor runs {@code told}; never the switch's own loop, which has no time to wait
     */
    record Hook(Executor executor, Consumer<Ending> told) {}

    /**
     * How a call under terms ended; told within a tenth of a second of its end.
     *
     * @param outcome the word of {@link CallView#outcome}
     */
    record Ending(String outcome, Set<Mark> marks) {
        public Ending {
            marks = Set.copyOf(marks);
        }

        /** Whether somebody or something answered at the survivor's side and the advocate was connected. */
        public boolean connected() {
            return marks.contains(Mark.CONNECTED);
        }

        /** Whether that was who was called, as far as the advocate said. */
        public boolean reached() {
            return connected() && !marks.contains(Mark.ANOTHER_MET);
        }
    }

    /** What is worth knowing of a call that ended. */
    enum Mark {
        /** Something was sent towards the survivor's phone: an attempt was made. */
        CALLED,
        CONNECTED,
        /** A voicemail or somebody else answered: the advocate said so, or the call was ended at a machine's tone. */
        ANOTHER_MET,
        /** What answered last sounded like a machine, and the advocate did not say that it is a person: a guess. */
        MACHINE_HEARD,
        /**
         * The phone refused private calls: 433, or Q.850 cause 21 or 24 before anything rang. For ten minutes one call
         * under the same plan may show a leased number, if the plan's consent allows it and the advocate confirms.
         */
        PRIVATE_REFUSED,
        /** A number was shown because of the consent for that case: a consent for one call is used up. */
        CONSENT_USED
    }

    /** What came of a request. */
    sealed interface Placement {
        /** @param permit what the advocate is told with it and keeps to */
        record Placed(CallView call, Verdict.Permit permit) implements Placement {}

        /** @param reason a stable word in capitals for programs, {@code message} a sentence for people */
        record Refused(String reason, String message, Optional<Instant> nextSafeTime) implements Placement {}
    }

    /** Who or what answered, as the advocate says at the end. */
    enum Met {
        NOT_SAID,
        VOICEMAIL,
        SOMEBODY_ELSE
    }

    /** Where a call stands. */
    enum State {
        RINGING_ADVOCATE,
        CONFIRMING,
        /** The survivor's phone is called for the signal that was agreed. */
        SIGNALLING,
        /** The signal was given; the call follows after the agreed wait. */
        PAUSING,
        CALLING,
        RINGING,
        TALKING,
        /** The line dropped, and what was agreed for that follows: {@link CallView#after} says what and when. */
        AFTER_DROP,
        ENDED
    }

    /** What follows a drop. */
    enum Next {
        /** The survivor's phone is called once more. */
        REDIAL,
        /** The survivor's own call reaches the advocate. */
        RETURN
    }

    /**
     * The wait that was agreed for a drop.
     *
     * @param until when the redial comes, or when the line is held no longer
     * @param secondsLeft the same from now on, for clocks that differ
     */
    record AfterDrop(Next next, Instant until, long secondsLeft) {}

    /** Who answered. */
    enum AnsweredBy {
        /** It talks as machines do: a guess. */
        MACHINE,
        /** A tone was heard, as of a machine that records: a guess. */
        TONE,
        /** The advocate says so. */
        PERSON
    }

    /**
     * Who seems to have answered.
     *
     * @param muted whether the survivor's side does not hear the advocate because of that
     */
    record Answered(AnsweredBy by, boolean muted) {}

    /**
     * What is known of somebody who called a published number: never who.
     *
     * @param waited until their call was accepted
     * @param code what they may key after a drop, written with its star
     * @param again for how long after a drop that, or the same number, reaches the same person first
     * @param returned whether they came back so
     */
    record Called(
            Label programme, Optional<Label> language, Duration waited, String code, Duration again, boolean returned) {
        static Called of(CalledIn facts) {
            return new Called(
                    facts.programme(),
                    Optional.ofNullable(facts.language()),
                    facts.waited(),
                    facts.code(),
                    facts.again(),
                    facts.returned());
        }
    }

    /**
     * A call as its advocate may see it: no number, no name.
     *
     * @param outcome a stable word in capitals once it ended
     * @param message a sentence for people, empty while all goes well and nothing has to be explained
     * @param after present in {@link State#AFTER_DROP} alone
     * @param answered empty while nothing is known of it
     * @param called what is known of somebody who called us; empty for a call that we made
     * @param third who was asked to join, or how that went; empty as a rule
     */
    record CallView(
            String id,
            State state,
            Optional<String> outcome,
            String message,
            int levelNear,
            int levelFar,
            Optional<AfterDrop> after,
            Optional<Answered> answered,
            Optional<ThirdParties.Third> third,
            Optional<Called> called) {
        /** One that we made. */
        public CallView(
                String id,
                State state,
                Optional<String> outcome,
                String message,
                int levelNear,
                int levelFar,
                Optional<AfterDrop> after,
                Optional<Answered> answered,
                Optional<ThirdParties.Third> third) {
            this(id, state, outcome, message, levelNear, levelFar, after, answered, third, Optional.empty());
        }

        /** One of two. */
        public CallView(
                String id,
                State state,
                Optional<String> outcome,
                String message,
                int levelNear,
                int levelFar,
                Optional<AfterDrop> after,
                Optional<Answered> answered) {
            this(id, state, outcome, message, levelNear, levelFar, after, answered, Optional.empty());
        }

        /** One of which nobody knows who answered. */
        public CallView(
                String id,
                State state,
                Optional<String> outcome,
                String message,
                int levelNear,
                int levelFar,
                Optional<AfterDrop> after) {
            this(id, state, outcome, message, levelNear, levelFar, after, Optional.empty());
        }

        /** The same for whoever has handed it over: to them it is over. */
        CallView handedOver() {
            Outcome over = Outcome.HANDED_OVER;
            return new CallView(id, State.ENDED, Optional.of(over.name()), over.message(), 0, 0, Optional.empty());
        }
    }

    /**
     * A number that is one person's.
     *
     * @param then what follows when that person cannot be reached: a word of the API
     */
    record DirectView(Label name, PilotNumber number, Label programme, String then) {}

    record PhoneView(Label name, String kind, boolean reachable, boolean busy) {}

    record TrunkView(Label name, String state) {}

    /** Counts since the start. */
    record Totals(List<Count> ended, int inProgress, int freePorts, int freeNumbers, List<Gauge> gauges) {
        /** How calls ended, of all programmes together: finer counts are of few people. */
        public SortedMap<String, Long> byOutcome() {
            SortedMap<String, Long> sums = new TreeMap<>();
            ended.forEach(count -> sums.merge(count.outcome(), count.calls(), Long::sum));
            return sums;
        }
    }

    /** One anonymous counter of ended calls (G20): {@code length} is a bucket's name. */
    record Count(Label programme, String kind, String outcome, String length, long calls) {}

    /** A figure for metrics: {@code name} in Prometheus form, without labels of persons. */
    record Gauge(String name, String help, double value) {}

    /** A subscription. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
