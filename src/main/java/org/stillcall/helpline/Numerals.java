package org.stillcall.helpline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.stillcall.base.Label;
import org.stillcall.media.Prompt;

/**
 * Digits, the star and a place in a queue as they are said in a language; in English where we have no others. Loaded
 * once at start. Immutable.
 */
final class Numerals {
    private static final String KEYS = "0123456789*";
    private static final String STAR = "star";
    private static final String PLACE = "place";

    private final Map<String, Prompt> prompts = new HashMap<>();

    private Numerals() {}

    static Numerals builtIn() {
        Numerals all = new Numerals();
        for (Label language : BuiltInSpoken.LANGUAGES) {
            for (int i = 0; i < KEYS.length(); i++) {
                all.load(language, name(KEYS.charAt(i)));
            }
            all.load(language, PLACE);
        }
        return all;
    }

    private void load(Label language, String name) {
        prompts.put(language.text() + "/" + name, read(language.text() + "/" + name));
    }

    /** A file of ours. */
    static Prompt read(String name) {
        return readFrom("callers", name);
    }

    /** @param folder of the built-in prompts */
    static Prompt readFrom(String folder, String name) {
        try (InputStream in = Numerals.class.getResourceAsStream("/prompts/" + folder + "/" + name + ".wav")) {
            return Prompt.ofWav(Objects.requireNonNull(in, "A sentence is missing from the product.")
                    .readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(char key) {
        return key == '*' ? STAR : String.valueOf(key);
    }

    /** One after the other. */
    List<Prompt> of(Label language, String keys) {
        List<Prompt> all = new ArrayList<>(keys.length());
        for (int i = 0; i < keys.length(); i++) {
            all.add(find(language, name(keys.charAt(i))));
        }
        return all;
    }

    List<Prompt> place(Label language, int place) {
        List<Prompt> all = new ArrayList<>();
        all.add(find(language, PLACE));
        all.addAll(of(language, String.valueOf(place)));
        return all;
    }

    private Prompt find(Label language, String name) {
        Label known = BuiltInSpoken.known(language);
        return Objects.requireNonNull(prompts.get(known.text() + "/" + name));
    }
}
