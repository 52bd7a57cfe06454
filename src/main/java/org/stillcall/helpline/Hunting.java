package org.stillcall.helpline;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Loop;
import org.stillcall.call.Ringer;
import org.stillcall.duty.Roster;
import org.stillcall.duty.Tier;
import org.stillcall.duty.Worker;
import org.stillcall.helpline.Hunt.Action;
import org.stillcall.helpline.Hunt.Event;
import org.stillcall.store.PersonId;

/**
 * Runs the actions of {@link Hunt}: rings people for callers, and tells callers what came of it. One event at a time:
 * what an action brings about waits until the action's step is done. Loop thread only.
 */
final class Hunting {
    /** How late what the table does by time may come. */
    private static final long TICK_MILLIS = 500;

    private final Loop loop;
    private final Ringer ringer;
    private final Hunt.View view;
    private final Map<String, Seeker> seekers = new HashMap<>();
    private final Map<Rung, Ringer.Ring> rings = new HashMap<>();
    private Hunt.State state = Hunt.State.EMPTY;
    private Loop.@Nullable Timer tick;
    private boolean closed;

    /** A caller who seeks, under the name that the table knows. */
    private record Seeker(Caller caller, String name) {
        @Override
        public String toString() {
            return "Seeker";
        }
    }

    private record Rung(String name, PersonId person) {
        @Override
        public String toString() {
            return "Rung";
        }
    }

    Hunting(Loop loop, Ringer ringer, Roster roster) {
        this.loop = loop;
        this.ringer = ringer;
        this.view = new Hunt.View() {
            @Override
            public List<Worker> onDuty(Label programme, Tier tier) {
                return roster.onDuty(programme, tier);
            }

            @Override
            public List<Worker> alone(PersonId person) {
                return roster.find(person).stream().toList();
            }

            @Override
            public boolean reachable(Worker worker) {
                return ringer.reachable(worker);
            }
        };
        roster.listen(this::dutyChanged);
    }

    /** Any thread. */
    private void dutyChanged() {
        try {
            loop.execute(() -> happen(new Event.DutyChanges()));
        } catch (RejectedExecutionException _) {
            // at the end of the whole, or in a crowd: then the next tick sees it
        }
    }

    /** @param name an opaque one, for this search alone */
    void seek(Caller caller, String name) {
        seekers.put(name, new Seeker(caller, name));
        Helpline helpline = caller.helpline();
        Hunt.Others others = caller.isForOne() ? Hunt.Others.NOBODY : Hunt.Others.TOO;
        Hunt.Wish wish =
                new Hunt.Wish(helpline.programme(), caller.language(), caller.voice(), caller.preferred(), others);
        for (Tier tier : Tier.values()) {
            wish.group(view, tier).forEach(ringer::wake);
        }
        happen(new Event.Arrives(name, wish, terms(helpline)));
    }

    private static Hunt.Terms terms(Helpline helpline) {
        Map<Tier, Duration> inTier = new EnumMap<>(Tier.class);
        inTier.put(Tier.FIRST, helpline.rings().first());
        inTier.put(Tier.FALLBACK, helpline.rings().fallback());
        return new Hunt.Terms(
                Hunt.Strategy.valueOf(helpline.rings().strategy().name()),
                helpline.rings().interpreter() ? Hunt.Speakers.WITH_INTERPRETER : Hunt.Speakers.OWN_ONLY,
                helpline.rings().each(),
                inTier);
    }

    void leave(String name) {
        if (seekers.remove(name) != null) {
            happen(new Event.Leaves(name));
        }
    }

    /** A call of theirs is over. */
    void ends(String name, PersonId person) {
        happen(new Event.Ends(name, person));
    }

    /** A call was handed to them. */
    void takes(String name, PersonId person) {
        happen(new Event.Takes(name, person));
    }

    /** How many wait before that one. */
    int before(String name) {
        int place = 0;
        for (String other : state.waiting().keySet()) {
            if (other.equals(name)) {
                return place;
            }
            place++;
        }
        return place;
    }

    private void happen(Event event) {
        if (closed) {
            return;
        }
        Hunt.Step step = Hunt.step(state, event, view, loop.nowMillis());
        state = step.next();
        step.actions().forEach(action -> loop.execute(() -> run(action)));
        arm();
    }

    private void arm() {
        if (tick == null && !state.waiting().isEmpty()) {
            tick = loop.after(TICK_MILLIS, () -> {
                tick = null;
                happen(new Event.Tick());
            });
        }
    }

    private void run(Action action) {
        switch (action) {
            case Action.Rings rings -> ring(rings.caller(), rings.worker());
            case Action.Stops stops -> stop(new Rung(stops.caller(), stops.person()));
            case Action.Connects _, Action.Late _, Action.FallsBack _ -> {}
            case Action.Nobody nobody -> nobody(nobody.caller());
        }
    }

    private void nobody(String name) {
        Seeker seeker = seekers.remove(name);
        if (seeker != null) {
            seeker.caller().nobody();
        }
    }

    private void stop(Rung rung) {
        Ringer.Ring ring = rings.remove(rung);
        if (ring != null) {
            ring.stop();
        }
    }

    private void ring(String name, Worker worker) {
        Seeker seeker = seekers.get(name);
        Rung rung = new Rung(name, worker.person());
        if (seeker == null || !state.waiting().containsKey(name)) {
            return;
        }
        Caller caller = seeker.caller();
        Ringer.Card card = new Ringer.Card(
                name, caller.helpline().programme(), caller.language(), caller::waited, () -> others(name));
        rings.put(rung, ringer.ring(worker, card, new Heard(rung, worker)));
    }

    private int others(String name) {
        return Math.max(0, state.waiting().size() - (state.waiting().containsKey(name) ? 1 : 0));
    }

    /** What becomes of one ring. */
    private final class Heard implements Ringer.Answer {
        private final Rung rung;
        private final Worker worker;

        Heard(Rung rung, Worker worker) {
            this.rung = rung;
            this.worker = worker;
        }

        @Override
        public void accepted(Ringer.Accepted accepted) {
            rings.remove(rung);
            accept(rung, worker, accepted);
        }

        @Override
        public void answering() {
            happen(new Event.Answers(rung.name(), rung.person()));
        }

        @Override
        public void declined() {
            rings.remove(rung);
            happen(new Event.Declines(rung.name(), rung.person()));
        }

        @Override
        public void unreachable() {
            rings.remove(rung);
            happen(new Event.Unreachable(rung.name(), rung.person()));
        }
    }

    /** In this very turn: a half that nobody takes now is left. */
    private void accept(Rung rung, Worker worker, Ringer.Accepted accepted) {
        Hunt.Step step = Hunt.step(state, new Event.Accepts(rung.name(), rung.person()), view, loop.nowMillis());
        state = step.next();
        boolean connects = false;
        for (Action action : step.actions()) {
            if (action instanceof Action.Connects) {
                connects = true;
            } else {
                loop.execute(() -> run(action));
            }
        }
        Seeker seeker = connects ? seekers.remove(rung.name()) : null;
        if (seeker == null || !seeker.caller().accepted(new Accepting(rung.name(), worker, accepted))) {
            accepted.leave();
            if (connects) {
                happen(new Event.Ends(rung.name(), rung.person()));
            }
        }
        arm();
    }

    /** Somebody who accepts a caller, whom the table knows by that name. */
    record Accepting(String name, Worker worker, Ringer.Accepted accepted) {
        @Override
        public String toString() {
            return "Accepting";
        }
    }

    /** Rings nobody any more. */
    void end() {
        closed = true;
        if (tick != null) {
            tick.cancel();
        }
        List.copyOf(rings.values()).forEach(Ringer.Ring::stop);
        rings.clear();
        seekers.clear();
    }

    @Override
    public String toString() {
        return "Hunting";
    }
}
