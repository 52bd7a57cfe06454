package org.stillcall.duty;

import static org.stillcall.base.Contract.require;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;

/**
 * What a caller may ask for in somebody, and where that somebody can be rung beside their pages.
 *
 * @param phones names of configured phones that are theirs, in their order
 * @param direct the name of their own number, which clients of theirs call; null for none
 */
public record Reach(
        Set<Label> languages,
        Voice voice,
        List<Label> phones,
        @Nullable Label direct) {
    /** Of somebody of whom nothing was said. */
    public static final Reach UNSAID = new Reach(Set.of(), Voice.NOT_SAID, List.of(), null);

    public Reach {
        languages = Set.copyOf(languages);
        phones = List.copyOf(phones);
        require(languages.size() <= DutyLimits.LANGUAGES, "Somebody has at most 12 languages.");
        require(
                phones.size() <= DutyLimits.PHONES && new HashSet<>(phones).size() == phones.size(),
                "Somebody has at most 5 phones, each once.");
    }

    public Reach withPhones(List<Label> others) {
        return new Reach(languages, voice, others, direct);
    }

    @Override
    public String toString() {
        return "Reach";
    }
}
