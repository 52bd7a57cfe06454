package org.stillcall.helpline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.stillcall.media.Prompt;

/** What the number of keypad duty says, in English. Loaded once at start. Immutable. */
final class DutySentences {
    private static final List<String> NAMES = List.of(
            "number",
            "pin",
            "wrong",
            "menu",
            "on",
            "on-for-four-hours",
            "off",
            "break",
            "not-on-duty",
            "messages",
            "only-on-a-page",
            "failed",
            "goodbye");

    private final Map<String, Prompt> prompts = new HashMap<>();
    private final Numerals numerals = Numerals.builtIn();

    DutySentences() {
        NAMES.forEach(name -> prompts.put(name, Numerals.readFrom("duty", name)));
    }

    Prompt say(String name) {
        return Objects.requireNonNull(prompts.get(name));
    }

    /** How many wait; and, where any do, that the server could not play them. */
    List<Prompt> messages(int count) {
        List<Prompt> all = new ArrayList<>();
        all.add(say("messages"));
        all.addAll(numerals.of(BuiltInSpoken.LANGUAGES.getFirst(), String.valueOf(count)));
        if (count > 0) {
            all.add(say("only-on-a-page"));
        }
        return all;
    }

    @Override
    public String toString() {
        return "DutySentences";
    }
}
