package org.stillcall.server;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.media.Prompts;
import org.stillcall.plan.Region;
import org.stillcall.trunk.CallerName;
import org.stillcall.trunk.NumberPool;
import org.stillcall.trunk.PilotNumber;
import org.stillcall.trunk.PooledNumber;
import org.tomlj.TomlTable;

/** Reads {@code [centre]}: where it is, and the numbers that its calls borrow. */
final class CentreReader {
    private static final Duration LONGEST_QUARANTINE = Duration.ofDays(366);

    private CentreReader() {}

    static Settings.Centre read(Section in) {
        Region region = region(in);
        ZoneId zone = SettingsReader.zone(in, "time_zone", in.text("time_zone"), ZoneId.of("UTC"));
        List<PooledNumber> pool =
                in.list("numbers", Limits.POOL_NUMBERS, "a number such as \"+12025550100\"", CentreReader::pooled);
        Set<PilotNumber> different = new HashSet<>();
        if (!pool.stream().allMatch(pooled -> different.add(pooled.number()))) {
            in.fault("numbers", "'numbers' names a number twice.");
        }
        if (pool.isEmpty()) {
            in.fault("numbers", "'numbers' is missing or empty in [centre]: every call borrows one of them.");
        }
        Duration quarantine = in.duration("quarantine", Duration.ofHours(24), Duration.ZERO, LONGEST_QUARANTINE);
        int leases = in.number("leases_per_number", 1, 1, Limits.POOL_LEASES);
        if ((long) leases * pool.size() > Limits.POOL_LEASES) {
            in.fault("leases_per_number", "'leases_per_number' is too high for so many numbers.");
        }
        Optional<PilotNumber> main = in.optionalText("main_number").flatMap(text -> {
            Optional<PilotNumber> number = PilotNumber.read(text);
            if (number.isEmpty()) {
                in.fault("main_number", "'main_number' has to be a number such as \"+12025550100\".");
            }
            return number;
        });
        Label language = OwnReader.spoken(in, "language", Prompts.LANGUAGES.getFirst());
        boolean spoken = in.flag("spoken_refusals", true);
        boolean atTone = in.flag("hang_up_at_tone", true);
        in.end();
        NumberPool.Settings lending = new NumberPool.Settings(quarantine, leases);
        return new Settings.Centre(region, zone, language, pool, lending, main, spoken, atTone, List.of());
    }

    private static Region region(Section in) {
        String text = in.text("region");
        if (Region.isRegion(text) && Set.of(Locale.getISOCountries()).contains(text)) {
            return new Region(text);
        }
        if (!text.isEmpty()) {
            in.fault("region", "'region' has to be a country's two letters, such as \"US\" or \"GB\".");
        }
        return new Region("US");
    }

    private static Optional<PooledNumber> pooled(@Nullable Object entry) {
        if (entry instanceof String text) {
            return PilotNumber.read(text).map(number -> new PooledNumber(number, null));
        }
        if (!(entry instanceof TomlTable table)
                || !Set.of("number", "caller_name").containsAll(table.keySet())) {
            return Optional.empty();
        }
        Map<String, Object> values = table.toMap();
        Optional<PilotNumber> number =
                values.get("number") instanceof String text ? PilotNumber.read(text) : Optional.empty();
        try {
            return values.get("caller_name") instanceof String name
                    ? number.map(it -> new PooledNumber(it, new CallerName(name)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
