package org.stillcall.helpline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Limits;
import org.stillcall.duty.Tier;
import org.stillcall.duty.Worker;
import org.stillcall.helpline.Hunt.Action;
import org.stillcall.helpline.Hunt.State;
import org.stillcall.helpline.Hunt.Step;
import org.stillcall.helpline.Hunt.Strategy;
import org.stillcall.helpline.Hunt.Terms;
import org.stillcall.helpline.Hunt.View;
import org.stillcall.helpline.Hunt.Waiting;
import org.stillcall.helpline.Hunt.Wish;
import org.stillcall.store.PersonId;

/** One step of {@link Hunt}: a copy of the state that is worked on, and what has to be done. */
final class HuntBoard {
    private final Glance view;
    private final long now;
    private final Map<String, Place> waiting = new LinkedHashMap<>();
    private final Map<PersonId, String> talking;
    private final Map<PersonId, Long> rests;
    private final Map<PersonId, Long> rungAt;
    private final Map<PersonId, Long> idleSince;
    private final Map<PersonId, String> rungFor = new HashMap<>();
    private final Set<Glance.Asked> nobodyFree = new HashSet<>();
    private final List<Action> actions = new ArrayList<>();

    /** A caller while it is worked on. */
    private static final class Place {
        final String caller;
        final Wish wish;
        final Terms terms;
        final long cameAt;
        final Map<PersonId, Long> rung;
        final Map<PersonId, Integer> tries;
        final Set<PersonId> declined;
        Tier tier;
        long tierSince;

        @Nullable
        PersonId answering;

        Place(String caller, Waiting was) {
            this.caller = caller;
            this.wish = was.wish();
            this.terms = was.terms();
            this.cameAt = was.cameAt();
            this.rung = new LinkedHashMap<>(was.rung());
            this.tries = new HashMap<>(was.tries());
            this.declined = new HashSet<>(was.declined());
            this.tier = was.tier();
            this.tierSince = was.tierSince();
            this.answering = was.answering();
        }

        Waiting kept() {
            return new Waiting(
                    wish,
                    terms,
                    tier,
                    cameAt,
                    tierSince,
                    Collections.unmodifiableMap(rung),
                    Collections.unmodifiableMap(tries),
                    Collections.unmodifiableSet(declined),
                    answering);
        }
    }

    HuntBoard(State state, View view, long now) {
        this.view = new Glance(view);
        this.now = now;
        this.talking = new LinkedHashMap<>(state.talking());
        this.rests = new HashMap<>(state.rests());
        this.rungAt = new HashMap<>(state.rungAt());
        this.idleSince = new HashMap<>(state.idleSince());
        rests.values().removeIf(until -> until <= now);
        state.waiting().forEach((caller, was) -> {
            waiting.put(caller, new Place(caller, was));
            was.rung().keySet().forEach(person -> rungFor.put(person, caller));
        });
    }

    Step step() {
        Map<String, Waiting> kept = new LinkedHashMap<>();
        waiting.forEach((caller, place) -> kept.put(caller, place.kept()));
        State next = new State(
                Collections.unmodifiableMap(kept),
                Collections.unmodifiableMap(talking),
                Collections.unmodifiableMap(rests),
                Collections.unmodifiableMap(rungAt),
                Collections.unmodifiableMap(idleSince));
        return new Step(next, List.copyOf(actions));
    }

    // what happened

    void arrives(String caller, Wish wish, Terms terms) {
        Waiting first = new Waiting(wish, terms, Tier.FIRST, now, now, Map.of(), Map.of(), Set.of(), null);
        waiting.putIfAbsent(caller, new Place(caller, first));
    }

    void leaves(String caller) {
        Place place = waiting.remove(caller);
        if (place != null) {
            stopAll(place, null);
        }
    }

    void answers(String caller, PersonId person) {
        Place place = waiting.get(caller);
        if (place != null && place.rung.containsKey(person) && place.answering == null) {
            place.answering = person;
            place.rung.put(person, now);
            stopAll(place, person);
        }
    }

    void accepts(String caller, PersonId person) {
        Place place = waiting.get(caller);
        if (place == null || !place.rung.containsKey(person)) {
            actions.add(new Action.Late(caller, person));
            return;
        }
        stopAll(place, person);
        forget(place, person);
        waiting.remove(caller);
        talking.put(person, caller);
        actions.add(new Action.Connects(caller, person));
    }

    void declines(String caller, PersonId person) {
        Place place = noLongerRung(caller, person);
        if (place != null) {
            place.declined.add(person);
            rests.put(person, now + Limits.DECLINED_REST_MILLIS);
        }
    }

    void unreachable(String caller, PersonId person) {
        if (noLongerRung(caller, person) != null) {
            rests.put(person, now + Limits.UNREACHABLE_REST_MILLIS);
        }
    }

    /** The caller for whom that person was rung; null when they were not. */
    private @Nullable Place noLongerRung(String caller, PersonId person) {
        Place place = waiting.get(caller);
        if (place == null || !place.rung.containsKey(person)) {
            return null;
        }
        forget(place, person);
        return place;
    }

    void ends(String caller, PersonId person) {
        if (talking.remove(person, caller)) {
            idleSince.put(person, now);
        }
    }

    void takes(String caller, PersonId person) {
        String other = rungFor.get(person);
        Place place = other == null ? null : waiting.get(other);
        if (place != null) {
            stop(place, person);
        }
        talking.put(person, caller);
    }

    /** Whoever went off duty, or on a break, rings no longer; nor does an acceptance of theirs count. */
    void leaveWhoIsOff() {
        for (Place place : waiting.values()) {
            if (place.rung.isEmpty()) {
                continue;
            }
            Set<PersonId> on = new HashSet<>();
            for (Tier tier : Tier.values()) {
                place.wish.group(view, tier).forEach(worker -> on.add(worker.person()));
            }
            for (PersonId person : List.copyOf(place.rung.keySet())) {
                if (!on.contains(person)) {
                    stop(place, person);
                }
            }
        }
    }

    // what follows

    /** Leaves what rang too long, goes on to the fallback group and beyond, and rings whoever is free. */
    void settle() {
        for (Place place : List.copyOf(waiting.values())) {
            leaveWhatIsLate(place);
            while (place.answering == null && waiting.containsKey(place.caller) && isThrough(place)) {
                goOn(place);
            }
        }
        waiting.values().forEach(this::ringFree);
    }

    private void leaveWhatIsLate(Place place) {
        PersonId answering = place.answering;
        if (answering != null) {
            if (now - place.rung.getOrDefault(answering, 0L) >= Limits.ANSWERING_MILLIS) {
                stop(place, answering);
                rests.put(answering, now + Limits.UNREACHABLE_REST_MILLIS);
            }
            return;
        }
        long each = place.terms.each().toMillis();
        for (PersonId person : List.copyOf(place.rung.keySet())) {
            boolean late = now - place.rung.getOrDefault(person, now) >= each;
            if (late && place.rung.size() == 1 && (inOrder(place) || person.equals(place.wish.before()))) {
                boolean others =
                        free(place).stream().anyMatch(worker -> !worker.person().equals(person));
                if (others) { // else it rings on
                    stop(place, person);
                }
            }
        }
    }

    private static boolean inOrder(Place place) {
        return place.terms.strategy() != Strategy.ALL_AT_ONCE;
    }

    /** Whether that group has had its time, or has nobody who could take them. */
    private boolean isThrough(Place place) {
        return now - place.tierSince >= place.terms.millis(place.tier)
                || suitable(place).stream().allMatch(worker -> place.declined.contains(worker.person()));
    }

    private void goOn(Place place) {
        stopAll(place, null);
        if (place.tier == Tier.FIRST) {
            place.tier = Tier.FALLBACK;
            place.tierSince = now;
            actions.add(new Action.FallsBack(place.caller));
        } else {
            waiting.remove(place.caller);
            actions.add(new Action.Nobody(place.caller));
        }
    }

    private void ringFree(Place place) {
        Glance.Asked asked = asked(place);
        if (place.answering != null || nobodyFree.contains(asked)) {
            return;
        }
        if (suitable(place).stream().noneMatch(this::isFree)) {
            nobodyFree.add(asked); // nor will anybody be within this step
            return;
        }
        List<Worker> free = free(place);
        if (inOrder(place) || isAgain(place, free)) {
            if (place.rung.isEmpty()) {
                free.stream().min(order(place)).ifPresent(worker -> ring(place, worker));
            }
        } else {
            free.forEach(worker -> ring(place, worker));
        }
    }

    private List<Worker> free(Place place) {
        return suitable(place).stream()
                .filter(worker -> isFree(worker) && !place.declined.contains(worker.person()))
                .toList();
    }

    /** Whether whoever talked with them before a drop is to be rung first, and alone. */
    private boolean isAgain(Place place, List<Worker> free) {
        PersonId before = place.wish.before();
        if (before == null || place.rung.containsKey(before)) {
            return before != null && place.rung.size() == 1;
        }
        return place.rung.isEmpty()
                && place.tries.getOrDefault(before, 0) == 0
                && free.stream().anyMatch(worker -> worker.person().equals(before));
    }

    private Comparator<Worker> order(Place place) {
        Map<PersonId, Long> since = place.terms.strategy() == Strategy.LONGEST_IDLE ? idleSince : rungAt;
        PersonId before = place.wish.before();
        return Comparator.<Worker>comparingInt(worker -> place.tries.getOrDefault(worker.person(), 0))
                .thenComparing(worker -> !worker.person().equals(before))
                .thenComparing(worker -> since.getOrDefault(worker.person(), Long.MIN_VALUE));
    }

    /** Those on duty in the present group who may take that caller at all, whatever they do now. */
    private List<Worker> suitable(Place place) {
        return view.suitable(asked(place));
    }

    private static Glance.Asked asked(Place place) {
        return new Glance.Asked(place.wish, place.tier, place.terms.speakers());
    }

    private boolean isFree(Worker worker) {
        PersonId person = worker.person();
        return !talking.containsKey(person)
                && !rungFor.containsKey(person)
                && !rests.containsKey(person)
                && view.reachable(worker);
    }

    private void ring(Place place, Worker worker) {
        PersonId person = worker.person();
        if (rungFor.putIfAbsent(person, place.caller) == null) {
            place.rung.put(person, now);
            place.tries.merge(person, 1, Integer::sum);
            rungAt.put(person, now);
            actions.add(new Action.Rings(place.caller, worker));
        }
    }

    private void stopAll(Place place, @Nullable PersonId but) {
        List.copyOf(place.rung.keySet()).stream()
                .filter(person -> !person.equals(but))
                .forEach(person -> stop(place, person));
    }

    private void stop(Place place, PersonId person) {
        forget(place, person);
        actions.add(new Action.Stops(place.caller, person));
    }

    private void forget(Place place, PersonId person) {
        place.rung.remove(person);
        rungFor.remove(person, place.caller);
        if (person.equals(place.answering)) {
            place.answering = null;
        }
    }
}
