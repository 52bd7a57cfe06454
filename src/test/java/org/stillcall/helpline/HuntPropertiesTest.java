package org.stillcall.helpline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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

/**
 * P2, P3, P6, G29: whatever callers and workers do and in whatever order it is heard, a caller has one person, a person
 * one caller, whoever asked for a woman never a man, nobody off duty is rung, and every caller ends.
 */
class HuntPropertiesTest {
    private static final Label PROGRAMME = new Label("helpline");
    private static final List<Label> LANGUAGES = List.of(new Label("en"), new Label("es"), new Label("fr"));

    /** A centre of eight whose duty, phones and callers change at random; it believes nothing but the actions. */
    private static final class World implements Hunt.View {
        final Random random;
        final List<Worker> workers = new ArrayList<>();
        final Map<PersonId, Tier> tiers = new HashMap<>();
        final Set<PersonId> off = new HashSet<>();
        final Set<PersonId> asleep = new HashSet<>();
        final Map<PersonId, String> rung = new HashMap<>();
        final Map<PersonId, String> talking = new HashMap<>();
        final Map<String, Wish> wishes = new HashMap<>();
        final Map<String, Speakers> speakers = new HashMap<>();
        final Map<String, String> ended = new HashMap<>();
        State state = State.EMPTY;
        long now = 1_000;
        int callers;

        World(long seed) {
            random = new Random(seed);
            for (int i = 0; i < 8; i++) {
                PersonId person = new PersonId("A".repeat(20) + (char) ('A' + i) + "A");
                Set<Label> spoken = new HashSet<>(List.of(any(LANGUAGES), any(LANGUAGES)));
                workers.add(new Worker(person, spoken, any(List.of(Voice.values())), List.of()));
                tiers.put(person, i < 5 ? Tier.FIRST : Tier.FALLBACK);
            }
        }

        <T> T any(List<T> from) {
            return from.get(random.nextInt(from.size()));
        }

        @Override
        public List<Worker> onDuty(Label programme, Tier tier) {
            return workers.stream()
                    .filter(worker -> tiers.get(worker.person()) == tier && !off.contains(worker.person()))
                    .toList();
        }

        @Override
        public boolean reachable(Worker worker) {
            return !asleep.contains(worker.person());
        }

        void happens(Event event) {
            Hunt.Step step = Hunt.step(state, event, this, now);
            state = step.next();
            step.actions().forEach(this::done);
        }

        private void done(Action action) {
            switch (action) {
                case Action.Rings rings -> rung(rings.caller(), rings.worker());
                case Action.Stops stops ->
                    assertTrue(rung.remove(stops.person(), stops.caller()), "stops what does not ring");
                case Action.Connects connects -> {
                    assertTrue(rung.remove(connects.person(), connects.caller()));
                    assertFalse(off.contains(connects.person()), "off duty, and has a caller");
                    assertNull(talking.put(connects.person(), connects.caller()), "two callers of one person");
                    ends(connects.caller(), "connected");
                }
                case Action.Late _, Action.FallsBack _ -> {}
                case Action.Nobody nobody -> ends(nobody.caller(), "nobody");
            }
        }

        private void rung(String caller, Worker worker) {
            PersonId person = worker.person();
            Wish wish = wishes.get(caller);
            assertFalse(ended.containsKey(caller), "rung for somebody who is gone");
            assertNull(rung.put(person, caller), "rung for two");
            assertFalse(talking.containsKey(person), "rung while they talk");
            assertFalse(off.contains(person), "rung off duty");
            assertTrue(reachable(worker));
            assertTrue(wish.voice() == Voice.NOT_SAID || worker.voice() == wish.voice(), "the wrong voice");
            assertTrue(wish.language() == null
                    || worker.languages().contains(wish.language())
                    || tiers.get(person) == Tier.FALLBACK && speakers.get(caller) == Speakers.WITH_INTERPRETER);
        }

        void ends(String caller, String how) {
            assertNull(ended.put(caller, how), "a caller ends twice");
            assertFalse(rung.containsValue(caller) && how.equals("nobody"), "rings on for whoever is gone");
        }

        void move() {
            now += random.nextInt(4_000);
            switch (random.nextInt(11)) {
                case 0, 1, 2 -> arrives();
                case 3 -> {
                    if (callers > 0) {
                        String caller = "c" + random.nextInt(callers);
                        boolean waits = !ended.containsKey(caller);
                        happens(new Event.Leaves(caller));
                        if (waits) {
                            ends(caller, "left");
                            assertFalse(rung.containsValue(caller));
                        }
                    }
                }
                case 4 -> answered(Kind.ACCEPTS);
                case 5 -> answered(Kind.DECLINES);
                case 6 -> answered(Kind.UNREACHABLE);
                case 7 -> answered(Kind.ANSWERS);
                case 8 -> turn(off);
                case 9 -> turn(asleep);
                default -> hangsUp();
            }
        }

        private void arrives() {
            String caller = "c" + callers++;
            Label language = random.nextBoolean() ? null : any(LANGUAGES);
            PersonId before = random.nextInt(4) == 0 ? any(workers).person() : null;
            Wish wish = new Wish(PROGRAMME, language, any(List.of(Voice.values())), before);
            wishes.put(caller, wish);
            Terms terms = new Terms(
                    any(List.of(Strategy.values())),
                    any(List.of(Speakers.values())),
                    Duration.ofSeconds(20),
                    Map.of(Tier.FIRST, Duration.ofSeconds(60), Tier.FALLBACK, Duration.ofSeconds(40)));
            speakers.put(caller, terms.speakers());
            happens(new Event.Arrives(caller, wish, terms));
        }

        private enum Kind {
            ACCEPTS,
            DECLINES,
            UNREACHABLE,
            ANSWERS
        }

        /** Mostly of somebody who is rung; sometimes a late or a made-up word. */
        private void answered(Kind kind) {
            PersonId person = any(workers).person();
            String caller = rung.get(person);
            if (caller == null || random.nextInt(8) == 0) {
                caller = "c" + random.nextInt(callers + 1);
            }
            boolean real = caller.equals(rung.get(person));
            switch (kind) {
                case ACCEPTS -> happens(new Event.Accepts(caller, person));
                case ANSWERS -> happens(new Event.Answers(caller, person));
                case DECLINES -> {
                    if (real) {
                        rung.remove(person);
                    }
                    happens(new Event.Declines(caller, person));
                }
                case UNREACHABLE -> {
                    if (real) {
                        rung.remove(person);
                    }
                    happens(new Event.Unreachable(caller, person));
                }
            }
        }

        private void turn(Set<PersonId> which) {
            PersonId person = any(workers).person();
            if (!which.remove(person)) {
                which.add(person);
            }
            happens(new Event.DutyChanges());
            rung.keySet().forEach(rings -> assertFalse(off.contains(rings), "rings off duty"));
        }

        private void hangsUp() {
            PersonId person = any(workers).person();
            String caller = talking.remove(person);
            if (caller != null) {
                happens(new Event.Ends(caller, person));
            }
        }
    }

    @Property(tries = 3_000)
    void everyCallerEndsOnceWithAtMostOnePerson(@ForAll long seed) {
        World world = new World(seed);
        for (int i = 0; i < 120; i++) {
            world.move();
        }
        for (int i = 0; i < 130; i++) { // nobody does anything any more
            world.now += 1_000;
            world.happens(new Event.Tick());
        }
        assertEquals(world.callers, world.ended.size(), "a caller who never ends");
        assertEquals(Map.of(), world.rung);
        assertEquals(Map.of(), world.state.waiting());
        assertEquals(world.talking, world.state.talking());
    }

    /** The same event in the same state does the same: nothing is random, and no state is changed in place. */
    @Property(tries = 300)
    void step_isPure(@ForAll long seed) {
        World world = new World(seed);
        for (int i = 0; i < 60; i++) {
            world.move();
        }
        State before = world.state;
        Hunt.Step one = Hunt.step(before, new Event.Tick(), world, world.now + 21_000);
        Hunt.Step other = Hunt.step(before, new Event.Tick(), world, world.now + 21_000);
        assertEquals(one, other);
        assertEquals(world.state, before);
    }
}
