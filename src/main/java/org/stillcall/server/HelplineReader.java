package org.stillcall.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.console.LineRules;
import org.stillcall.duty.Tier;
import org.stillcall.helpline.Helpline;
import org.stillcall.helpline.Helpline.Strategy;
import org.stillcall.plan.SafeTimes;
import org.stillcall.trunk.PilotNumber;

/** Reads one {@code [[helpline]]}: to be read when all programmes and phones were. */
final class HelplineReader {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration MOST_ELSEWHERE = Duration.ofMinutes(3);
    private static final String CENTRE_NUMBER = "centre_number_file";
    private static final Label ENGLISH = new Label("en");

    private final Settings.Centre centre;
    private final Set<Label> programmes = new HashSet<>();
    private final Set<Label> phones = new HashSet<>();
    private final Set<Label> taken = new HashSet<>();
    private final Set<PilotNumber> published = new HashSet<>();
    private final Map<Section, Path> agreed = new LinkedHashMap<>();

    HelplineReader(Settings.Centre centre, List<Settings.Programme> programmes, List<Settings.Phone> phones) {
        this.centre = centre;
        programmes.forEach(programme -> this.programmes.add(programme.name()));
        phones.forEach(phone -> this.phones.add(phone.name()));
    }

    Settings.Published read(Section in) {
        Label programme = in.label("programme");
        if (in.has("programme") && !programmes.contains(programme)) {
            in.fault("programme", "'programme' names none of the [[programme]] in this file.");
        } else if (!taken.add(programme)) {
            in.fault("programme", "Another [[helpline]] is this programme's. Write all numbers into one.");
        }
        List<Label> languages =
                in.list("languages", Limits.HELPLINE_LANGUAGES, "a language such as \"en\"", HelplineReader::label);
        if (new HashSet<>(languages).size() != languages.size()) {
            in.fault("languages", "'languages' names a language twice.");
        }
        Helpline helpline = new Helpline(
                programme,
                numbers(in),
                languages.isEmpty() ? List.of(ENGLISH) : languages,
                new Helpline.Offers(
                        in.flag("ask_voice", false), in.flag("messages", true), in.flag("say_place", false)),
                rings(in),
                in.duration("return_for", Duration.ofMinutes(10), Duration.ZERO, Duration.ofHours(1)),
                in.number("challenge_above", 60, 0, Limits.CALLS_REMEMBERED - 1));
        List<Label> standing =
                in.list("phones", Limits.CONFIGURED_PHONES, "the name of a [[phone]]", HelplineReader::label);
        if (!phones.containsAll(standing)) {
            in.fault("phones", "'phones' names a phone that is none of the [[phone]] in this file.");
        }
        Tier tier = in.choice("phones_ring", Tier.FIRST, Words.of("first", Tier.FIRST, "fallback", Tier.FALLBACK));
        return new Settings.Published(helpline, standing, tier, elsewhere(in), rules(in));
    }

    private LineRules rules(Section in) {
        SafeTimes hours = in.has("hours") ? ProgrammeReader.windows(in, "hours", centre.zone()) : null;
        return new LineRules(emergency(in), hours);
    }

    /** The centre's own words, for advocates who read that language. */
    private static Map<Label, String> emergency(Section in) {
        List<String> languages = LineRules.pageLanguages();
        Map<Label, String> words = new LinkedHashMap<>();
        in.texts("emergency", languages.size()).forEach((language, text) -> {
            if (!languages.contains(language)) {
                in.fault(
                        "emergency",
                        "'emergency' has a language that the pages do not speak. They speak: "
                                + String.join(", ", languages) + ".");
            } else if (text.isBlank()
                    || text.length() > LineRules.EMERGENCY_CHARACTERS
                    || text.chars().anyMatch(Character::isISOControl)) {
                in.fault(
                        "emergency",
                        "Each text of 'emergency' is one line of 1 to " + LineRules.EMERGENCY_CHARACTERS
                                + " characters: how to get help to where a caller is, from another phone.");
            } else {
                words.put(new Label(language), text.strip());
            }
        });
        return words;
    }

    /** What follows when nobody here took a caller. */
    private Optional<Settings.SecondCentre> elsewhere(Section in) {
        boolean elsewhere = in.choice("then", false, Words.of("message", false, "centre", true));
        Duration rings = in.duration("centre_for", Duration.ofSeconds(45), Duration.ofSeconds(10), MOST_ELSEWHERE);
        if (!elsewhere) {
            for (String key : List.of(CENTRE_NUMBER, "centre_for")) {
                if (in.has(key)) {
                    in.fault(key, "'" + key + "' is only for 'then' = \"centre\". Write that too, or leave it out.");
                }
            }
            return Optional.empty();
        }
        Path file = OutsideFile.needed(in, CENTRE_NUMBER, centre.region());
        if (in.has(CENTRE_NUMBER)) {
            agreed.put(in, file);
        }
        return Optional.of(new Settings.SecondCentre(file, rings));
    }

    /** Lets no second centre be a number of our own, which would lead in a circle. */
    void keepApart(Settings.Own own) {
        Set<PilotNumber> ours = new HashSet<>(published);
        centre.pool().forEach(pooled -> ours.add(pooled.number()));
        centre.mainNumber().ifPresent(ours::add);
        own.directs().forEach(direct -> ours.addAll(direct.line().numbers()));
        own.duty().ifPresent(duty -> ours.add(duty.number()));
        agreed.forEach((in, file) -> {
            if (OutsideFile.isOneOf(file, ours)) {
                in.fault(CENTRE_NUMBER, "The file that 'centre_number_file' names holds a number of your own.");
            }
        });
    }

    private List<PilotNumber> numbers(Section in) {
        List<PilotNumber> numbers = in.list(
                "numbers",
                Limits.HELPLINE_NUMBERS,
                "a number such as \"+12025550100\"",
                entry -> entry instanceof String text ? PilotNumber.read(text) : Optional.empty());
        if (numbers.isEmpty() && !in.has("numbers")) {
            in.fault("'numbers' is missing in [[helpline]]: which numbers are published for it?");
        }
        if (!numbers.stream().allMatch(published::add)) {
            in.fault("numbers", "'numbers' has a number twice, or one of another [[helpline]].");
        }
        if (centre.pool().stream().anyMatch(pooled -> numbers.contains(pooled.number()))) {
            in.fault(
                    "numbers",
                    "'numbers' has one that stands in 'numbers' of [centre] too. What calls borrow is never published:"
                            + " choose another.");
        }
        return numbers;
    }

    private static Helpline.Rings rings(Section in) {
        return new Helpline.Rings(
                in.choice(
                        "ring",
                        Strategy.ALL_AT_ONCE,
                        Words.of(
                                "all", Strategy.ALL_AT_ONCE,
                                "in turn", Strategy.IN_TURN,
                                "longest idle", Strategy.LONGEST_IDLE)),
                in.flag("interpreter", true),
                in.duration("ring_each", Duration.ofSeconds(20), Duration.ofSeconds(5), MINUTE),
                in.duration("ring_for", MINUTE, Duration.ofSeconds(5), Duration.ofMinutes(10)),
                in.duration("fallback_for", Duration.ofSeconds(40), Duration.ofSeconds(5), Duration.ofMinutes(10)));
    }

    private static Optional<Label> label(Object entry) {
        return entry instanceof String text && Label.isLabel(text) ? Optional.of(new Label(text)) : Optional.empty();
    }
}
