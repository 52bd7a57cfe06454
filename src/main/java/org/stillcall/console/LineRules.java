package org.stillcall.console;

import static org.stillcall.base.Contract.require;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.plan.SafeTimes;

/**
 * What a centre settled for those who take calls of one published line.
 *
 * @param emergency how they get help to where a caller is, in the centre's own words, by the language of a page
 * @param hours when somebody has to be on duty for it; null where that was not said
 */
public record LineRules(
        Map<Label, String> emergency, @Nullable SafeTimes hours) {
    /** A few short sentences, read in a bad minute. */
    public static final int EMERGENCY_CHARACTERS = 300;

    /** The languages of the pages. */
    public static List<String> pageLanguages() {
        return new Languages().codes();
    }

    public LineRules {
        require(
                emergency.values().stream().allMatch(text -> text.length() <= EMERGENCY_CHARACTERS),
                "Words for an emergency are short.");
        emergency = Collections.unmodifiableMap(new LinkedHashMap<>(emergency));
    }
}
