package org.stillcall.server;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.plan.DroppedRule;
import org.stillcall.plan.IdentityRule;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.Region;
import org.stillcall.plan.SafeTimes;
import org.stillcall.plan.Surcharge;

/** Reads one {@code [[programme]]}. */
final class ProgrammeReader {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Pattern WINDOW = Pattern.compile(
            "(?<first>[a-z]{3})(-(?<last>[a-z]{3}))? (?<from>[0-9]{2}:[0-9]{2})-(?<to>[0-9]{2}:[0-9]{2})");
    private static final String SHAPE = "a window such as \"mon-fri 09:00-17:00\"";

    private static final Duration USUAL_RING = Duration.ofSeconds(45);

    private enum Drop {
        NEVER,
        REDIAL,
        HOLD,
        HOLD_THEN_HELPLINE
    }

    private final Settings.Centre centre;
    private final Map<Section, Set<Label>> trunks = new LinkedHashMap<>();

    ProgrammeReader(Settings.Centre centre) {
        this.centre = centre;
    }

    Settings.Programme read(Section in) {
        Label name = in.label("name");
        Optional<Preset> preset = in.choice("preset", Optional.<Preset>empty(), Preset.words());
        IdentityRule identity = in.choice(
                "identity",
                preset.map(Preset::identity).orElse(IdentityRule.ALWAYS_HIDDEN),
                Words.of("always hidden", IdentityRule.ALWAYS_HIDDEN, "direct allowed", IdentityRule.DIRECT_ALLOWED));
        ZoneId zone = SettingsReader.zone(
                in, "time_zone", in.optionalText("time_zone").orElse(""), centre.zone());
        SafeTimes times = times(in, zone);
        Set<Region> countries = new HashSet<>(
                in.list("countries", 300, "a country's two letters, such as \"US\"", ProgrammeReader::country));
        if (!in.has("countries")) {
            countries.add(centre.region());
        }
        Set<Surcharge> surcharges =
                new HashSet<>(in.list("allow", 10, "\"premium\" or \"shared cost\"", ProgrammeReader::surcharge));
        boolean planned = in.choice(
                "contact_plan",
                preset.map(Preset::planned).orElse(false),
                Words.of("optional", false, "required", true));
        Duration ring = in.duration(
                "ring_limit",
                preset.map(Preset::ringLimit).orElse(USUAL_RING),
                Duration.ofSeconds(5),
                Duration.ofMinutes(3));
        Set<Label> own = new HashSet<>(
                in.list("trunks", Limits.CONFIGURED_TRUNKS, "a trunk's name between quotes", ProgrammeReader::trunk));
        trunks.put(in, own);
        return new Settings.Programme(
                new ProgrammeRule(
                        name, identity, times, centre.region(), countries, surcharges, planned, dropped(in, preset)),
                ring,
                preset,
                own);
    }

    private static Optional<Label> trunk(Object entry) {
        return entry instanceof String name && Label.isLabel(name) ? Optional.of(new Label(name)) : Optional.empty();
    }

    /** Faults of programmes that name a trunk which is none of these. */
    void knows(List<Settings.Carrier> carriers) {
        Set<Label> known =
                carriers.stream().map(carrier -> carrier.trunk().name()).collect(Collectors.toSet());
        trunks.forEach((in, own) -> {
            if (!known.containsAll(own)) {
                in.fault("trunks", "'trunks' names one that is no [[trunk]].");
            }
        });
    }

    private static DroppedRule dropped(Section in, Optional<Preset> preset) {
        if (!in.has("after_drop") && !in.has("after_drop_wait") && preset.isPresent()) {
            return preset.get().dropped();
        }
        Drop rule = in.choice(
                "after_drop",
                Drop.NEVER,
                Words.of(
                        "never", Drop.NEVER,
                        "redial", Drop.REDIAL,
                        "hold", Drop.HOLD,
                        "hold then helpline", Drop.HOLD_THEN_HELPLINE));
        Duration wait = in.duration(
                "after_drop_wait",
                Duration.ofMinutes(2),
                Duration.ofMinutes(1),
                Duration.ofMinutes(Limits.PLAN_DROPPED_MINUTES));
        Duration minutes = Duration.ofMinutes(wait.toMinutes());
        if (!wait.equals(minutes)) {
            in.fault("after_drop_wait", "'after_drop_wait' has to be whole minutes, such as \"2m\".");
        }
        return switch (rule) {
            case NEVER -> new DroppedRule.Never();
            case REDIAL -> new DroppedRule.RedialOnce(minutes);
            case HOLD -> new DroppedRule.WaitForReturn(minutes);
            case HOLD_THEN_HELPLINE -> new DroppedRule.WaitForReturn(minutes, DroppedRule.Otherwise.HELPLINE);
        };
    }

    private static SafeTimes times(Section in, ZoneId zone) {
        if (!in.has("windows")) {
            in.fault("'windows' is missing: write when it is safe to call, or \"always\".");
            return SafeTimes.weekly(zone, List.of());
        }
        return windows(in, "windows", zone);
    }

    /** Weekly windows, or "always". */
    static SafeTimes windows(Section in, String key, ZoneId zone) {
        if (in.isText(key)) {
            if (!in.text(key).equals("always")) {
                in.fault(
                        key,
                        "'" + key + "' has to be a list of windows such as \"mon-fri 09:00-17:00\", or \"always\".");
            }
            return new SafeTimes.Always();
        }
        List<List<SafeTimes.Window>> days = in.list(key, Limits.SAFE_WINDOWS, SHAPE, ProgrammeReader::window);
        List<SafeTimes.Window> windows = days.stream().flatMap(List::stream).toList();
        if (windows.size() > Limits.SAFE_WINDOWS) {
            in.fault(key, "'" + key + "' are too many: each day counts, and " + Limits.SAFE_WINDOWS + " is the most.");
            return SafeTimes.weekly(zone, List.of());
        }
        return SafeTimes.weekly(zone, windows);
    }

    private static Optional<List<SafeTimes.Window>> window(Object entry) {
        if (!(entry instanceof String text)) {
            return Optional.empty();
        }
        Matcher matcher = WINDOW.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int first = DAYS.indexOf(matcher.group("first"));
        String lastDay = matcher.group("last");
        int last = lastDay == null ? first : DAYS.indexOf(lastDay);
        Optional<LocalTime> from = time(matcher.group("from"));
        Optional<LocalTime> to = time(matcher.group("to"));
        if (first < 0 || last < 0 || from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        List<SafeTimes.Window> windows = new ArrayList<>();
        try {
            for (int day = first; ; day = (day + 1) % DAYS.size()) {
                windows.add(new SafeTimes.Window(DayOfWeek.of(day + 1), from.get(), to.get()));
                if (day == last) {
                    return Optional.of(windows);
                }
            }
        } catch (IllegalArgumentException e) { // begins when it ends
            return Optional.empty();
        }
    }

    /** {@code 24:00} is the midnight that ends the day. */
    private static Optional<LocalTime> time(String text) {
        if (text.equals("24:00")) {
            return Optional.of(LocalTime.MIDNIGHT);
        }
        int hour = Integer.parseInt(text.substring(0, 2));
        int minute = Integer.parseInt(text.substring(3));
        return hour < 24 && minute < 60 ? Optional.of(LocalTime.of(hour, minute)) : Optional.empty();
    }

    private static Optional<Region> country(Object entry) {
        boolean country = entry instanceof String text
                && Region.isRegion(text)
                && Set.of(Locale.getISOCountries()).contains(text);
        return country ? Optional.of(new Region((String) entry)) : Optional.empty();
    }

    private static Optional<Surcharge> surcharge(Object entry) {
        if (entry.equals("premium")) {
            return Optional.of(Surcharge.PREMIUM);
        }
        return entry.equals("shared cost") ? Optional.of(Surcharge.SHARED_COST) : Optional.empty();
    }
}
