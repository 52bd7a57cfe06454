package org.stillcall.helpline;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.media.Prompt;

/**
 * The product's own sentences in English, Spanish and French: neutral, they name no organisation and no service. Any
 * other language hears them in English until the centre records its own. Loaded once at start; threads may share it.
 */
public final class BuiltInSpoken implements Spoken {
    static final List<Label> LANGUAGES = List.of(new Label("en"), new Label("es"), new Label("fr"));

    private final Map<Label, Map<CallerSentence, Prompt>> prompts = new HashMap<>();

    public BuiltInSpoken() {
        for (Label language : LANGUAGES) {
            Map<CallerSentence, Prompt> all = new EnumMap<>(CallerSentence.class);
            for (CallerSentence sentence : CallerSentence.values()) {
                all.put(sentence, Numerals.read(language.text() + "/" + file(sentence)));
            }
            prompts.put(language, all);
        }
    }

    private static String file(CallerSentence sentence) {
        return sentence.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Label known(@Nullable Label language) {
        return language != null && LANGUAGES.contains(language) ? language : LANGUAGES.getFirst();
    }

    @Override
    public Prompt say(Label programme, @Nullable Label language, CallerSentence sentence) {
        return Objects.requireNonNull(
                Objects.requireNonNull(prompts.get(known(language))).get(sentence));
    }

    @Override
    public String toString() {
        return "BuiltInSpoken";
    }
}
