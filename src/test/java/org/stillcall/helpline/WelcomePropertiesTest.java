package org.stillcall.helpline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.stillcall.base.Label;
import org.stillcall.duty.Voice;
import org.stillcall.helpline.Welcome.Action;
import org.stillcall.helpline.Welcome.Event;
import org.stillcall.helpline.Welcome.Offer;
import org.stillcall.helpline.Welcome.Stage;
import org.stillcall.helpline.Welcome.State;
import org.stillcall.helpline.Welcome.Step;

/** P2, P4, P7, P12: whatever a caller does, and whatever happens, they are led on and end. */
class WelcomePropertiesTest {
    private static final List<Label> LANGUAGES = List.of(new Label("en"), new Label("es"), new Label("fr"));

    @Provide
    Arbitrary<Offer> offers() {
        Arbitrary<Character> key = Arbitraries.chars().range('1', '9').injectNull(0.6);
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        key,
                        Arbitraries.of(true, false))
                .as((languages, voices, message, digit, elsewhere) ->
                        new Offer(LANGUAGES.subList(0, languages), voices, message, digit, null, elsewhere));
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Event> keys =
                Arbitraries.of('0', '1', '2', '3', '5', '9', '#').map(Event.Key::new);
        Arbitrary<Event> others = Arbitraries.of(
                new Event.Said(),
                new Event.Said(),
                new Event.Silence(),
                new Event.Returned(),
                new Event.Accepted(),
                new Event.Nobody(),
                new Event.Nobody(),
                new Event.TakenElsewhere(),
                new Event.NobodyElsewhere(),
                new Event.LeftElsewhere(),
                new Event.NoRoom(),
                new Event.Recorded(true),
                new Event.Recorded(false),
                new Event.PersonLost());
        return Arbitraries.oneOf(keys, others).list().ofMaxSize(40);
    }

    /** Seeking begins when somebody waits and stops when they wait no longer; nothing is recorded otherwise. */
    @Property
    void seeking_isExactlyWaiting(@ForAll("offers") Offer offer, @ForAll("events") List<Event> events) {
        Step step = Welcome.begin(offer);
        boolean seeks = false;
        for (Event event : events) {
            Stage before = step.next().stage();
            step = Welcome.step(offer, step.next(), event);
            for (Action action : step.actions()) {
                seeks = switch (action) {
                    case SEEK -> true;
                    case STOP_SEEKING -> false;
                    default -> seeks;
                };
                assertFalse(action == Action.RECORD && step.next().stage() != Stage.RECORDED);
            }
            boolean taken = before == Stage.WAITING
                    && (event instanceof Event.Accepted || event instanceof Event.Nobody); // the hunt has ended itself
            seeks &= !taken;
            assertEquals(step.next().stage() == Stage.WAITING, seeks, () -> before + " " + event);
        }
    }

    /** Nobody is asked for a choice again, and nobody's choice changes by itself. */
    @Property
    void choices_areKept(@ForAll("offers") Offer offer, @ForAll("events") List<Event> events) {
        State state = Welcome.begin(offer).next();
        for (Event event : events) {
            State next = Welcome.step(offer, state, event).next();
            if (state.stage() != Stage.GREETED) {
                assertEquals(state.language(), next.language());
            }
            if (state.stage() != Stage.ASKED_VOICE) {
                assertEquals(state.voice(), next.voice());
            }
            assertTrue(next.voice() == Voice.NOT_SAID || offer.voices());
            assertTrue(next.language() == null || offer.languages().contains(next.language()));
            state = next;
        }
    }

    /** Whoever presses nothing reaches those who wait, where no key has to be pressed. */
    @Property
    void silence_reachesTheWait(@ForAll("offers") Offer offer) {
        State state = Welcome.begin(offer).next();
        for (int i = 0; i < 10 && state.stage() != Stage.WAITING; i++) {
            state = Welcome.step(offer, state, new Event.Said()).next();
            state = Welcome.step(offer, state, new Event.Silence()).next();
        }
        if (offer.key() == null) {
            assertEquals(Stage.WAITING, state.stage());
        } else {
            assertTrue(Set.of(Stage.GONE, Stage.RECORDED).contains(state.stage()), state::toString);
        }
    }

    /**
     * A second centre is called once at most, after everybody here was rung in vain and the caller was told, and never
     * after they chose a message; its leg ends with theirs.
     */
    @Property
    void elsewhere_isCalledOnce_afterTheWords_andLeft(
            @ForAll("offers") Offer offer, @ForAll("events") List<Event> events) {
        Step step = Welcome.begin(offer);
        boolean said = false;
        boolean there = false;
        int calls = 0;
        for (Event event : events) {
            Stage before = step.next().stage();
            step = Welcome.step(offer, step.next(), event);
            if (step.actions().contains(Action.SAY_ELSEWHERE)) {
                assertTrue(offer.elsewhere() && before == Stage.WAITING && event instanceof Event.Nobody);
                said = true;
            }
            if (step.actions().contains(Action.CALL_ELSEWHERE)) {
                assertTrue(said && event instanceof Event.Said, "not before the words were said");
                there = true;
                calls++;
            }
            boolean over = before == Stage.PASSED_ON && event instanceof Event.NobodyElsewhere
                    || before == Stage.ELSEWHERE && event instanceof Event.LeftElsewhere;
            there &= !over && !step.actions().contains(Action.LEAVE_ELSEWHERE);
            Stage now = step.next().stage();
            assertTrue(!there || now == Stage.PASSED_ON || now == Stage.ELSEWHERE, () -> before + " " + event);
        }
        assertTrue(calls <= 1 || events.stream().anyMatch(Event.Nobody.class::isInstance), "once for each search");
    }

    /** From anywhere on, hanging up ends it, and everything after it is nothing. */
    @Property
    void hangUp_ends(@ForAll("offers") Offer offer, @ForAll("events") List<Event> events) {
        State state = Welcome.begin(offer).next();
        for (Event event : events) {
            state = Welcome.step(offer, state, event).next();
            Step end = Welcome.step(offer, state, new Event.HungUp());
            assertEquals(Stage.GONE, end.next().stage());
            for (Event later : events) {
                assertEquals(List.of(), Welcome.step(offer, end.next(), later).actions());
            }
        }
    }

    /** Nought leads to a message wherever somebody is led, where messages are taken, and nowhere else. */
    @Property
    void nought_leadsToAMessage(@ForAll("offers") Offer offer, @ForAll("events") List<Event> events) {
        State state = Welcome.begin(offer).next();
        for (Event event : events) {
            Stage before = state.stage();
            boolean leads = Set.of(Stage.GREETED, Stage.ASKED_VOICE, Stage.WAITING, Stage.PASSED_ON)
                    .contains(before);
            Stage after = Welcome.step(offer, state, new Event.Key('0')).next().stage();
            assertEquals(leads && offer.message(), after == Stage.INVITED_TO_SPEAK && before != after);
            state = Welcome.step(offer, state, event).next();
        }
    }
}
