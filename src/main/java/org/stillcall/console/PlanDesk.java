package org.stillcall.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Randomness;
import org.stillcall.console.DeskSessions.News;
import org.stillcall.plan.ContactPlan;
import org.stillcall.plan.Moment;
import org.stillcall.plan.PlanText;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.SafeTimes;
import org.stillcall.store.CentreId;
import org.stillcall.store.Claims;
import org.stillcall.store.DeviceId;
import org.stillcall.store.PlanId;
import org.stillcall.store.StoredPlan;

/** What the routes about plans share: plans as read, who has which call-back in hand, leaves to call outside a plan. */
final class PlanDesk {
    private static final Duration CLAIM = Duration.ofMinutes(ApiLimits.CLAIM_MINUTES);
    private static final long MINUTE_MILLIS = 60_000;

    private final Staff staff;
    private final DeskMeans.PlanRules rules;
    private final Claims claims;
    private final Overrides overrides;
    private final Reached reached = new Reached();
    private final LongSupplier nowMillis;
    /** The device that changed something longest ago goes for the next. */
    private final LinkedHashMap<DeviceId, Throttle> changes = new LinkedHashMap<>();

    PlanDesk(Staff staff, DeskMeans means, Randomness randomness, LongSupplier nowMillis) {
        this.staff = staff;
        this.rules = means.plans();
        this.nowMillis = nowMillis;
        this.claims = new Claims(() -> nowMillis.getAsLong() * 1_000_000);
        this.overrides = new Overrides(randomness, means.rules().overrideDelay(), staff::now);
    }

    /** A plan as it is kept and as it is meant. */
    record Read(StoredPlan stored, ContactPlan plan) {
        @Override
        public String toString() {
            return "Read";
        }
    }

    Staff staff() {
        return staff;
    }

    Overrides overrides() {
        return overrides;
    }

    Instant now() {
        return staff.now();
    }

    /** The time by both clocks: safe hours are those of the machine's own. */
    Moment moment() {
        return staff.moment();
    }

    /** Where the centre is. */
    ZoneId zone() {
        return rules.habits().zone();
    }

    int mostDays() {
        return rules.mostDays().getAsInt();
    }

    /** The rule of a programme; null when the configuration has none of this name. */
    @Nullable
    ProgrammeRule rule(Label programme) {
        ProgrammeRule written = rules.programmes().get(programme);
        return written == null ? null : written.at(now());
    }

    /** A plan of this centre, or refused as gone. */
    Read read(CentreId centre, PlanId id) {
        StoredPlan stored =
                staff.store().plans(centre).read(id).orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_PLAN));
        return read(stored);
    }

    /** All plans of a centre; one that is broken on the disk does not hide the others. */
    List<Read> readAll(CentreId centre) {
        return staff.store().plans(centre).list().stream()
                .flatMap(stored -> readIfSound(stored).stream())
                .toList();
    }

    /** What comes back from the disk is checked again; what is broken there is our fault and allows nothing. */
    static Read read(StoredPlan stored) {
        return readIfSound(stored).orElseThrow(() -> new IllegalStateException("A stored plan is not one."));
    }

    private static Optional<Read> readIfSound(StoredPlan stored) {
        return switch (PlanText.parse(stored.policy())) {
            case PlanText.Parsed parsed -> Optional.of(new Read(stored, parsed.plan()));
            case PlanText.Faulty _ -> Optional.empty();
        };
    }

    static PlanId idIn(String text) {
        return PlanId.parse(text).orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_PLAN));
    }

    /** Takes a call-back in hand, or lengthens that; refused while another device has it. */
    void claim(PlanId plan, DeskSession session) {
        dropGone(plan);
        if (!claims.claim(plan, session.device(), CLAIM)) {
            throw new RefusedException(Refusal.TAKEN);
        }
    }

    /** Takes it in hand for a call that begins, until {@link #callOver} or {@link #callNotPlaced}. */
    void hold(PlanId plan, DeskSession session) {
        dropGone(plan);
        if (!claims.hold(plan, session.device())) {
            throw new RefusedException(Refusal.TAKEN);
        }
    }

    /** The call that goes on is another device's now. */
    void handOver(PlanId plan, DeviceId device) {
        claims.over(plan);
        claims.hold(plan, device);
    }

    void callNotPlaced(PlanId plan) {
        claims.ease(plan, CLAIM);
    }

    void callOver(PlanId plan) {
        claims.over(plan);
    }

    boolean giveBack(PlanId plan, DeskSession session) {
        return claims.giveBack(plan, session.device());
    }

    /** {@code MINE}, {@code TAKEN} or {@code FREE}. */
    String claimOf(PlanId plan, DeskSession session) {
        dropGone(plan);
        return claims.holder(plan)
                .map(holder -> holder.equals(session.device()) ? "MINE" : "TAKEN")
                .orElse("FREE");
    }

    /** What a device has in hand goes with its session. */
    private void dropGone(PlanId plan) {
        claims.holder(plan).filter(holder -> !staff.sessions().signedIn(holder)).ifPresent(claims::giveBackAll);
    }

    /** Somebody spoke to them: off the list until the next time that is safe opens. */
    void reached(PlanId id, ContactPlan plan) {
        Instant now = now();
        ProgrammeRule rule = rule(plan.programme());
        Optional<SafeTimes> times = rule == null ? Optional.empty() : plan.times(rule);
        reached.add(id, times.flatMap(safe -> Reached.nextOpening(safe, now)).orElse(plan.ends()), now);
    }

    /** Whether somebody spoke to them in this window already. */
    boolean isReached(PlanId id) {
        return reached.holds(id, now());
    }

    void forget(PlanId plan) {
        claims.forget(plan);
        reached.forget(plan);
    }

    /** Lists of call-backs, plans or overrides that are open in this centre are out of date. */
    void tell(CentreId centre) {
        staff.sessions().tell(session -> session.centre().equals(centre), News.CALLBACKS);
    }

    /** Counts a change that this device asks for, or refuses it: too many within a minute. */
    DeskSession changing(DeskSession session) {
        Throttle throttle;
        synchronized (changes) {
            throttle = changes.remove(session.device());
            if (throttle == null) {
                throttle = new Throttle(ApiLimits.CHANGES_PER_MINUTE, MINUTE_MILLIS, nowMillis, Refusal.TOO_OFTEN);
            }
            if (changes.size() >= ApiLimits.DESK_SESSIONS) {
                changes.pollFirstEntry();
            }
            changes.put(session.device(), throttle);
        }
        throttle.enter();
        if (session.ended()) {
            throw new RefusedException(Refusal.NOT_SIGNED_IN);
        }
        return session;
    }
}
