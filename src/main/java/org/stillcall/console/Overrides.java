package org.stillcall.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.stillcall.base.Randomness;
import org.stillcall.plan.DangerOverride;
import org.stillcall.plan.DangerOverride.Danger;
import org.stillcall.store.CentreId;
import org.stillcall.store.PersonId;
import org.stillcall.store.PlanId;

/**
 * Leaves to call outside a plan because of danger, in memory only. One is asked for with a reason; it counts once
 * another person agrees or a wait has passed, for half an hour and one call. Threads may share it.
 */
final class Overrides {
    private static final Duration GOOD_FOR = Duration.ofMinutes(ApiLimits.OVERRIDE_MINUTES);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Randomness randomness;
    private final Supplier<Duration> delay;
    private final Supplier<Instant> clock;
    private final Map<String, Leave> leaves = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();

    private record Asked(PersonId person, Instant at) {}

    /** Who asks, and for which plan. */
    record Asker(CentreId centre, PersonId person, PlanId plan) {}

    /**
     * One of them as it stands.
     *
     * @param from when it counts
     * @param taken whether a call under it is in progress
     */
    record Leave(String id, Asker asker, Danger danger, Instant from, boolean agreed, boolean taken) {
        Instant until() {
            return from.plus(GOOD_FOR);
        }

        private Leave agreedAt(Instant now) {
            return new Leave(id, asker, danger, now.isBefore(from) ? now : from, true, taken);
        }

        private Leave taken(boolean now) {
            return new Leave(id, asker, danger, from, agreed, now);
        }

        @Override
        public String toString() {
            return "Leave";
        }
    }

    Overrides(Randomness randomness, Supplier<Duration> delay, Supplier<Instant> clock) {
        this.randomness = randomness;
        this.delay = delay;
        this.clock = clock;
    }

    synchronized Leave ask(Asker asker, Danger danger) {
        Instant now = dropOver();
        if (leaves.values().stream().anyMatch(leave -> leave.asker.equals(asker))) {
            throw new RefusedException(Refusal.EXISTS);
        }
        asked.removeIf(before -> !now.isBefore(before.at.plus(HOUR)));
        if (asked.stream()
                        .filter(before -> before.person.equals(asker.person()))
                        .count()
                >= ApiLimits.OVERRIDES_PER_HOUR) {
            throw new RefusedException(Refusal.TOO_OFTEN);
        }
        if (leaves.size() >= ApiLimits.OVERRIDES) {
            throw new RefusedException(Refusal.BUSY);
        }
        asked.add(new Asked(asker.person(), now));
        Leave leave = new Leave(randomness.token(128), asker, danger, now.plus(delay.get()), false, false);
        leaves.put(leave.id(), leave);
        return leave;
    }

    /** A second person agrees: it counts from now on. */
    synchronized void agree(String id, CentreId centre, PersonId person) {
        Leave leave = ofAnother(id, centre, person);
        leaves.put(id, leave.agreedAt(clock.get()));
    }

    /** A second person does not agree: it is over, unless its call goes on already. */
    synchronized void decline(String id, CentreId centre, PersonId person) {
        Leave leave = ofAnother(id, centre, person);
        if (leave.taken) {
            throw new RefusedException(Refusal.CALL_GOES_ON);
        }
        leaves.remove(id);
    }

    private Leave ofAnother(String id, CentreId centre, PersonId person) {
        dropOver();
        Leave leave = leaves.get(id);
        if (leave == null || !leave.asker.centre().equals(centre)) {
            throw new RefusedException(Refusal.NO_SUCH_OVERRIDE);
        }
        if (leave.asker.person().equals(person)) {
            throw new RefusedException(Refusal.SOMEBODY_ELSE);
        }
        return leave;
    }

    /** All that are open in a centre, the oldest first. */
    synchronized List<Leave> list(CentreId centre) {
        dropOver();
        return leaves.values().stream()
                .filter(leave -> leave.asker.centre().equals(centre))
                .sorted((one, other) -> one.from.compareTo(other.from))
                .toList();
    }

    /** For the one call of whoever asked; {@link #giveBack} or {@link #use} has to follow. */
    synchronized DangerOverride take(String id, Asker asker) {
        DangerOverride danger = look(id, asker);
        leaves.computeIfPresent(id, (same, leave) -> leave.taken(true));
        return danger;
    }

    /** The same without taking it: refused as that would be. */
    synchronized DangerOverride look(String id, Asker asker) {
        Instant now = dropOver();
        Leave leave = leaves.get(id);
        if (leave == null || !leave.asker.equals(asker)) {
            throw new RefusedException(Refusal.NO_SUCH_OVERRIDE);
        }
        if (leave.taken) {
            throw new RefusedException(Refusal.CALL_GOES_ON);
        }
        if (now.isBefore(leave.from)) {
            throw new RefusedException(Refusal.OVERRIDE_NOT_YET);
        }
        return new DangerOverride(leave.danger, leave.from, leave.until());
    }

    /** Nothing was sent towards the survivor: the call may be tried again. */
    synchronized void giveBack(String id) {
        leaves.computeIfPresent(id, (same, leave) -> leave.taken(false));
    }

    /** The one call was made. */
    synchronized void use(String id) {
        leaves.remove(id);
    }

    private Instant dropOver() {
        Instant now = clock.get();
        for (Iterator<Leave> all = leaves.values().iterator(); all.hasNext(); ) {
            Leave leave = all.next();
            if (!leave.taken && !now.isBefore(leave.until())) {
                all.remove();
            }
        }
        return now;
    }
}
