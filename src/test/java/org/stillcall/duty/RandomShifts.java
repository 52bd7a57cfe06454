package org.stillcall.duty;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.stillcall.base.Label;
import org.stillcall.store.PersonId;
import org.stillcall.store.ShiftId;

/** Zones, changes of clocks and shifts from a seed. */
final class RandomShifts {
    private static final List<String> ZONES = List.copyOf(new TreeSet<>(ZoneId.getAvailableZoneIds()));
    private static final Instant FIRST = Instant.parse("1970-02-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2040-12-01T00:00:00Z");

    private final Random random;

    RandomShifts(int seed) {
        random = new Random(seed);
    }

    ZoneId zone() {
        return ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    }

    /** A change of that zone's clocks; any instant where there is none. */
    Instant change(ZoneId zone) {
        Instant any = Instant.ofEpochSecond(FIRST.getEpochSecond()
                + (long) (random.nextDouble() * (LAST.getEpochSecond() - FIRST.getEpochSecond())));
        ZoneOffsetTransition next = zone.getRules().nextTransition(any);
        return next == null || next.getInstant().isAfter(LAST) ? any : next.getInstant();
    }

    /** At most that many times of a day in order, most of them near that one. */
    List<LocalTime> cuts(int most, LocalTime near) {
        Set<LocalTime> cuts = new TreeSet<>();
        int count = 1 + random.nextInt(most);
        for (int i = 0; i < count; i++) {
            int minute = random.nextInt(3) == 0
                    ? random.nextInt(1440)
                    : Math.floorMod(near.toSecondOfDay() / 60 + random.nextInt(181) - 90, 1440);
            cuts.add(LocalTime.ofSecondOfDay(minute * 60L));
        }
        return List.copyOf(cuts);
    }

    Shift shift(LocalDate around, LocalTime near) {
        List<LocalTime> cuts = cuts(6, near);
        Set<DayOfWeek> days = new HashSet<>(Set.of(DayOfWeek.of(1 + random.nextInt(7))));
        for (DayOfWeek day : DayOfWeek.values()) {
            if (random.nextBoolean()) {
                days.add(day);
            }
        }
        LocalDate first = around.minusDays(random.nextInt(60)).plusDays(2);
        first = first.getYear() < 1970 ? around : first;
        Pattern.Season season =
                new Pattern.Season(first, random.nextBoolean() ? null : first.plusDays(random.nextInt(70)));
        Pattern pattern = new Pattern(
                season,
                days,
                1 + random.nextInt(3),
                new Pattern.Hours(cuts.get(random.nextInt(cuts.size())), cuts.get(random.nextInt(cuts.size()))));
        Map<LocalDate, Cover> covers = new TreeMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            covers.put(around.plusDays(random.nextInt(5) - 2), cover());
        }
        Tier tier = random.nextBoolean() ? Tier.FIRST : Tier.FALLBACK;
        return new Shift(new Label("helpline"), tier, pattern, random.nextBoolean() ? null : person(), covers);
    }

    private Cover cover() {
        return switch (random.nextInt(4)) {
            case 0 -> new Cover.Held(person());
            case 1 -> new Cover.Offered(person());
            case 2 -> new Cover.Open();
            default -> new Cover.LeftOut();
        };
    }

    PersonId person() {
        return new PersonId(id());
    }

    ShiftId id(int unused) {
        return new ShiftId(id());
    }

    String id() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
