package org.stillcall.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.plan.Dialled.dial;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.plan.SafeTimes.Always;
import org.stillcall.plan.SafeTimes.Window;

/**
 * G7, G9, G12, G13: no call outside a plan, over random plans, instants and zones around changes of clocks, each
 * checked against a wall clock that is read once a minute; and every refusal has its cause.
 */
class PlanDecisionPropertiesTest {
    private static final int STAGES = 1_000;
    private static final int TRIALS = 1_000;
    private static final int DAY = 24 * 60;
    private static final Decision DECISION = new Decision(new DialPlan());
    private static final Map<NumberKind, Digits> NUMBERS = new EnumMap<>(NumberKind.class);

    private final long seed = Long.getLong("stillcall.plan.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final RandomPlans plans = new RandomPlans(random);
    private int permitted;
    private final EnumMap<Reason, Integer> refused = new EnumMap<>(Reason.class);

    @BeforeAll
    static void dialled() {
        NUMBERS.put(NumberKind.ORDINARY, dial("+12025550147"));
        NUMBERS.put(NumberKind.TOLL_FREE, dial("8005550147"));
        NUMBERS.put(NumberKind.EMERGENCY, dial("911"));
        NUMBERS.put(NumberKind.DIALLING_CODE, dial("*672025550147"));
        NUMBERS.put(NumberKind.PREMIUM, dial("9005550147"));
    }

    @AfterAll
    static void overwrite() {
        NUMBERS.values().forEach(Digits::close);
    }

    /** The clocks of a plan and of a rule over the same minutes, and the rule. */
    private record Stage(
            ZoneId zone, Instant change, WallTable hers, WallTable ours, List<Window> hours, ProgrammeRule rule) {
        boolean safe(int minute, ContactPlan plan) {
            return (rule.safeTimes() instanceof Always || ours.weekly(minute, hours)) && hers.safe(minute, plan);
        }
    }

    private record Trial(Stage stage, int minute, Instant now, NumberKind kind, Request request) {
        PlanStanding under() {
            PlanStanding under = request.under();
            if (under == null) {
                throw new AssertionError();
            }
            return under;
        }

        ContactPlan plan() {
            return under().plan();
        }

        boolean lifted() {
            DangerOverride override = under().override();
            return override != null
                    && !override.from().isAfter(now)
                    && override.until().isAfter(now);
        }

        boolean timely() {
            return lifted() || stage.safe(minute, plan()) && stage.safe(lastMinute(), plan());
        }

        /** In which the shortest ringing ends; no window is shorter than a minute. */
        private int lastMinute() {
            Instant rings = now.plusSeconds(Limits.LEAST_RING_SECONDS).minusNanos(1);
            return Math.toIntExact(Duration.between(stage.hers.start, rings).toMinutes());
        }
    }

    @Test
    void randomPlans_atRandomInstants_allowNoCallOutsideThem() {
        System.out.println("PlanDecisionPropertiesTest seed " + seed);
        for (int i = 0; i < STAGES; i++) {
            Stage stage = stage(2 * DAY);
            for (int k = 0; k < TRIALS; k++) {
                Trial trial = trial(stage);
                Verdict verdict = DECISION.decide(trial.request, stage.rule, Moment.of(trial.now));
                foreseen(trial, verdict);
                switch (verdict) {
                    case Verdict.Permit permit -> {
                        permitted++;
                        inside(trial);
                        assertEquals(shown(trial), permit.identity(), this::seeded);
                        assertTrue(trial.request.confirmed() || permit.identity() == Identity.HIDDEN, this::seeded);
                        notes(trial, permit.notes());
                    }
                    case Verdict.Confirm _ -> {
                        inside(trial);
                        assertFalse(trial.request.confirmed(), this::seeded);
                        assertTrue(shown(trial) != Identity.HIDDEN, this::seeded);
                    }
                    case Verdict.Refuse refuse -> {
                        refused.merge(refuse.reason(), 1, Integer::sum);
                        outside(trial, refuse);
                    }
                }
            }
        }
        assertTrue(permitted > STAGES * TRIALS / 20, () -> permitted + " permitted of all " + refused);
        for (Reason reason : EnumSet.of(
                Reason.OUTSIDE_SAFE_TIME,
                Reason.NO_TIME_LEFT,
                Reason.SURVIVOR_CALLS,
                Reason.OTHER_PROGRAMME,
                Reason.PLAN_ENDED,
                Reason.ATTEMPTS_USED,
                Reason.NO_SECURE_TRUNK,
                Reason.NO_FIT_TRUNK,
                Reason.EMERGENCY_NUMBER)) {
            assertTrue(refused.getOrDefault(reason, 0) > 1000, () -> reason + " of " + refused);
        }
    }

    @Test
    void nextSafeTime_isTheFirstMinuteAtWhichBothAllowACall_andLastsUntilOneDoesNot() {
        System.out.println("PlanDecisionPropertiesTest next seed " + seed);
        int found = 0;
        int closed = 0;
        for (int i = 0; i < 60; i++) {
            Stage stage = stage(25 * DAY);
            for (int k = 0; k < 12; k++) {
                ContactPlan plan = plans.plan(stage.zone, stage.change);
                SafeTimes times = new JointTimes(stage.rule.safeTimes(), plan.times());
                int next = -1;
                int shut = -1;
                for (int minute = stage.hers.minutes - 1; minute >= 0; minute--) {
                    boolean safe = stage.safe(minute, plan);
                    next = safe ? minute : next;
                    shut = safe ? shut : minute;
                    if (minute % 97 == 0 && (next >= 0 || stage.hers.ended(stage.hers.minutes - 1, plan))) {
                        Instant now = stage.hers.start.plusSeconds(60L * minute);
                        Optional<Instant> expected =
                                next < 0 ? Optional.empty() : Optional.of(stage.hers.start.plusSeconds(60L * next));
                        assertEquals(expected, times.next(now), () -> seeded() + " at " + now);
                        found += next < 0 ? 0 : 1;
                    }
                    if (minute % 97 == 0 && safe && shut > 0) {
                        Instant now = stage.hers.start.plusSeconds(60L * minute);
                        Instant closes = stage.hers.start.plusSeconds(60L * shut);
                        assertEquals(closes, times.closes(now), () -> seeded() + " at " + now);
                        closed++;
                    }
                }
            }
        }
        assertTrue(found > 10_000 && closed > 2_000, "found " + found + ", closed " + closed);
    }

    /** What is said of the plan alone is what is decided where nothing else speaks against the call. */
    private void foreseen(Trial trial, Verdict verdict) {
        Verdict foreseen = Decision.foresee(trial.under(), trial.stage.rule, Moment.of(trial.now));
        if (!(verdict instanceof Verdict.Refuse)) {
            assertTrue(foreseen instanceof Verdict.Permit, this::seeded);
        } else if (foreseen instanceof Verdict.Refuse && trial.kind == NumberKind.ORDINARY) {
            assertEquals(verdict, foreseen, this::seeded);
        }
    }

    private void inside(Trial trial) {
        ContactPlan plan = trial.plan();
        assertTrue(trial.timely(), this::seeded);
        assertEquals(trial.stage.rule.label(), plan.programme(), this::seeded);
        assertFalse(trial.stage.hers.ended(trial.minute, plan), this::seeded);
        assertTrue(trial.lifted() || plan.caller() == Caller.WE_CALL, this::seeded);
        assertTrue(trial.lifted() || trial.under().attempts() < plan.attempts(), this::seeded);
        assertTrue(trial.request.lines().contains(Line.FIT_TRUNK), this::seeded);
        assertTrue(!plan.monitored() || trial.request.lines().contains(Line.SECURE_TRUNK), this::seeded);
        assertTrue(
                trial.kind == NumberKind.ORDINARY
                        || trial.kind == NumberKind.TOLL_FREE
                                && trial.request.lines().contains(Line.LEASED_NUMBER),
                this::seeded);
    }

    private void outside(Trial trial, Verdict.Refuse refuse) {
        ContactPlan plan = trial.plan();
        Set<Line> lines = trial.request.lines();
        boolean caused = switch (refuse.reason()) {
            case EMERGENCY_NUMBER -> trial.kind == NumberKind.EMERGENCY;
            case DIALLING_CODE -> trial.kind == NumberKind.DIALLING_CODE;
            case PREMIUM_NUMBER -> trial.kind == NumberKind.PREMIUM;
            case TOLL_FREE_SEES_NUMBER -> trial.kind == NumberKind.TOLL_FREE && !lines.contains(Line.LEASED_NUMBER);
            case OTHER_PROGRAMME -> !plan.programme().equals(trial.stage.rule.label());
            case PLAN_ENDED -> trial.stage.hers.ended(trial.minute, plan);
            case SURVIVOR_CALLS -> !trial.lifted() && plan.caller() == Caller.THEY_CALL;
            case ATTEMPTS_USED -> !trial.lifted() && trial.under().attempts() >= plan.attempts();
            case OUTSIDE_SAFE_TIME -> !trial.timely() && refuse.nextSafeTime().isPresent();
            case NO_TIME_LEFT -> !trial.timely() && refuse.nextSafeTime().isEmpty();
            case NO_FIT_TRUNK -> trial.timely() && !lines.contains(Line.FIT_TRUNK);
            case NO_SECURE_TRUNK -> trial.timely() && plan.monitored() && !lines.contains(Line.SECURE_TRUNK);
            case SETTING_MISSING,
                    INVALID_NUMBER,
                    SHARED_COST_NUMBER,
                    INTERNATIONAL_NUMBER,
                    LINE_NOT_TESTED,
                    NO_NUMBER_FREE,
                    SHOWING_NOT_AGREED,
                    PLAN_NEEDED,
                    NO_SAFE_TIME,
                    CLOCK_SET_BACK -> false;
        };
        assertTrue(caused, () -> seeded() + " " + refuse);
        if (refuse.nextSafeTime().isPresent()) {
            Instant next = refuse.nextSafeTime().get();
            assertTrue(next.isAfter(trial.now), this::seeded);
            int minute = Math.toIntExact(
                    Duration.between(trial.stage.hers.start, next).toMinutes());
            if (minute < trial.stage.hers.minutes) {
                assertTrue(trial.stage.safe(minute, plan), this::seeded);
            }
        }
    }

    /** The least of all that have a say, in words of its own. */
    private static Identity shown(Trial trial) {
        ContactPlan plan = trial.plan();
        boolean may = trial.request.lines().contains(Line.LEASED_NUMBER)
                && trial.stage.rule.identity() == IdentityRule.DIRECT_ALLOWED
                && trial.stage.hers.holds(trial.minute, plan.identity().consent());
        boolean number = may
                && trial.request.asked() != Identity.HIDDEN
                && plan.identity().shows() != IdentityChoice.Shows.PRIVATE;
        boolean name = number
                && trial.request.asked() == Identity.SHOWN
                && plan.identity().shows() == IdentityChoice.Shows.ALIAS;
        return name ? Identity.SHOWN : number ? Identity.NUMBER : Identity.HIDDEN;
    }

    private void notes(Trial trial, Set<Note> notes) {
        ContactPlan plan = trial.plan();
        assertEquals(trial.stage.hers.due(trial.minute, plan.askAgain()), notes.contains(Note.ASK_AGAIN), this::seeded);
        assertEquals(plan.monitored(), notes.contains(Note.MONITORED_PHONE), this::seeded);
        assertEquals(trial.lifted(), notes.contains(Note.OVERRIDDEN), this::seeded);
        assertEquals(
                shown(trial) == Identity.HIDDEN && trial.request.asked() != Identity.HIDDEN,
                notes.contains(Note.STAYS_HIDDEN),
                this::seeded);
    }

    private Stage stage(int around) {
        ZoneId zone = plans.zone();
        // some zones once changed their clocks a minute after midnight
        Instant first = Instant.parse(random.nextBoolean() ? "2000-01-01T00:00:00Z" : "2020-01-01T00:00:00Z");
        Instant change = plans.change(zone, first);
        Instant start = change.minusSeconds(60L * around);
        ZoneId rules = random.nextBoolean() ? zone : plans.zone();
        List<Window> hours = plans.windows(LocalDateTime.ofInstant(change, rules));
        SafeTimes times = random.nextInt(3) > 0 ? new Always() : SafeTimes.weekly(rules, hours);
        IdentityRule identity = random.nextInt(3) == 0 ? IdentityRule.ALWAYS_HIDDEN : IdentityRule.DIRECT_ALLOWED;
        ProgrammeRule rule = new ProgrammeRule(
                new Label("helpline"), random.nextInt(9) == 0 ? null : identity, times, new Region("US"), null, null);
        return new Stage(
                zone,
                change,
                new WallTable(zone, start, 2 * around),
                new WallTable(rules, start, 2 * around),
                hours,
                rule);
    }

    private Trial trial(Stage stage) {
        ContactPlan plan = plans.plan(stage.zone, stage.change);
        int middle = stage.hers.minutes / 2;
        int minute = random.nextInt(3) > 0 ? middle + random.nextInt(600) - 300 : random.nextInt(stage.hers.minutes);
        Instant now = stage.hers.start.plusSeconds(60L * minute).plusNanos(random.nextLong(60_000_000_000L));
        EnumSet<Line> lines = EnumSet.noneOf(Line.class);
        for (Line line : Line.values()) {
            if (random.nextInt(8) > 0) {
                lines.add(line);
            }
        }
        NumberKind kind = random.nextInt(8) > 0
                ? NumberKind.ORDINARY
                : plans.one(NUMBERS.keySet().toArray(NumberKind[]::new));
        Digits number = NUMBERS.get(kind);
        PlanStanding under = new PlanStanding(plan, random.nextInt(random.nextInt(4) == 0 ? 21 : 2), override(now));
        return new Trial(
                stage,
                minute,
                now,
                kind,
                new Request(number, plans.one(Identity.values()), random.nextBoolean(), lines, under));
    }

    private @Nullable DangerOverride override(Instant now) {
        if (random.nextInt(6) > 0) {
            return null;
        }
        Instant from = now.plusSeconds(random.nextInt(4000) - 3000);
        return new DangerOverride(plans.one(DangerOverride.Danger.values()), from, from.plusSeconds(1800));
    }

    private String seeded() {
        return "seed " + seed;
    }
}
