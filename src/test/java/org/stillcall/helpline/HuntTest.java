package org.stillcall.helpline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.duty.Tier;
import org.stillcall.duty.Voice;
import org.stillcall.duty.Worker;
import org.stillcall.helpline.Hunt.Action;
import org.stillcall.helpline.Hunt.Event;
import org.stillcall.helpline.Hunt.Speakers;
import org.stillcall.helpline.Hunt.State;
import org.stillcall.helpline.Hunt.Strategy;
import org.stillcall.helpline.Hunt.Terms;
import org.stillcall.helpline.Hunt.Wish;
import org.stillcall.store.PersonId;

/** Who is rung for whom, case by case (P2, P3, P6, G29). */
class HuntTest implements Hunt.View {
    private static final Label HELPLINE = new Label("helpline");
    private static final Label SPANISH = new Label("es");
    private static final Worker ANA = worker('A', Voice.WOMAN, SPANISH);
    private static final Worker BEN = worker('B', Voice.MAN, SPANISH);
    private static final Worker CAM = worker('C', Voice.NOT_SAID);
    private static final Worker DEE = worker('D', Voice.WOMAN);

    private List<Worker> first = new ArrayList<>(List.of(ANA, BEN, CAM));
    private List<Worker> fallback = new ArrayList<>(List.of(DEE));
    private final Set<Worker> away = new HashSet<>();
    private State state = State.EMPTY;
    private long now = 5_000;
    private int asked;

    private static Worker worker(char letter, Voice voice, Label... languages) {
        return new Worker(new PersonId("A".repeat(20) + letter + "A"), Set.of(languages), voice, List.of());
    }

    @Override
    public List<Worker> onDuty(Label programme, Tier tier) {
        asked++;
        return !programme.equals(HELPLINE) ? List.of() : tier == Tier.FIRST ? first : fallback;
    }

    @Override
    public boolean reachable(Worker worker) {
        asked++;
        return !away.contains(worker);
    }

    private static Terms terms(Strategy strategy) {
        return new Terms(
                strategy,
                Speakers.OWN_ONLY,
                Duration.ofSeconds(20),
                Map.of(Tier.FIRST, Duration.ofSeconds(60), Tier.FALLBACK, Duration.ofSeconds(30)));
    }

    private static Wish wish(Label language, Voice voice) {
        return new Wish(HELPLINE, language, voice, null);
    }

    private static final Wish ANYBODY = wish(null, Voice.NOT_SAID);

    /** The step's actions, as "rings A for 1". */
    private List<String> happens(Event event) {
        Hunt.Step step = Hunt.step(state, event, this, now);
        state = step.next();
        return step.actions().stream().map(HuntTest::words).toList();
    }

    private static String words(Action action) {
        return switch (action) {
            case Action.Rings rings -> "rings " + letter(rings.worker().person()) + " for " + rings.caller();
            case Action.Stops stops -> "stops " + letter(stops.person()) + " for " + stops.caller();
            case Action.Connects connects -> "connects " + letter(connects.person()) + " with " + connects.caller();
            case Action.Late late -> "late " + letter(late.person()) + " for " + late.caller();
            case Action.FallsBack back -> "falls back " + back.caller();
            case Action.Nobody nobody -> "nobody for " + nobody.caller();
        };
    }

    private static char letter(PersonId person) {
        return person.text().charAt(20);
    }

    private List<String> arrives(String caller, Wish wish, Strategy strategy) {
        return happens(new Event.Arrives(caller, wish, terms(strategy)));
    }

    private List<String> passes(int seconds) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            now += 1_000;
            all.addAll(happens(new Event.Tick()));
        }
        return all;
    }

    private List<String> accepts(Worker worker, String caller) {
        return happens(new Event.Accepts(caller, worker.person()));
    }

    @Test
    void allAtOnce_theFirstHasTheCaller_andTheOthersStop() {
        assertEquals(
                List.of("rings A for 1", "rings B for 1", "rings C for 1"),
                arrives("1", ANYBODY, Strategy.ALL_AT_ONCE));
        assertEquals(List.of("stops A for 1", "stops C for 1", "connects B with 1"), accepts(BEN, "1"));
        assertEquals(List.of("late A for 1"), accepts(ANA, "1"));
    }

    @Test
    void secondCaller_isRungForWhenSomebodyIsFree_firstCallerFirst() {
        arrives("1", ANYBODY, Strategy.ALL_AT_ONCE);
        assertEquals(List.of(), arrives("2", ANYBODY, Strategy.ALL_AT_ONCE));
        assertEquals(
                List.of("stops B for 1", "stops C for 1", "connects A with 1", "rings B for 2", "rings C for 2"),
                accepts(ANA, "1"));
        assertEquals(List.of(), arrives("3", ANYBODY, Strategy.ALL_AT_ONCE));
        assertEquals(List.of("rings A for 2"), happens(new Event.Ends("1", ANA.person())));
        assertEquals(
                List.of(
                        "stops B for 2",
                        "stops C for 2",
                        "stops A for 2",
                        "rings A for 3",
                        "rings B for 3",
                        "rings C for 3"),
                happens(new Event.Leaves("2")));
    }

    /** A wrong turn here is a safety fault: a caller who asked for a woman hears a man. */
    @Test
    void whoeverAsksForAWoman_isPutToNobodyElse() {
        Wish woman = wish(null, Voice.WOMAN);
        assertEquals(List.of("rings A for 1"), arrives("1", woman, Strategy.ALL_AT_ONCE));
        first.remove(ANA);
        assertEquals(List.of("stops A for 1", "falls back 1", "rings D for 1"), happens(new Event.DutyChanges()));
        fallback.clear();
        assertEquals(List.of("stops D for 1", "nobody for 1"), happens(new Event.DutyChanges()));
        assertEquals(List.of("late B for 1"), accepts(BEN, "1"));
        assertEquals(List.of("falls back 2", "nobody for 2"), arrives("2", woman, Strategy.IN_TURN));
    }

    @Test
    void language_isKept_andInTheFallbackGroupAnInterpreterMayHelp() {
        Wish spanish = wish(SPANISH, Voice.NOT_SAID);
        assertEquals(List.of("rings A for 1", "rings B for 1"), arrives("1", spanish, Strategy.ALL_AT_ONCE));
        happens(new Event.Leaves("1"));
        first.clear();
        assertEquals(List.of("falls back 2", "nobody for 2"), arrives("2", spanish, Strategy.ALL_AT_ONCE));
        Terms helped = new Terms(
                Strategy.ALL_AT_ONCE,
                Speakers.WITH_INTERPRETER,
                Duration.ofSeconds(20),
                Map.of(Tier.FIRST, Duration.ofSeconds(60), Tier.FALLBACK, Duration.ofSeconds(30)));
        assertEquals(List.of("falls back 3", "rings D for 3"), happens(new Event.Arrives("3", spanish, helped)));
    }

    @Test
    void inTurn_oneAfterTheOther_longestAgoFirst() {
        assertEquals(List.of("rings A for 1"), arrives("1", ANYBODY, Strategy.IN_TURN));
        assertEquals(List.of("stops A for 1", "rings B for 1", "stops B for 1", "rings C for 1"), passes(40));
        accepts(CAM, "1");
        happens(new Event.Ends("1", CAM.person()));
        assertEquals(List.of("rings A for 2"), arrives("2", ANYBODY, Strategy.IN_TURN));
    }

    @Test
    void longestIdle_comesFirst() {
        for (Worker worker : List.of(ANA, BEN, CAM)) {
            arrives("1", ANYBODY, Strategy.ALL_AT_ONCE);
            accepts(worker, "1");
            now += 1_000;
            happens(new Event.Ends("1", worker.person()));
        }
        assertEquals(List.of("rings A for 2"), arrives("2", ANYBODY, Strategy.LONGEST_IDLE));
        assertEquals(List.of("rings B for 3"), arrives("3", ANYBODY, Strategy.LONGEST_IDLE));
    }

    /** Neither the last nor the first by having gone: a break is no call, and their place is by their last one. */
    @Test
    void longestIdle_whoGoesAndComesBack_keepsTheirPlace() {
        for (Worker worker : List.of(ANA, BEN, CAM)) {
            arrives("1", ANYBODY, Strategy.ALL_AT_ONCE);
            accepts(worker, "1");
            now += 1_000;
            happens(new Event.Ends("1", worker.person()));
        }
        for (Worker worker : List.of(BEN, ANA)) {
            first.remove(worker);
            happens(new Event.DutyChanges());
            now += 60_000;
            first.add(worker); // at the end of the list
            happens(new Event.DutyChanges());
        }
        for (Worker worker : List.of(ANA, BEN, CAM, ANA)) {
            String caller = "for " + letter(worker.person()) + now;
            assertEquals(
                    List.of("rings " + letter(worker.person()) + " for " + caller),
                    arrives(caller, ANYBODY, Strategy.LONGEST_IDLE));
            accepts(worker, caller);
            now += 1_000;
            happens(new Event.Ends(caller, worker.person()));
        }
    }

    /** Whoever goes in the middle of a call and comes back after it has just had one. */
    @Test
    void longestIdle_whoGoesWhileTheyTalk_isTheLastWhenTheyComeBack() {
        arrives("1", ANYBODY, Strategy.LONGEST_IDLE);
        accepts(ANA, "1");
        first.remove(ANA);
        happens(new Event.DutyChanges());
        arrives("2", ANYBODY, Strategy.LONGEST_IDLE);
        accepts(BEN, "2");
        happens(new Event.Ends("2", BEN.person()));
        now += 1_000;
        happens(new Event.Ends("1", ANA.person()));
        first.addFirst(ANA);
        for (Worker worker : List.of(CAM, BEN, ANA)) {
            String caller = "for " + letter(worker.person());
            assertEquals(
                    List.of("rings " + letter(worker.person()) + " for " + caller),
                    arrives(caller, ANYBODY, Strategy.LONGEST_IDLE));
        }
    }

    /** With nobody else there it rings on, instead of stopping and starting again. */
    @Test
    void onlyOneThere_ringsOn() {
        first = new ArrayList<>(List.of(ANA));
        arrives("1", ANYBODY, Strategy.IN_TURN);
        assertEquals(List.of("stops A for 1", "falls back 1", "rings D for 1"), passes(60));
        assertEquals(List.of("stops D for 1", "nobody for 1"), passes(30));
    }

    @Test
    void allSayNotNow_theFallbackGroupIsRungAtOnce() {
        arrives("1", ANYBODY, Strategy.ALL_AT_ONCE);
        happens(new Event.Declines("1", ANA.person()));
        happens(new Event.Declines("1", BEN.person()));
        assertEquals(List.of("falls back 1", "rings D for 1"), happens(new Event.Declines("1", CAM.person())));
    }

    /** Whoever said "not now" is left in peace for a moment, by the next caller too. */
    @Test
    void notNow_isForEveryCaller() {
        arrives("1", ANYBODY, Strategy.ALL_AT_ONCE);
        happens(new Event.Declines("1", ANA.person()));
        accepts(BEN, "1");
        assertEquals(List.of("rings C for 2"), arrives("2", ANYBODY, Strategy.ALL_AT_ONCE));
        assertEquals(List.of("rings A for 2"), passes(30));
    }

    @Test
    void unreachable_isTriedAgain_alsoWhenTheirPageWakes() {
        first = new ArrayList<>(List.of(ANA));
        away.add(ANA);
        assertEquals(List.of(), arrives("1", ANYBODY, Strategy.ALL_AT_ONCE));
        assertEquals(List.of(), passes(10));
        away.clear();
        assertEquals(List.of("rings A for 1"), passes(1));
        happens(new Event.Unreachable("1", ANA.person()));
        assertEquals(List.of("rings A for 1"), passes(5));
    }

    /** Their sound is on its way: nobody else rings, and the time of the group does not cut them off. */
    @Test
    void answering_silencesTheOthers_andIsTriedAgainWhenItFails() {
        arrives("1", ANYBODY, Strategy.ALL_AT_ONCE);
        passes(55);
        assertEquals(List.of("stops A for 1", "stops C for 1"), happens(new Event.Answers("1", BEN.person())));
        assertEquals(List.of(), passes(10));
        assertEquals(List.of("connects B with 1"), accepts(BEN, "1"));
    }

    @Test
    void answering_thatIsNeverHeard_endsByItself() {
        arrives("1", ANYBODY, Strategy.ALL_AT_ONCE);
        happens(new Event.Answers("1", BEN.person()));
        assertEquals(List.of("stops B for 1", "rings A for 1", "rings C for 1"), passes(17));
    }

    /** G16: after a drop the same person is rung alone first, and nobody waits for it longer than one turn. */
    @Test
    void whoTalkedBefore_isRungFirst() {
        Wish again = new Wish(HELPLINE, null, Voice.NOT_SAID, BEN.person());
        assertEquals(List.of("rings B for 1"), arrives("1", again, Strategy.ALL_AT_ONCE));
        assertEquals(List.of("stops B for 1", "rings A for 1", "rings B for 1", "rings C for 1"), passes(20));
        happens(new Event.Leaves("1"));
        away.add(BEN);
        assertEquals(List.of("rings A for 2", "rings C for 2"), arrives("2", again, Strategy.ALL_AT_ONCE));
        away.clear();
        assertEquals(List.of("rings B for 2"), passes(1));
    }

    @Test
    void offDuty_stopsAtOnce_andALateAcceptanceCountsForNothing() {
        arrives("1", ANYBODY, Strategy.ALL_AT_ONCE);
        first.clear();
        fallback.clear();
        assertEquals(
                List.of(
                        "stops A for 1",
                        "stops B for 1",
                        "stops C for 1",
                        "late A for 1",
                        "falls back 1",
                        "nobody for 1"),
                accepts(ANA, "1"));
    }

    /** A hundred and more callers and nobody free: no step takes long, nothing is rung twice. */
    @Test
    void manyCallers_eachHasTheirTurn() {
        for (int i = 0; i < 1_000; i++) {
            arrives("c" + i, ANYBODY, Strategy.ALL_AT_ONCE);
        }
        for (int i = 0; i < 200; i++) {
            assertEquals("connects A with c" + i, accepts(ANA, "c" + i).get(2));
            happens(new Event.Ends("c" + i, ANA.person()));
        }
        assertEquals(800, state.waiting().size());
    }

    /** The loop that takes a step has to hear the next caller: what is asked does not grow with those who wait. */
    @Test
    void manyCallers_askNoMoreThanOne() {
        arrives("first", ANYBODY, Strategy.ALL_AT_ONCE);
        asked = 0;
        happens(new Event.Tick());
        int ofOne = asked;
        for (int i = 0; i < 200; i++) {
            arrives("c" + i, ANYBODY, Strategy.ALL_AT_ONCE);
        }
        asked = 0;
        happens(new Event.Tick());
        assertEquals(ofOne, asked);
    }
}
