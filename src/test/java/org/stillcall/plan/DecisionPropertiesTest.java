package org.stillcall.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.plan.Dialled.POOL;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.plan.SafeTimes.Always;
import org.stillcall.plan.SafeTimes.Window;

/**
 * G9: whatever is asked, a decision comes out, and it never allows more than rule, request and lines allow together.
 */
class DecisionPropertiesTest {
    private static final DialPlan PLAN = new DialPlan();
    private static final Decision DECISION = new Decision(PLAN);
    private static final String DIALLED = "0123456789*#";
    private static final String[] BEGINNINGS = {
        "",
        "1",
        "+1",
        "+1202555",
        "1800",
        "900",
        "202976",
        "911",
        "9",
        "0",
        "00",
        "011",
        "+44",
        "01144",
        "0207946",
        "*67",
        "1876",
        "141",
        "+",
        "+80",
        "+979",
        "613555",
        "112"
    };
    private static final String[] ZONES = {
        "America/New_York",
        "America/Los_Angeles",
        "Europe/London",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "UTC",
        "America/Havana"
    };

    private final Random random;
    private final String seed;

    DecisionPropertiesTest() {
        long number = System.nanoTime();
        this.random = new Random(number);
        this.seed = "seed " + number;
        System.out.println("DecisionPropertiesTest " + seed);
    }

    private record Trial(Request request, @Nullable ProgrammeRule rule, Instant now) {}

    @Test
    void million_ofRandomCalls_areDecidedAndNoneMoreThanAllowed() {
        List<ProgrammeRule> rules = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rules.add(randomRule());
        }
        int permits = 0;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(40);
            for (int i = 0; i < 1_000_000; i++) {
                Digits dialled = i % 10 == 0 ? randomDial(text) : northAmerican(text);
                if (dialled == null) {
                    continue;
                }
                try (dialled) {
                    Trial trial = trial(dialled, rules.get(random.nextInt(rules.size())));
                    Verdict verdict = DECISION.decide(trial.request, trial.rule, Moment.of(trial.now));
                    assertEquals(verdict, DECISION.decide(trial.request, trial.rule, Moment.of(trial.now)), seed);
                    permits += hold(trial, verdict);
                }
            }
        }
        assertTrue(permits > 1_000, seed + " permits " + permits);
        assertEquals(0, POOL.onLoan());
    }

    /** Checks what must hold and returns 1 for a call that may take place. */
    private int hold(Trial trial, Verdict verdict) {
        ProgrammeRule rule = trial.rule;
        return switch (verdict) {
            case Verdict.Permit permit -> {
                holdsForAnyCall(trial);
                if (permit.identity() == Identity.SHOWN) {
                    assertTrue(rule != null && rule.identity() == IdentityRule.DIRECT_ALLOWED, seed);
                    assertEquals(Identity.SHOWN, trial.request.asked(), seed);
                    assertTrue(trial.request.confirmed(), seed);
                    assertTrue(trial.request.lines().contains(Line.LEASED_NUMBER), seed);
                }
                yield 1;
            }
            case Verdict.Confirm confirm -> {
                holdsForAnyCall(trial);
                assertFalse(trial.request.confirmed(), seed);
                assertEquals(Identity.SHOWN, trial.request.asked(), seed);
                yield 1;
            }
            case Verdict.Refuse refuse -> {
                if (refuse.nextSafeTime().isPresent()) {
                    Instant next = refuse.nextSafeTime().get();
                    assertEquals(Reason.OUTSIDE_SAFE_TIME, refuse.reason(), seed);
                    assertTrue(next.isAfter(trial.now), seed);
                    assertTrue(
                            rule != null
                                    && rule.safeTimes() != null
                                    && rule.safeTimes().contains(next),
                            seed);
                }
                yield 0;
            }
        };
    }

    private void holdsForAnyCall(Trial trial) {
        ProgrammeRule rule = trial.rule;
        assertTrue(rule != null && rule.home() != null && rule.safeTimes() != null, seed);
        assertTrue(rule.safeTimes().contains(trial.now), seed);
        assertTrue(rule.safeTimes().contains(trial.now.plusSeconds(9)), seed);
        assertTrue(trial.request.lines().contains(Line.FIT_TRUNK), seed);
        Digits dialled = trial.request.dialled();
        for (int i = 0; i < dialled.length(); i++) {
            assertTrue(dialled.at(i) != '*' && dialled.at(i) != '#', seed);
        }
        Destination destination = PLAN.destination(dialled, rule.home());
        assertTrue(destination.region() != null && rule.allows(destination.region()), seed);
        switch (destination.kind()) {
            case ORDINARY -> assertTrue(dialled.length() > 4, seed);
            case TOLL_FREE -> assertTrue(trial.request.lines().contains(Line.LEASED_NUMBER), seed);
            case PREMIUM -> assertTrue(rule.allows(Surcharge.PREMIUM), seed);
            case SHARED_COST -> assertTrue(rule.allows(Surcharge.SHARED_COST), seed);
            case EMERGENCY, DIALLING_CODE, INVALID -> throw new AssertionError(seed);
        }
        try (Digits number = PLAN.toE164(dialled, rule.home(), POOL)) {
            assertTrue(number != null && number.international() && number.length() <= 15, seed);
            assertEquals(destination, PLAN.destination(number, rule.home()), seed);
        }
    }

    private Trial trial(Digits dialled, ProgrammeRule rule) {
        Set<Line> lines = EnumSet.noneOf(Line.class);
        for (Line line : Line.values()) {
            if (random.nextInt(8) > 0) {
                lines.add(line);
            }
        }
        Identity asked = random.nextBoolean() ? Identity.SHOWN : Identity.HIDDEN;
        Instant now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(400_000_000));
        return new Trial(
                new Request(dialled, asked, random.nextBoolean(), lines), random.nextInt(50) == 0 ? null : rule, now);
    }

    private ProgrammeRule randomRule() {
        List<Window> windows = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            int from = random.nextInt(24 * 60);
            int to = (from + 1 + random.nextInt(23 * 60)) % (24 * 60);
            windows.add(new Window(
                    DayOfWeek.of(1 + random.nextInt(7)),
                    LocalTime.ofSecondOfDay(60L * from),
                    LocalTime.ofSecondOfDay(60L * to)));
        }
        ZoneId zone = ZoneId.of(ZONES[random.nextInt(ZONES.length)]);
        SafeTimes times = random.nextBoolean() ? new Always() : SafeTimes.weekly(zone, windows);
        Set<Region> countries = switch (random.nextInt(3)) {
            case 0 -> Set.of(new Region("US"), new Region("CA"), new Region("JM"), new Region("GB"));
            case 1 -> Set.of();
            default -> null;
        };
        Set<Surcharge> surcharges = switch (random.nextInt(3)) {
            case 0 -> EnumSet.of(Surcharge.PREMIUM);
            case 1 -> EnumSet.of(Surcharge.SHARED_COST);
            default -> null;
        };
        return new ProgrammeRule(
                new Label("helpline"),
                random.nextInt(10) == 0 ? null : IdentityRule.values()[random.nextInt(2)],
                random.nextInt(10) == 0 ? null : times,
                random.nextInt(10) == 0 ? null : new Region(random.nextInt(4) == 0 ? "GB" : "US"),
                countries,
                surcharges);
    }

    private @Nullable Digits northAmerican(MemorySegment text) {
        int n = put(text, 0, random.nextBoolean() ? "+1" : "1");
        n = put(text, n, String.valueOf(200 + random.nextInt(800)));
        n = put(text, n, String.valueOf(200 + random.nextInt(800)));
        for (int i = 0; i < 4; i++) {
            text.set(ValueLayout.JAVA_BYTE, n++, (byte) ('0' + random.nextInt(10)));
        }
        return Digits.read(POOL, text, 0, n);
    }

    private @Nullable Digits randomDial(MemorySegment text) {
        int n = put(text, 0, BEGINNINGS[random.nextInt(BEGINNINGS.length)]);
        for (int i = random.nextInt(13); i > 0; i--) {
            int signs = random.nextInt(40) == 0 ? 12 : 10;
            text.set(ValueLayout.JAVA_BYTE, n++, (byte) DIALLED.charAt(random.nextInt(signs)));
        }
        return Digits.read(POOL, text, 0, n);
    }

    private static int put(MemorySegment text, int at, String characters) {
        for (int i = 0; i < characters.length(); i++) {
            text.set(ValueLayout.JAVA_BYTE, at + i, (byte) characters.charAt(i));
        }
        return at + characters.length();
    }
}
