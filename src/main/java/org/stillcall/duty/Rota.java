package org.stillcall.duty;

import static org.stillcall.base.Contract.require;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.duty.Switch.Position;
import org.stillcall.store.CentreId;
import org.stillcall.store.Change;
import org.stillcall.store.DutyKind;
import org.stillcall.store.PersonId;
import org.stillcall.store.ShiftId;
import org.stillcall.store.Store;
import org.stillcall.store.StoreException;
import org.stillcall.store.StoredDuty;
import org.stillcall.store.StoredShift;

/**
 * The duty of one centre: what is kept, in memory and in the store, and who is on by it. Questions take no lock;
 * changes happen one at a time, on any thread but the loop, as they wait for the disk.
 *
 * <p>What goes towards silence counts in memory first and is written after, what goes towards ringing is written
 * first: a kill or a full disk in between leaves nobody ringing who heard that they are off.
 */
public final class Rota implements Roster {
    private final Store store;
    private final ZoneId zone;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Object changes = new Object();
    private final KeypadPins pins;

    private volatile Kept kept;
    private volatile Snapshot snapshot = Snapshot.NOBODY;

    /**
     * Nobody is on before the first {@link #reload}.
     *
     * @param zone the centre's
     * @param clock one that never goes back
     */
    public Rota(Store store, ZoneId zone, InstantSource clock) {
        this.store = store;
        this.zone = zone;
        this.clock = clock;
        this.kept = Kept.nothing(zone);
        this.pins = new KeypadPins(store, this);
    }

    /** Takes over what the store holds: at the start, and after people came, went or changed their role. */
    public void reload() {
        synchronized (changes) {
            Optional<CentreId> centre = store.centres().list().stream().findFirst();
            if (centre.isEmpty()) {
                return;
            }
            Kept read = Kept.read(store, centre.get(), zone);
            // Whoever is not here any more leaves gaps.
            boolean strangers = false;
            for (Map.Entry<ShiftId, Shift> each : read.calendar().shifts().entrySet()) {
                Shift without = each.getValue().onlyWith(read.staff());
                if (without != each.getValue()) {
                    strangers = true;
                    var _ = store.shifts(centre.get())
                            .replace(new StoredShift(
                                    each.getKey(),
                                    read.versions().getOrDefault(each.getKey(), 0),
                                    ShiftText.write(without)));
                }
            }
            take(strangers ? Kept.read(store, centre.get(), zone) : read);
        }
    }

    /** Lets shifts begin and end; run once a second. Forgets what was said in a stretch of duty that is over. */
    public void sweep() {
        if (!snapshot.isDue(clock.instant())) {
            return;
        }
        synchronized (changes) {
            Instant now = clock.instant();
            take(kept);
            kept.switches().forEach((person, said) -> {
                boolean over = (said.extra() == null || !said.extra().until().isAfter(now))
                        && !Standing.rests(person, kept.calendar(), said, now);
                if (over) {
                    forget(person);
                }
            });
        }
    }

    private void forget(PersonId person) {
        try {
            store.duties(centre()).drop(person, DutyKind.SWITCH);
            kept = kept.with(person, null);
        } catch (StoreException e) {
            // it says nothing any more; dropped with the next renewal
        }
    }

    private void take(Kept next) {
        kept = next;
        snapshot = Snapshot.of(next, clock.instant());
        listeners.forEach(Runnable::run);
    }

    private CentreId centre() {
        if (kept.centre() == null) {
            reload(); // perhaps it was just made
        }
        CentreId centre = kept.centre();
        if (centre == null) {
            throw new IllegalStateException("There is no centre yet.");
        }
        return centre;
    }

    @Override
    public List<Worker> onDuty(Label programme, Tier tier) {
        return snapshot.onDuty(programme, tier, clock.instant());
    }

    @Override
    public Optional<Worker> find(PersonId person) {
        return snapshot.find(person, clock.instant());
    }

    @Override
    public Optional<PersonId> whose(Label direct) {
        List<PersonId> all = kept.whose(direct);
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    @Override
    public void listen(Runnable changed) {
        listeners.add(changed);
    }

    /** By what its people are known at the keys of a phone. */
    public KeypadPins pins() {
        return pins;
    }

    public Calendar calendar() {
        return kept.calendar();
    }

    /** The version of a shift, by which it is changed. */
    public int version(ShiftId shift) {
        return kept.versions().getOrDefault(shift, 0);
    }

    public Reach reach(PersonId person) {
        return kept.reach(person);
    }

    /** Whether somebody may be on duty at all. */
    public boolean isStaff(PersonId person) {
        if (!kept.staff().contains(person)) {
            reload(); // perhaps they just came
        }
        return kept.staff().contains(person);
    }

    /** How somebody stands now. */
    public Standing standing(PersonId person) {
        Kept now = kept;
        return Standing.of(person, now.calendar(), now.switches().get(person), clock.instant());
    }

    /** When somebody said break or off last, while that holds. */
    public Optional<Instant> since(PersonId person) {
        return Optional.ofNullable(kept.switches().get(person)).map(Switch::since);
    }

    /** The time by which all of this goes. */
    public Instant now() {
        return clock.instant();
    }

    /**
     * Somebody turns their switch.
     *
     * @param extra for ON: until when they are on without a shift; null to be on in the present duty only
     */
    public Change turn(PersonId person, Position position, Switch.@Nullable Extra extra) {
        synchronized (changes) {
            if (!isStaff(person)) {
                return Change.MISSING;
            }
            Instant now = clock.instant();
            require(
                    extra == null
                            || position == Position.ON
                                    && extra.until().isAfter(now)
                                    && !extra.until()
                                            .isAfter(now.plus(Duration.ofHours(DutyLimits.HOURS_WITHOUT_SHIFT))),
                    "Somebody is on without a shift for at most 16 hours.");
            Switch before = kept.switches().get(person);
            Switch.Extra present = before == null ? null : before.extra();
            return switch (position) {
                case ON -> switchOn(person, extra != null ? extra : present, now);
                case BREAK -> rest(person, new Switch(Position.BREAK, now, present));
                case OFF -> rest(person, new Switch(Position.OFF, now, present));
            };
        }
    }

    private Change switchOn(PersonId person, Switch.@Nullable Extra extra, Instant now) {
        if (extra == null || !extra.until().isAfter(now)) {
            store.duties(centre()).drop(person, DutyKind.SWITCH);
            take(kept.with(person, null));
            return Change.DONE;
        }
        Switch next = new Switch(Position.ON, now, extra);
        Change change = write(person, next);
        if (change == Change.DONE) {
            take(kept.with(person, next));
        }
        return change;
    }

    private Change rest(PersonId person, Switch next) {
        take(kept.with(person, next));
        return write(person, next);
    }

    private Change write(PersonId person, Switch next) {
        return store.duties(centre()).put(new StoredDuty(person, DutyKind.SWITCH, SwitchText.write(next)));
    }

    /** Says what somebody speaks and where they are rung. */
    public Change reach(PersonId person, UnaryOperator<Reach> next) {
        synchronized (changes) {
            Reach reach = next.apply(kept.reach(person));
            return changed(store.duties(centre()).put(new StoredDuty(person, DutyKind.REACH, ReachText.write(reach))));
        }
    }

    public Change add(ShiftId id, Shift shift) {
        synchronized (changes) {
            return changed(store.shifts(centre()).add(id, ShiftText.write(shift)));
        }
    }

    /** Puts another shift in the place of that version. */
    public Change replace(ShiftId id, int version, Shift shift) {
        synchronized (changes) {
            return changed(store.shifts(centre()).replace(new StoredShift(id, version, ShiftText.write(shift))));
        }
    }

    public Change drop(ShiftId id) {
        synchronized (changes) {
            return changed(store.shifts(centre()).drop(id));
        }
    }

    /** What somebody has from now on, at most {@link DutyLimits#DAYS_AHEAD} ahead. */
    public List<Turn> ahead(PersonId person) {
        Instant now = clock.instant();
        return kept.calendar().turns(new Turn.Span(now, now.plus(Duration.ofDays(DutyLimits.DAYS_AHEAD)))).stream()
                .filter(turn -> turn.isOf(person))
                .toList();
    }

    /** Somebody asks for another cover of one day. */
    public Swaps.Outcome swap(Turn.Key turn, Swaps.Asked asked) {
        synchronized (changes) {
            Shift shift = kept.calendar().shifts().get(turn.shift());
            LocalDate today = kept.calendar().day(clock.instant());
            if (shift == null || !shift.pattern().fallsOn(turn.date())) {
                return new Swaps.No(Swaps.Why.NOT_THERE);
            }
            boolean over = !kept.calendar()
                    .span(turn.date(), shift.pattern().hours())
                    .until()
                    .isAfter(clock.instant());
            if (over) {
                return new Swaps.No(Swaps.Why.OVER);
            }
            Swaps.Outcome outcome = Swaps.decide(shift.cover(turn.date()), asked);
            if (outcome instanceof Swaps.Yes(Cover cover)) {
                Shift next = shift.with(turn.date(), cover, today);
                Change change = changed(store.shifts(centre())
                        .replace(new StoredShift(turn.shift(), version(turn.shift()), ShiftText.write(next))));
                return change == Change.DONE ? outcome : new Swaps.No(Swaps.Why.NOT_WRITTEN);
            }
            return outcome;
        }
    }

    private Change changed(Change change) {
        if (change == Change.DONE) {
            take(Kept.read(store, centre(), zone));
        }
        return change;
    }
}
