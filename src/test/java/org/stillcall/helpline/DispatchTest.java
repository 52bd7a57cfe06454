package org.stillcall.helpline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.call.Ringer;
import org.stillcall.duty.Roster;
import org.stillcall.duty.Tier;
import org.stillcall.duty.Voice;
import org.stillcall.duty.Worker;
import org.stillcall.sip.FakeLoop;
import org.stillcall.store.PersonId;

/** What the search decides is done to rings and halves, and nothing stays open (P3, P6, G29). */
class DispatchTest implements Roster, Ringer {
    private static final Label HELPLINE = new Label("helpline");
    private static final Worker ANA = worker('A');
    private static final Worker BEN = worker('B');
    private static final Hunt.Wish ANYBODY = new Hunt.Wish(HELPLINE, new Label("es"), Voice.NOT_SAID, null);
    private static final Hunt.Terms TERMS = new Hunt.Terms(
            Hunt.Strategy.ALL_AT_ONCE,
            Hunt.Speakers.WITH_INTERPRETER,
            Duration.ofSeconds(20),
            Map.of(Tier.FIRST, Duration.ofSeconds(30), Tier.FALLBACK, Duration.ofSeconds(30)));

    private final FakeLoop loop = new FakeLoop();
    private final List<Worker> on = new ArrayList<>(List.of(ANA, BEN));
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private final Map<String, Card> cards = new LinkedHashMap<>();
    private final List<String> told = new ArrayList<>();
    private Runnable changed = () -> {};
    private final Dispatch dispatch = new Dispatch(loop, this, this);

    private static Worker worker(char letter) {
        Label spanish = new Label("es");
        return new Worker(new PersonId("A".repeat(20) + letter + "A"), Set.of(spanish), Voice.WOMAN, List.of());
    }

    private static String letter(PersonId person) {
        return person.text().substring(20, 21);
    }

    @Override
    public List<Worker> onDuty(Label programme, Tier tier) {
        return tier == Tier.FIRST ? List.copyOf(on) : List.of();
    }

    @Override
    public Optional<Worker> find(PersonId person) {
        return on.stream().filter(each -> each.person().equals(person)).findAny();
    }

    @Override
    public void listen(Runnable hears) {
        changed = hears;
    }

    @Override
    public Ring ring(Worker worker, Card card, Answer answer) {
        String rung = letter(worker.person()) + " for " + card.id();
        told.add("rings " + rung);
        answers.put(rung, answer);
        cards.put(rung, card);
        return () -> told.add("stops " + rung);
    }

    @Override
    public boolean reachable(Worker worker) {
        return true;
    }

    @Override
    public void wake(Worker worker) {
        told.add("wakes " + letter(worker.person()));
    }

    private void waits(String caller) {
        dispatch.waits(caller, ANYBODY, TERMS, new Dispatch.Ear() {
            @Override
            public void connected(Accepted accepted, PersonId person) {
                told.add("connects " + letter(person) + " with " + caller);
            }

            @Override
            public void nobody() {
                told.add("nobody for " + caller);
            }
        });
    }

    private void accepts(String rung) {
        answers.get(rung).accepted(() -> told.add("leaves " + rung));
    }

    private List<String> told() {
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    @Test
    void firstAcceptance_hasTheCaller_andALaterOneIsLeft() {
        waits("1");
        assertEquals(List.of("wakes A", "wakes B", "rings A for 1", "rings B for 1"), told());
        accepts("B for 1");
        assertEquals(List.of("stops A for 1", "connects B with 1"), told());
        accepts("A for 1");
        assertEquals(List.of("leaves A for 1"), told());
        dispatch.leaves("1");
        assertEquals(List.of(), told());
    }

    @Test
    void card_tellsHowLongTheyWaitedAndHowManyMore() {
        waits("1");
        waits("2");
        loop.advance(7_000);
        Card card = cards.get("A for 1");
        assertEquals(7, card.waited().get().toSeconds());
        assertEquals(1, card.others().get());
        assertEquals(new Label("es"), card.language());
        assertEquals(0, dispatch.ahead("1"));
        assertEquals(1, dispatch.ahead("2"));
        assertEquals(2, dispatch.waiting(HELPLINE));
        assertEquals(0, dispatch.waiting(new Label("sart")));
    }

    @Test
    void personWhoseCallEnds_isRungForTheNext() {
        waits("1");
        accepts("A for 1");
        waits("2");
        told();
        dispatch.ended("1", ANA.person());
        assertEquals(List.of("rings A for 2"), told());
    }

    /** Off duty is off: at once, and what was accepted in the same moment is nobody's. */
    @Test
    void personWhoGoesOff_ringsNoLonger() {
        waits("1");
        told();
        on.remove(ANA);
        changed.run();
        loop.run();
        assertEquals(List.of("stops A for 1"), told());
        accepts("A for 1");
        assertEquals(List.of("leaves A for 1"), told());
        on.clear();
        changed.run();
        loop.run();
        assertEquals(List.of("stops B for 1", "nobody for 1"), told());
    }

    @Test
    void callerWhoHangsUp_ringsNowhere() {
        waits("1");
        told();
        dispatch.leaves("1");
        assertEquals(List.of("stops A for 1", "stops B for 1"), told());
        accepts("A for 1");
        assertEquals(List.of("leaves A for 1"), told());
    }

    @Test
    void callerWhomNobodyTakes_hearsOfItInTime() {
        waits("1");
        loop.advance(31_000);
        assertTrue(told().contains("nobody for 1"));
        loop.advance(60_000);
        assertEquals(List.of(), told(), "and then it is quiet");
        assertFalse(dispatch.waiting(HELPLINE) > 0);
    }

    @Test
    void notNow_andSilence_leaveTheOther() {
        waits("1");
        told();
        answers.get("A for 1").declined();
        answers.get("B for 1").unreachable();
        assertEquals(List.of(), told());
        loop.advance(6_000);
        assertEquals(List.of("rings B for 1"), told());
        answers.get("B for 1").answering();
        accepts("B for 1");
        assertEquals(List.of("connects B with 1"), told());
    }
}
