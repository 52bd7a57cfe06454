package org.stillcall.helpline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.stillcall.base.Label;
import org.stillcall.media.Prompt;

/** What the number of keypad duty says, in each language of the product. Loaded once at start. Immutable. */
final class DutySentences {
    private static final List<String> NAMES = List.of(
            "number",
            "language",
            "pin",
            "wrong",
            "menu",
            "on",
            "on-for-four-hours",
            "off",
            "break",
            "not-on-duty",
            "callers",
            "messages",
            "line",
            "oldest-today",
            "oldest-days",
            "only-on-a-page",
            "failed",
            "goodbye");

    private final Map<String, Prompt> prompts = new HashMap<>();
    private final Numerals numerals = Numerals.builtIn();

    DutySentences() {
        for (Label language : BuiltInSpoken.LANGUAGES) {
            NAMES.forEach(name ->
                    prompts.put(language.text() + "/" + name, Numerals.readFrom("duty/" + language.text(), name)));
        }
    }

    Prompt say(Label language, String name) {
        return Objects.requireNonNull(prompts.get(BuiltInSpoken.known(language).text() + "/" + name));
    }

    /** What is asked first; in the language after this one, how to go on in it. */
    List<Prompt> number(Label language, Label other) {
        return other.equals(language)
                ? List.of(say(language, "number"))
                : List.of(say(language, "number"), say(other, "language"));
    }

    List<Prompt> callers(Label language, int count) {
        List<Prompt> all = new ArrayList<>();
        all.add(say(language, "callers"));
        all.addAll(count(language, count));
        return all;
    }

    /**
     * How many wait; where any do, on which line, since how many days, and that the server could not play them. A line
     * has no name to be said: it is the place of its programme in the configuration.
     */
    List<Prompt> messages(Label language, List<DutyDesk.Waiting> lines) {
        int count = lines.stream().mapToInt(DutyDesk.Waiting::messages).sum();
        List<Prompt> all = new ArrayList<>();
        all.add(say(language, "messages"));
        all.addAll(count(language, count));
        for (int i = 0; i < lines.size(); i++) {
            DutyDesk.Waiting line = lines.get(i);
            if (line.messages() == 0) {
                continue;
            }
            if (lines.size() > 1) {
                all.add(say(language, "line"));
                all.addAll(count(language, i + 1));
                all.add(say(language, "messages"));
                all.addAll(count(language, line.messages()));
            }
            all.add(say(language, line.days() == 0 ? "oldest-today" : "oldest-days"));
            all.addAll(line.days() == 0 ? List.of() : count(language, line.days()));
        }
        if (count > 0) {
            all.add(say(language, "only-on-a-page"));
        }
        return all;
    }

    /** Digit by digit. */
    private List<Prompt> count(Label language, int count) {
        return numerals.of(language, String.valueOf(count));
    }

    @Override
    public String toString() {
        return "DutySentences";
    }
}
