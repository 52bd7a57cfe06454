package org.stillcall.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.plan.SafeTimes.Window;

/** Plans at random around a day, many of their edges close to where clocks change. */
final class RandomPlans {
    private static final List<String> ODD = List.of(
            "America/New_York",
            "Europe/Berlin",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "America/Havana",
            "America/Asuncion",
            "Africa/Casablanca",
            "Atlantic/Azores",
            "Asia/Beirut",
            "Antarctica/Troll",
            "Pacific/Chatham",
            "America/St_Johns");
    private static final List<String> ALL =
            ZoneId.getAvailableZoneIds().stream().sorted().toList();

    private final Random random;

    RandomPlans(Random random) {
        this.random = random;
    }

    ZoneId zone() {
        List<String> from = random.nextBoolean() ? ODD : ALL;
        return ZoneId.of(from.get(random.nextInt(from.size())));
    }

    /** As a rule a change of clocks of that zone, within sixteen years of {@code first}. */
    Instant change(ZoneId zone, Instant first) {
        Instant any = first.plusSeconds(random.nextInt(500_000_000));
        var change = random.nextInt(8) == 0 ? null : zone.getRules().nextTransition(any);
        return change == null ? any.truncatedTo(ChronoUnit.MINUTES) : change.getInstant();
    }

    ContactPlan plan(ZoneId zone, Instant around) {
        LocalDateTime wall = LocalDateTime.ofInstant(around, zone).truncatedTo(ChronoUnit.MINUTES);
        LocalDate day = wall.toLocalDate();
        return new ContactPlan(
                new Label(random.nextInt(20) == 0 ? "shelter" : "helpline"),
                zone,
                windows(wall),
                stretches(wall, 3, 300),
                stretches(wall, 3, 600),
                random.nextInt(10) == 0 ? Caller.THEY_CALL : Caller.WE_CALL,
                random.nextBoolean()
                        ? null
                        : new RingPattern(
                                Duration.ofSeconds(3 + random.nextInt(28)),
                                Duration.ofSeconds(10 + random.nextInt(891))),
                new VoicemailConsent(one(VoicemailConsent.Wording.values()), consent(day)),
                dropped(),
                new IdentityChoice(one(IdentityChoice.Shows.values()), consent(day)),
                rejected(day),
                random.nextInt(3) == 0,
                languages(),
                day.plusDays(random.nextInt(12) - 1),
                day.plusDays(random.nextInt(9) - 4),
                1 + random.nextInt(20));
    }

    List<Window> windows(LocalDateTime wall) {
        List<Window> windows = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            boolean close = random.nextBoolean();
            LocalDateTime from =
                    close ? wall.plusMinutes(random.nextInt(480) - 240) : wall.plusMinutes(random.nextInt(7 * 24 * 60));
            int length = 1 + random.nextInt(close ? 240 : 23 * 60);
            windows.add(
                    new Window(DayOfWeek.from(from), LocalTime.from(from), LocalTime.from(from.plusMinutes(length))));
        }
        if (random.nextInt(3) == 0) {
            for (DayOfWeek day : DayOfWeek.values()) {
                windows.add(new Window(day, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT));
            }
        }
        return windows;
    }

    private List<Stretch> stretches(LocalDateTime wall, int most, int longest) {
        List<Stretch> stretches = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            LocalDateTime from = wall.plusMinutes((long) (random.nextGaussian() * (random.nextBoolean() ? 120 : 2000)));
            int length = random.nextInt(5) == 0 ? 7 * 24 * 60 : longest;
            stretches.add(new Stretch(from, from.plusMinutes(1 + random.nextInt(length))));
        }
        return stretches;
    }

    private Consent consent(LocalDate day) {
        LocalDate given = day.plusDays(random.nextInt(8) - 5);
        return new Consent(given, given.plusDays(random.nextInt(8)));
    }

    private DroppedRule dropped() {
        Duration time = Duration.ofMinutes(1 + random.nextInt(60));
        return switch (random.nextInt(3)) {
            case 0 -> new DroppedRule.RedialOnce(time);
            case 1 ->
                new DroppedRule.WaitForReturn(
                        time, random.nextBoolean() ? DroppedRule.Otherwise.HELPLINE : DroppedRule.Otherwise.NOBODY);
            default -> new DroppedRule.Never();
        };
    }

    private @Nullable RejectionConsent rejected(LocalDate day) {
        return random.nextBoolean()
                ? null
                : new RejectionConsent(
                        one(RejectionConsent.Scope.values()), consent(day), EnumSet.allOf(RejectionConsent.Risk.class));
    }

    private List<Language> languages() {
        List<Language> languages = new ArrayList<>();
        for (String tag : List.of("en", "es-MX", "zh-Hant", "fil")) {
            if (random.nextBoolean()) {
                languages.add(new Language(tag));
            }
        }
        return languages;
    }

    <T> T one(T[] of) {
        return of[random.nextInt(of.length)];
    }
}
