package org.stillcall.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.helpline.Direct;
import org.stillcall.helpline.Direct.Then;
import org.stillcall.helpline.Helpline;
import org.stillcall.media.Prompts;
import org.stillcall.plan.IdentityRule;
import org.stillcall.trunk.PilotNumber;

/** Reads {@code [[direct]]} and {@code [duty]}: numbers that are for one person, or for those who sign on by phone. */
final class OwnReader {
    private static final Label ENGLISH = new Label("en");

    private final Map<Label, Settings.Programme> programmes = new HashMap<>();
    private final Map<Label, Helpline> helplines = new HashMap<>();
    private final Set<PilotNumber> taken = new HashSet<>();
    private final Label usual;

    OwnReader(Settings.Centre centre, List<Settings.Programme> programmes, List<Settings.Published> helplines) {
        programmes.forEach(programme -> this.programmes.put(programme.name(), programme));
        for (Settings.Published each : helplines) {
            this.helplines.put(each.helpline().programme(), each.helpline());
            taken.addAll(each.helpline().numbers());
        }
        centre.pool().forEach(pooled -> taken.add(pooled.number()));
        usual = centre.language();
    }

    Direct direct(Section in) {
        Label name = in.label("name");
        Label programme = in.label("programme");
        Settings.Programme known = programmes.get(programme);
        if (in.has("programme") && known == null) {
            in.fault("programme", "'programme' names none of the [[programme]] in this file.");
        } else if (known != null && known.rule().identity() != IdentityRule.DIRECT_ALLOWED) {
            in.fault(
                    "programme",
                    "'programme' names one whose calls always hide. Only identity = \"direct allowed\" may have numbers"
                            + " of people.");
        }
        Helpline published = helplines.get(programme);
        Then then = in.choice(
                "off_duty",
                published == null ? Then.HANG_UP : Then.HELPLINE,
                Words.of("helpline", Then.HELPLINE, "message", Then.MESSAGE, "hang up", Then.HANG_UP));
        if (then == Then.HELPLINE && published == null) {
            in.fault("off_duty", "'off_duty' leads to the helpline, but the programme has no [[helpline]].");
        }
        boolean message = switch (then) {
            case HELPLINE -> published != null && published.offers().message();
            case MESSAGE -> true;
            case HANG_UP -> false;
        };
        List<Label> languages = new ArrayList<>(in.list(
                "languages",
                Limits.HELPLINE_LANGUAGES,
                "a language such as \"en\"",
                entry -> entry instanceof String text && Label.isLabel(text)
                        ? Optional.of(new Label(text))
                        : Optional.empty()));
        if (languages.isEmpty()) {
            languages.add(published == null ? ENGLISH : published.languages().getFirst());
        }
        Duration rings = in.duration("ring_for", Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMinutes(3));
        Helpline line = new Helpline(
                programme,
                number(in).stream().toList(),
                languages,
                new Helpline.Offers(false, message, false),
                new Helpline.Rings(Helpline.Strategy.IN_TURN, true, rings, rings, Duration.ZERO),
                in.duration("return_for", Duration.ofMinutes(10), Duration.ZERO, Duration.ofHours(1)),
                in.number("challenge_above", 60, 0, Limits.CALLS_REMEMBERED - 1));
        return new Direct(name, line, then);
    }

    private Optional<PilotNumber> number(Section in) {
        Optional<PilotNumber> number = in.optionalText("number").flatMap(PilotNumber::read);
        if (number.isEmpty()) {
            in.fault("number", "'number' has to be a number of yours such as \"+12025550100\".");
        } else if (!taken.add(number.get())) {
            in.fault(
                    "number",
                    "'number' is one of another [[direct]], of a [[helpline]], or one that calls borrow: choose"
                            + " another.");
        }
        return number;
    }

    /** Empty where nobody signs on by phone. */
    Optional<Settings.Duty> duty(Section in) {
        List<Label> languages = in.list(
                "languages",
                Prompts.LANGUAGES.size(),
                "\"en\", \"es\" or \"fr\"",
                entry -> entry instanceof String text && Label.isLabel(text)
                        ? Optional.of(new Label(text)).filter(Prompts.LANGUAGES::contains)
                        : Optional.empty());
        if (new HashSet<>(languages).size() != languages.size()) {
            in.fault("languages", "'languages' names a language twice.");
        }
        List<Label> spoken = languages.isEmpty() ? List.of(usual) : languages;
        Optional<PilotNumber> number = in.has("number") ? number(in) : Optional.empty();
        in.end();
        return number.map(it -> new Settings.Duty(it, spoken));
    }

    /** One of the languages that the sentences for phones come in. */
    static Label spoken(Section in, String key, Label otherwise) {
        return in.choice(
                key,
                otherwise,
                Words.of(
                        "en", Prompts.LANGUAGES.getFirst(),
                        "es", Prompts.LANGUAGES.get(1),
                        "fr", Prompts.LANGUAGES.getLast()));
    }
}
