package org.stillcall.helpline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Loop;
import org.stillcall.call.Ringer;
import org.stillcall.duty.Roster;
import org.stillcall.duty.Tier;
import org.stillcall.duty.Worker;
import org.stillcall.helpline.Hunt.Action;
import org.stillcall.helpline.Hunt.Event;
import org.stillcall.helpline.Hunt.State;
import org.stillcall.helpline.Hunt.Terms;
import org.stillcall.helpline.Hunt.Wish;
import org.stillcall.store.PersonId;

/** Runs what {@link Hunt} says: rings people for callers who wait, and hands one over to the other. Loop only. */
final class Dispatch {
    private static final long TICK_MILLIS = 1_000;

    private final Loop loop;
    private final Roster roster;
    private final Ringer ringer;
    private final Hunt.View view;
    private final Map<String, Ear> ears = new HashMap<>();
    private final Map<Rung, Ringer.Ring> rings = new HashMap<>();
    private final ArrayDeque<Happened> happened = new ArrayDeque<>();
    private State state = State.EMPTY;
    private boolean running;
    private Loop.@Nullable Timer tick;

    Dispatch(Loop loop, Roster roster, Ringer ringer) {
        this.loop = loop;
        this.roster = roster;
        this.ringer = ringer;
        this.view = new Hunt.View() {
            @Override
            public List<Worker> onDuty(Label programme, Tier tier) {
                return roster.onDuty(programme, tier);
            }

            @Override
            public boolean reachable(Worker worker) {
                return ringer.reachable(worker);
            }
        };
        roster.listen(() -> loop.execute(() -> happens(new Event.DutyChanges())));
    }

    /** What a caller hears of the search. Exactly one of the first two comes, unless they leave before. */
    interface Ear {
        /** That person is there: connect or leave the half now. To be told of that call's end by {@link #ended}. */
        void connected(Ringer.Accepted accepted, PersonId person);

        /** There is nobody for them. */
        void nobody();

        /** Nobody of the first group took them, and the fallback group is rung. */
        default void fellBack() {}
    }

    private record Rung(String caller, PersonId person) {}

    /** @param accepted the half of an acceptance, else null */
    private record Happened(Event event, Ringer.@Nullable Accepted accepted) {}

    /** @param caller an opaque random name */
    void waits(String caller, Wish wish, Terms terms, Ear ear) {
        ears.put(caller, ear);
        wake(wish, Tier.FIRST);
        happens(new Event.Arrives(caller, wish, terms));
    }

    /** They hung up, or leave a message instead. Again is harmless. */
    void leaves(String caller) {
        if (ears.remove(caller) != null) {
            happens(new Event.Leaves(caller));
        }
    }

    /** The call of those two is over: that person may be rung again. */
    void ended(String caller, PersonId person) {
        happens(new Event.Ends(caller, person));
    }

    /** How many wait for that programme. */
    int waiting(Label programme) {
        return (int) state.waiting().values().stream()
                .filter(each -> each.wish().programme().equals(programme))
                .count();
    }

    /** How many of that programme came before that caller and wait still. */
    int ahead(String caller) {
        Hunt.Waiting own = state.waiting().get(caller);
        int ahead = 0;
        for (Map.Entry<String, Hunt.Waiting> each : state.waiting().entrySet()) {
            if (own == null || each.getKey().equals(caller)) {
                break;
            }
            ahead += each.getValue().wish().programme().equals(own.wish().programme()) ? 1 : 0;
        }
        return ahead;
    }

    /** Pages that sleep are told that something waits, and nothing else. */
    private void wake(Wish wish, Tier tier) {
        roster.onDuty(wish.programme(), tier).forEach(ringer::wake);
    }

    private void happens(Event event) {
        happens(new Happened(event, null));
    }

    /** What an action makes happen comes after the actions that stand before it. */
    private void happens(Happened next) {
        happened.add(next);
        if (running) {
            return;
        }
        running = true;
        try {
            for (Happened each = happened.poll(); each != null; each = happened.poll()) {
                Hunt.Step step = Hunt.step(state, each.event(), view, loop.nowMillis());
                state = step.next();
                for (Action action : step.actions()) {
                    run(action, each.accepted());
                }
            }
        } finally {
            running = false;
        }
        armTick();
    }

    private void armTick() {
        if (tick == null && !state.waiting().isEmpty()) {
            tick = loop.after(TICK_MILLIS, () -> {
                tick = null;
                happens(new Event.Tick());
            });
        }
    }

    private void run(Action action, Ringer.@Nullable Accepted accepted) {
        switch (action) {
            case Action.Rings rings -> ring(rings.caller(), rings.worker());
            case Action.Stops stops -> stop(new Rung(stops.caller(), stops.person()));
            case Action.Connects connects -> connect(connects, accepted);
            case Action.Late _ -> leave(accepted);
            case Action.FallsBack back -> {
                wake(state.waiting().get(back.caller()), Tier.FALLBACK);
                Ear ear = ears.get(back.caller());
                if (ear != null) {
                    ear.fellBack();
                }
            }
            case Action.Nobody nobody -> {
                Ear ear = ears.remove(nobody.caller());
                if (ear != null) {
                    ear.nobody();
                }
            }
        }
    }

    private void wake(Hunt.@Nullable Waiting caller, Tier tier) {
        if (caller != null) {
            wake(caller.wish(), tier);
        }
    }

    private void connect(Action.Connects connects, Ringer.@Nullable Accepted accepted) {
        rings.remove(new Rung(connects.caller(), connects.person()));
        Ear ear = ears.remove(connects.caller());
        if (ear == null || accepted == null) {
            leave(accepted);
            happens(new Event.Ends(connects.caller(), connects.person()));
        } else {
            ear.connected(accepted, connects.person());
        }
    }

    private static void leave(Ringer.@Nullable Accepted accepted) {
        if (accepted != null) {
            accepted.leave();
        }
    }

    private void ring(String caller, Worker worker) {
        Hunt.Waiting waits = state.waiting().get(caller);
        if (waits == null) {
            return; // gone by an action before
        }
        long since = waits.cameAt();
        Label programme = waits.wish().programme();
        Ringer.Card card = new Ringer.Card(
                caller,
                programme,
                waits.wish().language(),
                () -> Duration.ofMillis(loop.nowMillis() - since),
                () -> Math.max(0, waiting(programme) - 1));
        PersonId person = worker.person();
        rings.put(new Rung(caller, person), ringer.ring(worker, card, new Answers(caller, person)));
    }

    private void stop(Rung rung) {
        Ringer.Ring ring = rings.remove(rung);
        if (ring != null) {
            ring.stop();
        }
    }

    /** What one ring says. */
    private final class Answers implements Ringer.Answer {
        private final String caller;
        private final PersonId person;

        private Answers(String caller, PersonId person) {
            this.caller = caller;
            this.person = person;
        }

        @Override
        public void accepted(Ringer.Accepted accepted) {
            happens(new Happened(new Event.Accepts(caller, person), accepted));
        }

        @Override
        public void declined() {
            over(new Event.Declines(caller, person));
        }

        @Override
        public void unreachable() {
            over(new Event.Unreachable(caller, person));
        }

        private void over(Event event) {
            rings.remove(new Rung(caller, person));
            happens(event);
        }

        @Override
        public void answering() {
            happens(new Event.Answers(caller, person));
        }
    }
}
