package org.stillcall.server;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.stillcall.base.Label;
import org.stillcall.console.HouseRules.Standing;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Reads {@code [[weaker]]} and holds a whole configuration against the guide: what is weaker has a reason and an end,
 * what has a reason is weaker.
 */
final class WeakerReader {
    /** The longest that a setting may be weaker before its reason is looked at again. */
    static final int MOST_DAYS = 90;

    private static final int SHORTEST_REASON = 20;
    private static final int LONGEST_REASON = 300;
    /** Seven digits of any script with no letter between them. */
    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}(?:[^\\p{L}\\p{Nd}]*\\p{Nd}){6}");

    private final TomlTable root;
    private final List<Fault> faults;
    private final Optional<LocalDate> today;
    private final Map<String, Integer> lines = new HashMap<>();

    /** @param now when its ends are looked at; empty for never */
    WeakerReader(TomlTable root, List<Fault> faults, ZoneId zone, Optional<Instant> now) {
        this.root = root;
        this.faults = faults;
        this.today = now.map(it -> LocalDate.ofInstant(it, zone));
    }

    /** One entry; whether there is such a setting is seen when all was read. */
    Weaker read(Section in) {
        String setting = in.text("setting");
        String reason = in.text("reason").strip();
        if (in.has("reason")
                && (reason.length() < SHORTEST_REASON
                        || reason.length() > LONGEST_REASON
                        || reason.chars().anyMatch(Character::isISOControl)
                        || NUMBER.matcher(reason).find())) {
            in.fault(
                    "reason",
                    "'reason' is one line of " + SHORTEST_REASON + " to " + LONGEST_REASON
                            + " characters that everyone on staff reads, and holds no telephone number.");
        }
        LocalDate until = in.date("until");
        today.ifPresent(day -> end(in, until, day));
        if (in.has("setting") && lines.put(setting, in.line()) != null) {
            in.fault("setting", "Another [[weaker]] is for this setting.");
        }
        return new Weaker(setting, reason, until);
    }

    private static void end(Section in, LocalDate until, LocalDate today) {
        if (until.equals(LocalDate.MAX)) {
            return; // it is missing
        }
        if (until.isBefore(today)) {
            in.fault(
                    "until",
                    "The time of this weaker setting is over. Set it as the guide says and take this entry out, or"
                            + " write why it is still needed and until when.");
        } else if (until.isAfter(today.plusDays(MOST_DAYS))) {
            in.fault("until", "'until' may be " + MOST_DAYS + " days from today at most. Then it is looked at again.");
        }
    }

    /** Names what is weaker without a reason, and reasons for what is not weaker. */
    void compare(Settings settings) {
        Set<String> all = new HashSet<>();
        Set<String> weak = new HashSet<>();
        for (Guide.Row row : Guide.ROWS) {
            row.measure().apply(settings).forEach(one -> {
                String setting = row.setting(one);
                all.add(setting);
                if (one.standing() == Standing.WEAKER) {
                    weak.add(setting);
                    if (!lines.containsKey(setting)) {
                        faults.add(new Fault(
                                lineOf(row, one),
                                sentence(row, one, setting),
                                Optional.of(sentence(row, one, row.name())),
                                Optional.empty()));
                    }
                }
            });
        }
        lines.forEach((setting, line) -> {
            if (!all.contains(setting)) {
                String none = "'setting' names none that is compared with the guide.";
                String meant = Suggestion.of(setting, all)
                        .map(word -> " Did you mean '" + word + "'?")
                        .orElse("");
                faults.add(new Fault(line, none + meant, Optional.of(none), Optional.empty()));
            } else if (!weak.contains(setting)) {
                faults.add(new Fault(line, "This setting is not weaker than the guide: take the entry out."));
            }
        });
    }

    private static String sentence(Guide.Row row, Guide.Measured one, String setting) {
        String guide = one.guide()
                .sentence()
                .replace("{n}", Integer.toString(one.guide().n()));
        return "This is weaker than the guide (" + row.practice() + "), which says: " + guide
                + " Do as it says, or add [[weaker]] with setting = \"" + setting
                + "\", a reason, and until when (at most " + MOST_DAYS + " days).";
    }

    /** Where the setting stands; where its table begins if it is not written. */
    private int lineOf(Guide.Row row, Guide.Measured one) {
        String[] parts = row.name().split("\\.", -1);
        Optional<TomlTable> table = Optional.empty();
        int begins = 0;
        Object value = root.get(List.of(parts[0]));
        if (value instanceof TomlArray array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof TomlTable each && isNamed(each, one.whose())) {
                    table = Optional.of(each);
                    begins = array.inputPositionOf(i).line();
                }
            }
        } else if (value instanceof TomlTable alone) {
            table = Optional.of(alone);
        }
        TomlPosition key = table.map(it -> it.inputPositionOf(List.of(parts[parts.length - 1])))
                .orElse(null);
        return key == null ? begins : key.line();
    }

    private static boolean isNamed(TomlTable table, Optional<Label> whose) {
        return whose.map(name -> name.text().equals(table.get(List.of("name")))).orElse(false);
    }

    /** What somebody reads who looks at a configuration without faults. */
    static List<String> notes(Settings settings) {
        List<String> notes = new ArrayList<>();
        settings.centre()
                .weaker()
                .forEach(each -> notes.add("Note: weaker than the guide until " + each.until() + ": " + each.setting()
                        + ". The day after, this file is a fault and the setting ends by itself."));
        return notes;
    }
}
